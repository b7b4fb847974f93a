import ContextForge
import Rows
import TestSupport
import Testing

@testable import Targets

@Suite struct TargetBindingTests {
    @Test(arguments: TargetKind.allCases)
    func `the identity stays what it was when the ledger was made`(kind: TargetKind) async throws {
        let real = try await RealTarget(empty: kind)
        let before = try real.target.readIdentity()
        #expect(before["ledger"] == nil)
        _ = try real.target.bind(real.registration(isResumed: false))
        let bound = try real.target.readIdentity()
        #expect(bound["ledger"]?.isEmpty == false)
        #expect(before.allSatisfy { bound[$0.key] == $0.value })
        _ = try real.target.bind(real.registration(isResumed: true))
        let other = RunRegistration(uid: "other", planDigest: "plan-b", isResumed: false)
        #expect(try real.target.bind(other) == 1)
        #expect(try real.target.readIdentity() == bound)
    }

    @Test(arguments: TargetKind.allCases)
    func `two databases have two identities`(kind: TargetKind) async throws {
        let one = try await RealTarget(kind)
        let other = try await RealTarget(kind)
        #expect(try one.target.readIdentity()["ledger"] != other.target.readIdentity()["ledger"])
    }

    @Test func `reading a SQLite identity makes no file`() async throws {
        let real = try await RealTarget(empty: .sqlite)
        #expect(try real.target.readIdentity().isEmpty)
        #expect(try real.target.readSchemaIfExists().tables.isEmpty)
        let file = try #require(real.database as? SQLiteFile)
        let listing = try await ProcessRunner.run("/bin/ls", ["-A", file.folder.path])
        #expect(listing.standardOutput.isEmpty)
    }

    @Test(arguments: TargetKind.allCases)
    func `every resumption raises the epoch by one`(kind: TargetKind) async throws {
        let real = try await RealTarget(kind)
        for epoch in Int64(2)...4 {
            #expect(try real.target.bind(real.registration(isResumed: true)) == epoch)
        }
    }

    @Test(arguments: TargetKind.allCases)
    func `a run that the ledger does not know cannot be resumed`(kind: TargetKind) async throws {
        let real = try await RealTarget(kind)
        let error = try targetError {
            _ = try real.target.bind(
                RunRegistration(uid: "ghost", planDigest: "plan-a", isResumed: true)
            )
        }
        #expect(
            error.description == """
                error[target-identity]: could not resume: this target has never seen the run
                  detail: its ledger has no run ghost; the database was recreated, or is another one
                  hint: Point --target at the database that the run was started on, or generate \
                afresh.
                """
        )
    }

    @Test(arguments: TargetKind.allCases)
    func `a run of another plan cannot be resumed, and keeps its epoch`(
        kind: TargetKind
    ) async throws {
        let real = try await RealTarget(kind)
        let error = try targetError {
            _ = try real.target.bind(
                RunRegistration(uid: real.runUID, planDigest: "plan-b", isResumed: true)
            )
        }
        #expect(error.code == "target-identity")
        #expect(error.detail == "expected plan plan-b, found plan-a")
        #expect(try await real.database.integer("SELECT epoch FROM \(real.ledger("run"))") == 1)
    }

    @Test(arguments: TargetKind.allCases)
    func `a run cannot be registered twice`(kind: TargetKind) async throws {
        let real = try await RealTarget(kind)
        let error = try targetError {
            _ = try real.target.bind(real.registration(isResumed: false))
        }
        #expect(error.code == "key-collision")
    }

    @Test(arguments: TargetKind.allCases)
    func `the batches of another run are not this run's`(kind: TargetKind) async throws {
        let real = try await RealTarget(kind)
        for (batch, first) in [(5, 0), (2, 10), (9, 20)] as [(Int64, Int64)] {
            try real.commit(batch, rows: first..<first + 10)
        }
        #expect(try real.target.committedBatches(runUID: real.runUID) == [2, 5, 9])
        #expect(try real.target.committedBatches(runUID: "ghost") == [])
    }

    @Test func `the ledger can be kept in another schema`() async throws {
        let database = try await PostgresCluster.shared().createDatabase()
        guard case .postgres(let parameters) = try TargetLocation(url: database.url) else { return }
        let target = PostgresTarget(parameters, ledgerSchema: "odd \"name", timeoutSeconds: 5)
        let run = RunRegistration(uid: "u", planDigest: "p", isResumed: false)
        #expect(try target.bind(run) == 1)
        #expect(try target.readIdentity()["ledger"] != nil)
        #expect(try await database.integer("SELECT count(*) FROM \"odd \"\"name\".run") == 1)
        #expect(try target.committedBatches(runUID: "u") == [])
    }
}

import ContextForge
import Rows
import Targets
import TestSupport
import Testing

@testable import Executor

/// What rows cost is measured beside the target's tables, never in them.
@Suite struct CalibratorTests {
    /// A run of profile tiny in a copy of the target's tables.
    private static func measure(_ target: any ScratchTarget) throws {
        let fixture = try RunFixture(batchSize: 1_000)
        let measured = try Calibrator(
            target,
            schema: .emptyFile,
            workerCount: 2,
            coreCount: 2,
            stop: StopRequest()
        ).measure(fixture.request, plan: fixture.plan)
        #expect(measured.byteCount > 0)
    }

    @Test(arguments: TargetKind.allCases)
    func `a filled target is the same after a measurement, and the copy is gone`(
        kind: TargetKind
    ) async throws {
        let filled = try await FilledTarget(kind)
        let before = try await WholeDatabase(filled.database)
        try Self.measure(try #require(filled.target as? any ScratchTarget))
        #expect(try await WholeDatabase(filled.database).differences(from: before) == [])
        if kind == .postgres { #expect(try await Self.scratchSchemas(filled.database) == []) }
    }

    @Test(arguments: [ConnectionPooler.Mode.session, .transaction], [[], ["options"]])
    func `so it is through a pooler, whatever that does with startup parameters`(
        mode: ConnectionPooler.Mode,
        ignored: [String]
    ) async throws {
        let filled = try await FilledTarget(.postgres)
        let database = try #require(filled.database as? PostgresDatabase)
        let pooler = try await ConnectionPooler.start(
            mode,
            before: PostgresCluster.shared(),
            sizeMax: 8,
            ignoring: ignored
        )
        // Where the copy counted with the original's sequence, the gateway's keys would jump.
        let last = "SELECT last_value FROM email_auth_events_id_seq"
        let lastKey = try await database.integer(last)
        let before = try await WholeDatabase(database)
        guard case .postgres(let parameters) = try TargetLocation(url: pooler.url(database)) else {
            Issue.record("the pooler's URL is not one of PostgreSQL")
            return
        }
        try Self.measure(PostgresTarget(parameters, timeoutSeconds: 10))
        #expect(try await WholeDatabase(database).differences(from: before) == [])
        #expect(try await database.integer(last) == lastKey)
        #expect(try await Self.scratchSchemas(database) == [])
        try await pooler.stop()
    }

    @Test func `a scratch target names its own schema, whatever sessions find`() async throws {
        let filled = try await FilledTarget(.postgres)
        let target = try #require(filled.target as? PostgresTarget)
        let name = "gatefill_selftest_guard"
        #expect(
            try target.inScratchSchema(name).qualifiedName(of: "tools") == "\"\(name)\".\"tools\""
        )
        #expect(try target.inScratchSchema(name).readSchema().tables.isEmpty)
        await #expect(processExitsWith: .failure) {
            guard case .postgres(let parameters) = try TargetLocation(url: "postgresql:///x") else {
                return
            }
            _ = PostgresTarget(parameters, timeoutSeconds: 1).inScratchSchema("public")
        }
    }

    private static func scratchSchemas(_ database: any TestDatabase) async throws -> [[String?]] {
        try await database.rows(
            "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'gatefill\\_%'"
        )
    }
}

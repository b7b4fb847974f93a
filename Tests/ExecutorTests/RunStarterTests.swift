import ContextForge
import Foundation
import Journal
import Planner
import Rows
import Targets
import TestSupport
import Testing

@testable import Executor

@Suite struct RunStarterTests {
    @Test func `a run is planned before the target is bound`() throws {
        let fixture = try RunFixture()
        let journal = try fixture.openJournal()
        let target = FakeTarget()
        let assignment = try fixture.start(journal, target)
        let events = try journal.allEvents()
        let reserved = events.dropFirst(2).filter { $0.kind.rawValue == "ids-reserved" }
        #expect(!reserved.isEmpty)
        guard events.count == 2 + reserved.count, case .runPlanned(let planned) = events[0],
            case .targetBound(let bound) = events[1]
        else {
            Issue.record("\(events)")
            return
        }
        #expect(planned.uid == assignment.runUID)
        #expect(planned.profileName == "tiny")
        #expect(planned.planDigest == fixture.plan.digest)
        #expect(planned.batchSize == 10)
        #expect(planned.tables.map(\.name) == fixture.plan.tables.map(\.name))
        #expect(planned.target == "fake:///target")
        #expect(bound.identity == ["ledger": "fake-1", "database": "fake"])
        #expect(bound.epoch == 1)
        #expect(assignment.epoch == 1)
        #expect(assignment.committed.count == 0)
        #expect(target.state.withLock { $0.calls.isEmpty })
    }

    @Test func `what was wanted can be read back from the journal`() throws {
        let fixture = try RunFixture(seed: 7, batchSize: 13)
        let journal = try fixture.openJournal()
        _ = try fixture.start(journal, FakeTarget())
        let record = try #require(try journal.run(1))
        let request = try RunStarter.request(of: record, in: journal, for: .contextForge)
        #expect(request.recipe == fixture.request.recipe)
        #expect(request.settings == fixture.request.settings)
        #expect(try GenerationPlan(request.recipe).digest == fixture.plan.digest)
    }

    @Test func `a plan that lacks its secrets is the same plan, but is not begun`() throws {
        let fixture = try RunFixture()
        let journal = try fixture.openJournal()
        let secrets = SecretTexts([.tokenSigning: "a secret"])
        var request = fixture.request
        request.recipe.dataset.secrets = try SecretFingerprints(
            secrets,
            of: request.recipe.dataset
        )
        let lacking = try GenerationPlan(request.recipe)
        let whole = try GenerationPlan(
            request.recipe,
            secrets: DatasetSecrets(secrets, seed: request.recipe.dataset.seed)
        )
        #expect(lacking.digest == whole.digest)
        #expect(lacking.digest != fixture.plan.digest)
        #expect(lacking.missingSecrets.map(\.name) == ["token_signing"])
        #expect(whole.missingSecrets.isEmpty)

        let starter = RunStarter(journal: journal, target: FakeTarget())
        let refusal = #expect(throws: RunFailure.self) {
            try starter.start(request, plan: lacking, schema: .emptyFile)
        }
        #expect(refusal?.code == "secret-missing")
        #expect(try journal.allEvents().isEmpty)
        _ = try starter.start(request, plan: whole, schema: .emptyFile)
        let record = try #require(try journal.run(1))
        let resumed = #expect(throws: RunFailure.self) {
            try starter.resume(record, plan: lacking)
        }
        #expect(resumed?.code == "secret-missing")
    }

    @Test func `fault 13: a run of another generator is refused`() throws {
        let fixture = try RunFixture()
        let journal = try fixture.openJournal()
        let planned = RunPlanned(
            uid: "u",
            profileName: "tiny",
            profile: "{}",
            planDigest: "p",
            generatorVersion: "0",
            batchSize: 1,
            tables: [],
            target: "fake:///target"
        )
        _ = try journal.append([NewEvent(run: 1, .runPlanned(planned))])
        let record = try #require(try journal.run(1))
        let error = try failure {
            _ = try RunStarter.request(of: record, in: journal, for: .contextForge)
        }
        #expect(
            error.description == """
                error[generator-version]: could not resume run 1: it was started by another version
                  detail: expected generator \(Catalogue.contextForge.generatorVersion), found 0
                  hint: Use the version of gatefill that started the run.
                """
        )
    }

    @Test func `a seed is not started twice in one target`() throws {
        let fixture = try RunFixture()
        let journal = try fixture.openJournal()
        let target = FakeTarget()
        _ = try fixture.start(journal, target)
        let error = try failure { _ = try fixture.start(journal, target) }
        #expect(
            error.description == """
                error[run-unfinished]: could not start: run 1 of the same seed is unfinished here
                  detail: 0 of \(fixture.plan.rowCount) rows are in fake:///target
                  hint: Resume that run, or generate different data with another `--seed`.
                """
        )
        #expect(error.commands == [["resume", "1"]])
        #expect(try journal.runs().count == 1)
    }

    @Test func `another plan, another target and a finished run are no obstacle`() throws {
        let fixture = try RunFixture()
        let journal = try fixture.openJournal()
        let target = FakeTarget()
        let first = try fixture.start(journal, target)
        let other = try RunFixture(seed: 43)
        #expect(
            try RunStarter(journal: journal, target: target)
                .start(other.request, plan: other.plan, schema: .emptyFile).runNumber == 2
        )
        let elsewhere = FakeTarget()
        elsewhere.state.withLock { $0.identity["ledger"] = "fake-2" }
        #expect(try fixture.start(journal, elsewhere).runNumber == 3)
        try RunFinisher(first, target: target, journal: journal).complete(seconds: 1)
        #expect(try fixture.start(journal, target).runNumber == 4)
    }

    @Test func `fault 11: another target is refused by what differs`() throws {
        let fixture = try RunFixture()
        let journal = try fixture.openJournal()
        let target = FakeTarget()
        _ = try fixture.start(journal, target)
        target.state.withLock { $0.identity["database"] = "other" }
        let before = try journal.allEvents().count
        let error = try failure { _ = try fixture.resume(journal, target) }
        #expect(
            error.description == """
                error[target-identity]: could not resume run 1: fake:///target is another target
                  detail: database: expected fake, found other
                  hint: Point --target at the database that the run was started on; if it was \
                recreated, generate afresh.
                """
        )
        target.state.withLock { $0.identity = ["database": "fake"] }
        let recreated = try failure { _ = try fixture.resume(journal, target) }
        #expect(recreated.detail == "ledger: expected fake-1, found none")
        #expect(try journal.allEvents().count == before)
        #expect(target.state.withLock { $0.epochs.values.allSatisfy { $0 == 1 } })
    }

    @Test func `fault 12: a schema that has changed is refused before the epoch is raised`() throws
    {
        let fixture = try RunFixture()
        let journal = try fixture.openJournal()
        let target = FakeTarget()
        let assignment = try fixture.start(journal, target)
        let definition = try #require(
            Catalogue.contextForge.definitions.first { $0.name == "tools" }
        )
        target.state.withLock {
            $0.tables["tools"] = FakeTarget.table(definition, without: ["annotations"])
        }
        let error = try failure { _ = try fixture.resume(journal, target) }
        #expect(error.code == "schema-changed")
        #expect(
            error.message == "could not resume run 1: the target's schema has changed"
        )
        #expect(error.hint == "Undo the migration, or clean up the run and generate it again.")
        #expect(target.state.withLock { $0.epochs[assignment.runUID] } == 1)
    }

    @Test func `fault 13: a recipe that gives another plan is refused`() throws {
        let fixture = try RunFixture()
        let journal = try fixture.openJournal()
        let target = FakeTarget()
        _ = try fixture.start(journal, target)
        let record = try #require(try journal.run(1))
        let other = try RunFixture(batchSize: 11)
        let error = try failure {
            _ = try RunStarter(journal: journal, target: target).resume(record, plan: other.plan)
        }
        #expect(error.code == "plan-mismatch")
        #expect(
            error.detail
                == "the journal holds plan \(fixture.plan.digest.prefix(12)), "
                + "this version makes \(other.plan.digest.prefix(12))"
        )
    }

    @Test(arguments: [false, true])
    func `a run that was planned and perhaps registered, but not bound, is resumed`(
        isRegistered: Bool
    ) throws {
        let fixture = try RunFixture()
        let journal = try fixture.openJournal()
        let target = FakeTarget()
        let first = try fixture.start(journal, target)
        let events = try journal.allEvents()
        // Another journal that holds only what was written before the crash.
        let cut = try EventStore(path: fixture.folder.file("cut.journal"), mode: .write)
        _ = try cut.append([NewEvent(run: 1, events[0])])
        if !isRegistered { target.state.withLock { $0.epochs = [:] } }
        let resumed = try fixture.resume(cut, target)
        #expect(resumed.runUID == first.runUID)
        #expect(resumed.epoch == (isRegistered ? 2 : 1))
        #expect(try cut.milestones() == ["run-planned", "target-bound", "run-resumed"])
        #expect(try fixture.carryOut(resumed, cut, target) == .completed)
    }

    @Test func `columns that the target lacks are noticed, tables that it lacks are refused`()
        throws
    {
        let fixture = try RunFixture()
        let journal = try fixture.openJournal()
        let target = FakeTarget()
        let definition = try #require(
            Catalogue.contextForge.definitions.first { $0.name == "tools" }
        )
        target.state.withLock {
            $0.tables["tools"] = FakeTarget.table(definition, without: ["annotations", "tags"])
        }
        let assignment = try fixture.start(journal, target)
        #expect(
            assignment.notices.sorted() == [
                "tools.annotations does not exist in the target and is left out",
                "tools.tags does not exist in the target and is left out",
            ]
        )
        let bare = FakeTarget()
        bare.state.withLock {
            $0.tables["tools"] = nil
            $0.tables["prompts"] = nil
        }
        let other = try RunFixture(seed: 1)
        let error = try #require(throws: TargetError.self) {
            _ = try other.start(try other.openJournal(), bare)
        }
        #expect(error.code == "schema-drift")
        #expect(error.detail == "the target has no tools, prompts")
    }

    @Test func `tables are created only in an empty SQLite file or on request`() throws {
        let fixture = try RunFixture()
        let empty = FakeTarget()
        empty.state.withLock { $0.tables = [:] }
        let journal = try fixture.openJournal()
        let error = try #require(throws: TargetError.self) {
            _ = try fixture.start(journal, empty)
        }
        #expect(error.code == "not-a-contextforge-database")
        #expect(try journal.runs().isEmpty)
        _ = try RunStarter(journal: journal, target: empty)
            .start(
                fixture.request,
                plan: fixture.plan,
                schema: SchemaRequest(nil, createsInServers: true)
            )
        #expect(try empty.readSchema().tables.count == Catalogue.contextForge.definitions.count)

        let file = try SQLiteFile()
        let sqlite = SQLiteTarget(path: file.path, timeoutSeconds: 2)
        _ = try fixture.start(journal, sqlite)
        let names = try sqlite.readSchema().tables.keys.filter { !$0.hasPrefix("gatefill_") }
        #expect(
            Set(names)
                == Set(
                    Catalogue.contextForge.schema.schema(of: .newest, on: .sqlite).tables.map(
                        \.name
                    )
                )
        )
    }

    @Test func `a database with some of the gateway's tables gets no others`() async throws {
        let fixture = try RunFixture()
        let file = try SQLiteFile()
        try await file.execute("CREATE TABLE alembic_version (version_num VARCHAR(32))")
        let sqlite = SQLiteTarget(path: file.path, timeoutSeconds: 2)
        let error = try #require(throws: TargetError.self) {
            try RunStarter(journal: fixture.openJournal(), target: sqlite).start(
                fixture.request,
                plan: fixture.plan,
                schema: SchemaRequest(nil, createsInServers: true)
            )
        }
        #expect(error.code == "schema-drift")
        #expect(
            error.detail == "the target already has some of the gateway's tables: alembic_version"
        )
        #expect(try await file.integer("SELECT count(*) FROM sqlite_master") == 1)
    }

    @Test func `a SQLite file of something else is refused and left alone`() async throws {
        let fixture = try RunFixture()
        let journal = try fixture.openJournal()
        let file = try SQLiteFile()
        try await file.execute("CREATE TABLE invoices (id integer)")
        let sqlite = SQLiteTarget(path: file.path, timeoutSeconds: 2)
        #expect(throws: TargetError.self) { try fixture.start(journal, sqlite) }
        #expect(try await file.integer("SELECT count(*) FROM sqlite_master") == 1)
    }

    private func failure(
        at location: SourceLocation = #_sourceLocation,
        _ body: () throws -> Void
    ) throws -> RunFailure {
        try #require(throws: RunFailure.self, sourceLocation: location, performing: body)
    }
}

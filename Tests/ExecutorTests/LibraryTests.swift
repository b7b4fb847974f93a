import Journal
import Logging
import Planner
import Rows
import Targets
import TestSupport
import Testing

@testable import Executor

/// Takes a catalogue of invented tables through the whole life of a run, on both databases.
@Suite struct LibraryTests {
    private static let profile = """
        scale:
          readers: 60
          loans_per_book_avg: 3
        global:
          email_domain: library.example
        """

    private static func load() throws -> Profile {
        try ProfileLoader.parse(
            text: profile,
            fileName: "library.yaml",
            for: Library.catalogue,
            nowMicroseconds: 1_795_000_000_000_000
        )
    }

    @Test func `its profile has its own keys, and none of the gateway's`() throws {
        let language = ProfileLanguage(Library.catalogue)
        #expect(language.key("scale.readers") != nil)
        #expect(language.key("scale.loans_per_book_avg") != nil)
        #expect(language.key("scale.users") == nil)
        #expect(language.components.all.map(\.name) == ["readers", "books", "loans"])
        let error = try #require(throws: ProfileError.self) {
            try ProfileLoader.parse(
                text: "scale:\n  readers: 3\n  users: 5\n",
                fileName: "library.yaml",
                for: Library.catalogue,
                nowMicroseconds: 0
            )
        }
        #expect(error.code == "unknown-key")
    }

    @Test(arguments: TargetKind.allCases)
    func `it is planned, loaded, resumed, verified, exported and cleaned up`(
        _ kind: TargetKind
    ) async throws {
        let folder = try TemporaryFolder("library")
        let journal = try EventStore(path: folder.file("run.journal"), mode: .write)
        let (database, target) = try await Self.target(kind)
        let profile = try Self.load()
        let recipe = PlanRecipe(
            dataset: profile.dataset,
            batchSize: 20,
            tables: Library.catalogue.definitions.map(\.name)
        )
        let plan = try GenerationPlan(recipe, of: Library.catalogue)
        #expect(plan.tables.map(\.name) == ["reader", "book", "loan"])
        #expect(plan.tables.allSatisfy { $0.rowCount > 40 })
        let request = RunRequest(
            profileName: profile.name,
            recipe: recipe,
            settings: profile.settings
        )

        // A book that is already there stops the run on its way.
        let starter = RunStarter(journal: journal, target: target)
        var assignment = try starter.start(
            request,
            plan: plan,
            schema: SchemaRequest(nil, createsInServers: true)
        )
        let obstacle = try Self.lastBook(plan)
        try await database.execute(
            """
            INSERT INTO reader (id, email, joined_at)
            VALUES ('x', 'x@y.example', '2026-01-01')
            """
        )
        try await database.execute(
            """
            INSERT INTO book (id, owner_email, title, bought_at)
            VALUES ('\(obstacle)', 'x@y.example', 'In the way', '2026-01-01')
            """
        )
        #expect(throws: (any Error).self) { try Self.carryOut(assignment, journal, target) }
        let stopped = try #require(try journal.run(1))
        #expect(stopped.batchesCommitted > 0 && stopped.batchesCommitted < plan.batchCount)

        // Without it, the run resumes and completes.
        try await database.execute("DELETE FROM book WHERE title = 'In the way'")
        assignment = try starter.resume(stopped, plan: plan)
        #expect(try Self.carryOut(assignment, journal, target) == .completed)
        try RunFinisher(assignment, target: target, journal: journal).complete(seconds: 1)
        #expect(try journal.run(1)?.batchesCommitted == plan.batchCount)

        try Self.verify(plan, target, journal, assignment)
        try Self.export(plan, journal, assignment)

        // The row that is not the run's stays.
        let record = try #require(try journal.run(1))
        let cleanup = try CleanupStarter(journal: journal, target: target)
            .start(record, plan: plan, policy: CleanupPolicy())
        let engine = CleanupEngine(
            cleanup,
            target: target,
            journal: journal,
            workerCount: 1,
            board: ProgressBoard(),
            stop: StopRequest(),
            logger: Self.silentLogger
        )
        _ = try engine.run()
        _ = try engine.complete()
        let left = try await database.rowCounts(of: ["reader", "book", "loan"])
        #expect(left == ["reader": 1, "book": 0, "loan": 0])
    }

    // MARK: Steps

    private static let silentLogger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private static func target(
        _ kind: TargetKind
    ) async throws -> (any TestDatabase, any CleanupTarget) {
        switch kind {
        case .sqlite:
            let file = try SQLiteFile()
            let target = SQLiteTarget(
                path: file.path,
                for: Library.catalogue,
                timeoutSeconds: 2
            )
            return (file, target)
        case .postgres:
            let created = try await PostgresCluster.shared().createDatabase()
            guard case .postgres(let parameters) = try TargetLocation(url: created.url) else {
                throw TestSupportError("not a URL of PostgreSQL", detail: created.url)
            }
            let target = PostgresTarget(
                parameters,
                for: Library.catalogue,
                timeoutSeconds: 5
            )
            return (created, target)
        }
    }

    private static func carryOut(
        _ assignment: RunAssignment,
        _ journal: EventStore,
        _ target: any Target
    ) throws -> RunOutcome {
        try RunEngine(
            assignment,
            target: target,
            journal: journal,
            workerCount: 1,
            coreCount: 2,
            policy: RetryPolicy(attemptCountMax: 1, pauseMillisecondsMax: 1),
            board: ProgressBoard(),
            stop: StopRequest(),
            logger: silentLogger
        ).run()
    }

    /// The key of the last book of a plan.
    private static func lastBook(_ plan: GenerationPlan) throws -> String {
        let books = try #require(plan.dataset.table(named: "book"))
        var stream = RowStream(
            books,
            rows: books.rowCount - 1..<books.rowCount,
            batch: ColumnBatch(
                table: type(of: books).definition,
                constants: plan.unboundConstants,
                only: ["id"]
            )
        )
        let made = stream.nextSlice()
        let slice = try #require(made)
        return String(decoding: slice.vector(0).text(0), as: UTF8.self)
    }

    private static func verify(
        _ plan: GenerationPlan,
        _ target: any CleanupTarget,
        _ journal: EventStore,
        _ assignment: RunAssignment
    ) throws {
        let results = try Verification(
            plan,
            target: target,
            firstKeys: assignment.constants.firstKeys
        ).run(ValidationCheck.allCases.filter { $0 != .content })
        let failed = results.filter { !$0.hasPassed }.map(\.subject)
        #expect(failed.isEmpty, "\(failed)")
        #expect(results.contains { $0.subject == "reader without a book" })
        #expect(results.contains { $0.subject == "loans_per_book" })
        let contents = try ContentVerification(
            plan,
            target: target,
            constants: assignment.constants,
            batches: Array(0..<plan.batchCount)
        ).run()
        #expect(contents.count == 3)
        #expect(contents.allSatisfy { $0.hasPassed })
    }

    private static func export(
        _ plan: GenerationPlan,
        _ journal: EventStore,
        _ assignment: RunAssignment
    ) throws {
        let export = try FixtureExport(
            Library.catalogue.definitions[0],
            of: plan,
            run: try #require(try journal.run(1)),
            states: try journal.batchStates(run: 1),
            constants: assignment.constants,
            withCredentials: false,
            nowMicroseconds: 0
        )
        #expect(export.titles == ["id", "address"])
        var addresses: Set<String> = []
        let count = try export.draw(10, skew: .uniform) { values in
            guard case .text(let address) = values[1] else { return }
            addresses.insert(address)
        }
        #expect(count == 10)
        #expect(addresses.count == 10)
        #expect(addresses.allSatisfy { $0.hasSuffix("@library.example") })
        let hot = try export.draw(5, skew: .hot) { _ in }
        #expect(hot == 5)
    }
}

import ContextForge
import Foundation
import Journal
import Planner
import Rows
import Targets
import TestSupport
import Testing

@testable import Executor

/// The databases that gatefill fills.
enum TargetKind: String, CaseIterable, Sendable {
    case sqlite
    case postgres
}

/// Profile tiny in a real database of its own.
struct FilledTarget {
    let kind: TargetKind
    let fixture: RunFixture
    let journal: EventStore
    let database: any TestDatabase
    let target: any CleanupTarget
    let assignment: RunAssignment

    init(
        _ kind: TargetKind,
        batchSize: Int64 = 10,
        indexSuspension: IndexSuspension = .auto
    ) async throws {
        self.kind = kind
        var fixture = try RunFixture(batchSize: batchSize)
        fixture.request.settings.indexSuspension = indexSuspension
        self.fixture = fixture
        journal = try fixture.openJournal()
        switch kind {
        case .sqlite:
            let file = try SQLiteFile()
            database = file
            target = SQLiteTarget(path: file.path, timeoutSeconds: 2)
        case .postgres:
            let created = try await PostgresCluster.shared().createDatabase()
            database = created
            guard case .postgres(let parameters) = try TargetLocation(url: created.url) else {
                throw TestSupportError("not a URL of PostgreSQL", detail: created.url)
            }
            target = PostgresTarget(parameters, timeoutSeconds: 5)
        }
        let starter = RunStarter(journal: journal, target: target)
        assignment = try starter.start(
            fixture.request,
            plan: fixture.plan,
            schema: SchemaRequest(nil, createsInServers: true)
        )
        #expect(try fixture.carryOut(assignment, journal, target) == .completed)
        try RunFinisher(assignment, target: target, journal: journal).complete(seconds: 1)
    }

    var record: RunRecord {
        get throws { try #require(try journal.run(assignment.runNumber)) }
    }

    /// The tables and what refers to what.
    func graph() throws -> ReferenceGraph {
        ReferenceGraph(
            try target.readSchema(),
            declared: try target.readForeignKeys(),
            of: .contextForge
        )
    }

    /// Begins a cleanup, or carries one on.
    func startCleanup(_ policy: CleanupPolicy = CleanupPolicy()) throws -> CleanupAssignment {
        try CleanupStarter(journal: journal, target: target)
            .start(try record, plan: fixture.plan, policy: policy)
    }

    /// An engine for an assignment.
    func engine(
        _ assignment: CleanupAssignment,
        workers: Int = 1,
        stop: StopRequest = StopRequest(),
        target other: (any CleanupTarget)? = nil
    ) -> CleanupEngine {
        CleanupEngine(
            assignment,
            target: other ?? target,
            journal: journal,
            workerCount: workers,
            policy: RetryPolicy(attemptCountMax: 3, pauseMillisecondsMax: 1),
            board: ProgressBoard(),
            stop: stop,
            logger: fixture.silentLogger
        )
    }

    /// An engine that changes nothing.
    func rehearsal(_ assignment: CleanupAssignment) -> CleanupEngine {
        CleanupEngine(
            assignment,
            target: target,
            journal: nil,
            workerCount: 1,
            board: ProgressBoard(),
            stop: StopRequest(),
            logger: fixture.silentLogger
        )
    }

    /// The PostgreSQL target as another role reaches it, whose password is `limited`.
    func target(as role: String) throws -> any CleanupTarget {
        guard let postgres = database as? PostgresDatabase,
            case .postgres(let parameters) = try TargetLocation(
                url: postgres.url(user: role, password: "limited")
            )
        else { throw TestSupportError("not a database of PostgreSQL", detail: database.url) }
        return PostgresTarget(parameters, timeoutSeconds: 5)
    }

    /// Rows of all tables of the plan that are in the target, without the gateway's own roles.
    func rowCount() async throws -> Int {
        let own = try await database.integer("SELECT count(*) FROM roles WHERE is_system_role")
        return try await database.rowCounts(of: fixture.plan.tables.map(\.name)).values
            .reduce(0, +) - own
    }
}

import ContextForge
import Journal
import Logging
import Planner
import Rows
import Targets
import TestSupport
import Testing

@testable import Executor

/// The plan of a profile, `tiny` if none is named, with a journal of its own.
struct RunFixture {
    let folder: TemporaryFolder
    let plan: GenerationPlan
    var request: RunRequest

    init(
        profile name: String = "tiny",
        seed: UInt64 = 42,
        batchSize: Int64 = 10,
        tables: [String]? = nil,
        _ change: (inout DatasetConfiguration) -> Void = { _ in }
    ) throws {
        folder = try TemporaryFolder("run")
        // In the middle of a working day there are single calls.
        let profile = try ProfileLoader.load(
            path: "\(PackageRoot.path)/profiles/\(name).yaml",
            for: .contextForge,
            overrides: ProfileOverrides(seed: seed, endDate: "2026-06-01T10:30:00Z"),
            nowMicroseconds: 1_795_000_000_000_000
        )
        var dataset = profile.dataset
        change(&dataset)
        let recipe = PlanRecipe(
            dataset: dataset,
            batchSize: batchSize,
            tables: tables ?? Catalogue.contextForge.definitions.map(\.name)
        )
        plan = try GenerationPlan(recipe)
        request = RunRequest(
            profileName: profile.name,
            recipe: recipe,
            settings: profile.settings
        )
    }

    var journalPath: String { folder.file("run.journal") }

    func openJournal() throws -> EventStore { try EventStore(path: journalPath, mode: .write) }

    func start(_ journal: EventStore, _ target: any Target) throws -> RunAssignment {
        try RunStarter(journal: journal, target: target)
            .start(request, plan: plan, schema: .emptyFile)
    }

    func resume(
        _ journal: EventStore,
        _ target: any Target,
        run number: Int64 = 1
    ) throws -> RunAssignment {
        let record = try #require(try journal.run(number))
        return try RunStarter(journal: journal, target: target).resume(record, plan: plan)
    }

    /// Carries an assignment out; pauses between attempts are short.
    func carryOut(
        _ assignment: RunAssignment,
        _ journal: EventStore,
        _ target: any Target,
        workers: Int = 2,
        cores: Int = 2,
        attempts: Int = 4,
        board: ProgressBoard = ProgressBoard(),
        stop: StopRequest = StopRequest()
    ) throws -> RunOutcome {
        try RunEngine(
            assignment,
            target: target,
            journal: journal,
            workerCount: workers,
            coreCount: cores,
            policy: RetryPolicy(attemptCountMax: attempts, pauseMillisecondsMax: 1),
            board: board,
            stop: stop,
            logger: silentLogger
        ).run()
    }

    /// A logger that says nothing.
    var silentLogger: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}

extension EventStore {
    /// All events of a run, in order.
    func allEvents(run: Int64 = 1) throws -> [JournalEvent] {
        var events: [JournalEvent] = []
        try self.events(run: run) { events.append(try $0.decoded()) }
        return events
    }

    /// Names of the events' kinds, without those of batches.
    func milestones(run: Int64 = 1) throws -> [String] {
        try allEvents(run: run).map(\.kind.rawValue)
            .filter { !$0.hasPrefix("batch-") && $0 != "ids-reserved" }
    }
}

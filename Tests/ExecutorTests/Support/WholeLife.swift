import ContextForge
import Foundation
import Journal
import Logging
import Planner
import Rows
import Targets
import TestSupport

@testable import Executor

/// A run from doctor to cleanup in a target that somebody has prepared, and what became of it.
struct WholeLife {
    /// The first step that did not work.
    enum Step: String {
        case doctor, generate, verify, cleanUp
    }

    /// Whether doctor found nothing that fails.
    private(set) var doctorPassed = false
    /// What doctor said, of findings that are not ok.
    private(set) var findings: [Finding] = []
    /// The first step that failed, with its error; nil when all went well.
    private(set) var failure: (step: Step, error: any Error)?
    /// What the cleanup did, by table; nil when it did not come to it.
    private(set) var outcomes: [String: DeletionOutcome]?
    /// The batches that the run has committed, and their rows.
    private(set) var committedCount: Int64 = 0
    private(set) var committedRowCount: Int64 = 0
    /// Whether the cleanup came to its end.
    private(set) var hasCleanedUp = false

    /// Tables of users and what they own, of calls and of sign-ins: all kinds of key.
    static let tables = [
        "email_users", "email_teams", "email_team_members", "gateways", "tools", "tool_metrics",
        "email_auth_events",
    ]

    /// Lives a run of few rows in `target`.
    init(
        in target: any CleanupTarget,
        seed: UInt64 = 42,
        indexSuspension: IndexSuspension = .never
    ) throws {
        var fixture = try RunFixture(seed: seed, batchSize: 20, tables: WholeLife.tables)
        fixture.request.settings.indexSuspension = indexSuspension
        let doctor = Doctor(target, journalPath: fixture.journalPath, plan: fixture.plan)
        findings = doctor.findings().filter { $0.level != .ok }
        doctorPassed = !findings.contains { $0.level == .failed }
        let journal = try fixture.openJournal()
        var step = Step.generate
        do {
            try live(fixture, journal, target, &step)
        } catch {
            failure = failure ?? (step, error)
        }
    }

    private mutating func live(
        _ fixture: RunFixture,
        _ journal: EventStore,
        _ target: any CleanupTarget,
        _ step: inout Step
    ) throws {
        let assignment = try RunStarter(journal: journal, target: target)
            .start(fixture.request, plan: fixture.plan, schema: .emptyFile)
        do {
            _ = try fixture.carryOut(assignment, journal, target, attempts: 1)
            let finisher = RunFinisher(assignment, target: target, journal: journal)
            _ = try finisher.analyze(until: StopRequest(), workerCount: 1)
            try finisher.complete(seconds: 1)
            step = .verify
            _ = try Verification(
                fixture.plan,
                target: target,
                firstKeys: assignment.constants.firstKeys
            ).run([.counts, .foreignKeys])
        } catch {
            // What is there must still be cleaned up, and reported as it is.
            failure = (step, error)
        }
        if failure == nil { step = .cleanUp }
        do {
            try cleanUp(fixture, journal, target)
        } catch {
            failure = failure ?? (.cleanUp, error)
        }
    }

    private mutating func cleanUp(
        _ fixture: RunFixture,
        _ journal: EventStore,
        _ target: any CleanupTarget
    ) throws {
        guard let record = try journal.run(1) else { return }
        committedCount = record.batchesCommitted
        committedRowCount = record.rowsCommitted
        let assignment = try CleanupStarter(journal: journal, target: target)
            .start(record, plan: fixture.plan, policy: CleanupPolicy())
        let engine = CleanupEngine(
            assignment,
            target: target,
            journal: journal,
            workerCount: 1,
            policy: RetryPolicy(attemptCountMax: 1),
            board: ProgressBoard(),
            stop: StopRequest(),
            logger: fixture.silentLogger
        )
        defer {
            outcomes = Dictionary(
                zip(fixture.plan.tables.map(\.name), engine.outcomes),
                uniquingKeysWith: { $1 }
            )
        }
        _ = try engine.run()
        _ = try engine.complete()
        hasCleanedUp = true
    }
}

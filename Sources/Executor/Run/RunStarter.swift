import Faults
import Foundation
import Journal
import Planner
import Rows
import Targets

/// Turns a request into the assignment of a new run.
///
/// An extension does the same with an unfinished run of the journal.
package struct RunStarter {
    let journal: EventStore
    let target: any Target

    /// A starter for one journal and one target.
    package init(journal: EventStore, target: any Target) {
        self.journal = journal
        self.target = target
    }

    /// Plans a run, prepares the target and binds both, recording each step before the next.
    ///
    /// `wanted` says what a target without tables gets.
    package func start(
        _ request: RunRequest,
        plan: GenerationPlan,
        schema wanted: SchemaRequest
    ) throws -> RunAssignment {
        try refuseMissingSecrets(plan)
        try refuseUnfinished(request)
        try PresentRuns(target, journal: journal).refuse(request.recipe)
        let preparation = try TargetPreparation(plan, target: target, schema: wanted)
        let number = try journal.nextRunNumber()
        // Names the run in ledgers that several journals may share; it decides no row.
        let uid = UUID().uuidString.lowercased()
        try record(number, .runPlanned(try planned(request, plan, uid: uid)))
        let epoch = try bind(number, uid: uid, plan: plan)
        let schema = BoundSchema(
            fingerprint: preparation.fingerprint,
            lines: preparation.schemaLines
        )
        let binding = try binding(
            schema,
            constants: preparation.constants,
            epoch: epoch,
            plan.catalogue
        )
        try record(number, .targetBound(binding))
        let constants = try reserveKeys(
            number,
            uid,
            for: plan,
            constants: preparation.constants,
            committed: []
        )
        try keepRecord(number, uid: uid)
        let committed = BatchSet(capacity: plan.batchCount)
        let suspension = try suspend(
            number,
            RunFence(runUID: uid, epoch: epoch),
            for: plan,
            setting: request.settings.indexSuspension ?? .never,
            history: .none,
            committed: committed,
            schemaLines: preparation.schemaLines
        )
        return RunAssignment(
            runNumber: number,
            runUID: uid,
            epoch: epoch,
            plan: plan,
            matches: preparation.matches,
            constants: constants,
            committed: committed,
            notices: preparation.notices + preparation.releaseNotices + suspension.notices,
            recoveredCount: 0,
            lostCount: 0,
            suspended: suspension.objects,
            boundSchema: suspension.objects.isEmpty ? nil : schema
        )
    }

    /// What the journal records of a run before anything is done for it.
    private func planned(
        _ request: RunRequest,
        _ plan: GenerationPlan,
        uid: String
    ) throws -> RunPlanned {
        RunPlanned(
            uid: uid,
            profileName: request.profileName,
            profile: try request.text(),
            planDigest: plan.digest,
            generatorVersion: String(plan.catalogue.generatorVersion),
            batchSize: plan.recipe.batchSize,
            tables: plan.tables.map {
                PlannedTable(name: $0.name, rowCount: $0.rowCount, batchCount: $0.batchCount)
            },
            target: target.display
        )
    }

    /// What the journal records of a target that a run is bound to.
    func binding(
        _ schema: BoundSchema,
        constants: TargetConstants,
        epoch: Int64,
        _ catalogue: Catalogue
    ) throws -> TargetBound {
        TargetBound(
            identity: try target.readIdentity(),
            schemaFingerprint: schema.fingerprint,
            epoch: epoch,
            constants: RunStarter.record(of: constants, catalogue),
            schema: schema.lines,
            environment: try EnvironmentFacts.read(target)
        )
    }

    private func bind(_ number: Int64, uid: String, plan: GenerationPlan) throws -> Int64 {
        try recordingFailure(number) {
            try target.bind(RunRegistration(uid: uid, planDigest: plan.digest, isResumed: false))
        }
    }

    /// Suspends what is to be suspended before the first batch, and records a failure to do so.
    func suspend(
        _ number: Int64,
        _ fence: RunFence,
        for plan: GenerationPlan,
        setting: IndexSuspension,
        history: SuspensionHistory,
        committed: BatchSet,
        schemaLines: [String]
    ) throws -> IndexSuspender.Result {
        try recordingFailure(number) {
            try IndexSuspender(
                journal: journal,
                target: target,
                run: number,
                plan: plan,
                fence: fence
            ).suspend(setting, history: history, committed: committed, schemaLines: schemaLines)
        }
    }

    /// Takes a step, and records when the target fails at it.
    private func recordingFailure<Value>(
        _ number: Int64,
        _ step: () throws -> Value
    ) throws -> Value {
        do {
            return try step()
        } catch let error as TargetError {
            try record(
                number,
                .runFailed(RunFailed(causeCode: error.code, message: error.cause))
            )
            throw error
        }
    }

    /// Refuses a plan whose rows would come out without what their secrets make of them.
    func refuseMissingSecrets(_ plan: GenerationPlan) throws(RunFailure) {
        guard let secret = plan.missingSecrets.first else { return }
        throw RunFailure(
            code: "secret-missing",
            message: "could not make the rows of the plan: they need \(secret.title)",
            detail: nil,
            hint: "Name the environment variable that holds it with \(secret.option)."
        )
    }

    /// Refuses to start where an unfinished run would make the same keys: those follow from the
    /// seed and the domain alone, whatever the end date and the size of the batches.
    private func refuseUnfinished(_ request: RunRequest) throws {
        let facts = try target.readIdentity()
        guard facts[TargetIdentity.ledger] != nil else { return }
        let identity = TargetIdentity(facts)
        try refuseSuspended(identity)
        for run in try journal.runs() where run.phase.isResumable {
            // A run that failed before its first batch has made no keys.
            if run.phase == .failed && run.rowsCommitted == 0 { continue }
            guard try identity.isTarget(of: run, in: journal) else { continue }
            let other = try RunStarter.request(of: run, in: journal, for: target.catalogue).recipe
                .dataset
            guard other.seed == request.recipe.dataset.seed,
                other.emailDomain == request.recipe.dataset.emailDomain
            else { continue }
            throw RunFailure(
                code: "run-unfinished",
                message: "could not start: run \(run.number) of the same seed is unfinished here",
                detail: "\(run.rowsCommitted) of \(run.rowTotal) rows are in \(target.display)",
                hint: "Resume that run, or generate different data with another `--seed`.",
                command: ["resume", "\(run.number)"]
            )
        }
    }

    /// Refuses to start where another run has left indexes suspended: they would be missed in the
    /// schema that the new run is bound to.
    private func refuseSuspended(_ identity: TargetIdentity) throws {
        for run in try journal.runs() {
            let count = try journal.suspensions(run: run.number).count
            guard count > 0, try identity.isTarget(of: run, in: journal) else { continue }
            throw RunFailure(
                code: "indexes-suspended",
                message: "could not start: run \(run.number) has left indexes suspended here",
                detail: "\(count) indexes and constraints are to be restored in "
                    + target.display,
                hint: "Resume that run, or restore the indexes now.",
                command: ["resume", "\(run.number)"],
                or: ["doctor", "--restore-indexes"]
            )
        }
        // Runs of other journals are known by the ledger alone.
        for run in try LedgerReader(target).runs() {
            let count = try SuspensionAdoption.missing(from: run, target).count
            guard count > 0 else { continue }
            throw RunFailure(
                code: "indexes-suspended",
                message: "could not start: a run of another journal has indexes suspended here",
                detail: "\(count) indexes and constraints of run \(run.uid) are to be restored in "
                    + target.display,
                hint:
                    "Wait for that run to end, or resume it with its own journal. If that journal "
                    + "is lost, rebuild it from the ledger, then restore the indexes.",
                command: ["journal", "rebuild"]
            )
        }
    }

    /// Appends an event of a run to the journal.
    func record(_ number: Int64, _ event: JournalEvent) throws {
        _ = try journal.append([NewEvent(run: number, event)])
    }
}

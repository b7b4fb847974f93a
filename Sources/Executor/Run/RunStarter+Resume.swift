import Faults
import Foundation
import Journal
import Planner
import Rows
import Targets

/// An unfinished run of the journal.
extension RunStarter {
    /// What the journal says was wanted of a run; `purpose` is what an error says could not be
    /// done.
    package static func request(
        of run: RunRecord,
        in journal: EventStore,
        for catalogue: Catalogue,
        to purpose: String = "resume"
    ) throws -> RunRequest {
        guard let planned = try journal.plan(run: run.number) else {
            throw RunFailure(
                code: "unknown-run",
                message: "could not read run \(run.number): the journal has no plan of it",
                detail: nil,
                hint: "List the runs.",
                command: ["runs"]
            )
        }
        guard planned.generatorVersion == String(catalogue.generatorVersion) else {
            throw RunFailure(
                code: "generator-version",
                message: "could not \(purpose) run \(run.number): "
                    + "it was started by another version",
                detail: "expected generator \(catalogue.generatorVersion), "
                    + "found \(planned.generatorVersion)",
                hint: "Use the version of gatefill that started the run."
            )
        }
        do {
            return try planned.request
        } catch {
            throw RunFailure(
                code: "unreadable-run",
                message: "could not read what run \(run.number) was to generate",
                detail: String(describing: error),
                hint: "Use the version of gatefill that started the run."
            )
        }
    }

    /// What the journal says was wanted of a run; nil when another version of gatefill wrote it.
    static func readableRequest(
        of run: RunRecord,
        in journal: EventStore,
        for catalogue: Catalogue
    ) throws -> RunRequest? {
        do {
            return try request(of: run, in: journal, for: catalogue)
        } catch is RunFailure {
            return nil
        }
    }

    /// Takes an unfinished run over: checks that plan and target are those it was started with,
    /// raises the epoch, and compares journal and ledger.
    package func resume(_ run: RunRecord, plan: GenerationPlan) throws -> RunAssignment {
        guard plan.digest == run.planDigest else {
            throw RunFailure(
                code: "plan-mismatch",
                message: "could not resume run \(run.number): its recipe gives another plan now",
                detail: "the journal holds plan \(run.planDigest.prefix(12)), "
                    + "this version makes \(plan.digest.prefix(12))",
                hint: "Resume with the version of gatefill that started the run."
            )
        }
        try refuseMissingSecrets(plan)
        let bound = try journal.binding(run: run.number)
        try refuseOtherTarget(than: run, to: "resume")
        let preparation = try TargetPreparation(plan, target: target, schema: .none)
        var history = try SuspensionHistory(run: run.number, in: journal)
        if let bound, !isSame(bound, as: preparation, butFor: history),
            try SuspensionAdoption(journal: journal, target: target)
                .adopt(run: run.number, uid: run.uid)
        {
            // The journal is an old copy.
            history = try SuspensionHistory(run: run.number, in: journal)
        }
        if let bound { try compare(bound, with: preparation, butFor: history, of: run) }
        // Without a binding the crash came before the run reached the target.
        let epoch = try bindAgain(run, plan: plan, wasBound: bound != nil)
        // The rows that are in the target have the constants of the time of binding.
        let constants =
            bound.flatMap { RunStarter.constants(in: $0, plan.catalogue) } ?? preparation.constants
        // What is suspended belongs to the schema nevertheless.
        let schema = BoundSchema(
            fingerprint: bound?.schemaFingerprint ?? preparation.fingerprint,
            lines: bound?.schema ?? preparation.schemaLines
        )
        let binding = try binding(schema, constants: constants, epoch: epoch, plan.catalogue)
        try record(run.number, .targetBound(binding))
        try record(run.number, .runResumed(RunResumed(epoch: epoch)))
        let committed = try target.committedBatches(runUID: run.uid)
        let reserved = try reserveKeys(
            run.number,
            run.uid,
            for: plan,
            constants: constants,
            committed: committed
        )
        try keepRecord(run.number, uid: run.uid)
        CrashPoint.pass(.beforeReconciliation)
        var assignment = try reconcile(
            run,
            plan,
            with: preparation,
            constants: reserved,
            epoch: epoch
        )
        let suspension = try suspend(
            run.number,
            RunFence(runUID: run.uid, epoch: epoch),
            for: plan,
            setting: RunStarter.request(of: run, in: journal, for: plan.catalogue).settings
                .indexSuspension ?? .never,
            history: history,
            committed: assignment.committed,
            schemaLines: preparation.schemaLines
        )
        assignment.suspended = suspension.objects
        assignment.notices += suspension.notices
        if !history.known.isEmpty || !suspension.objects.isEmpty {
            assignment.boundSchema = schema
        }
        return assignment
    }

    /// Whether a target's schema is the one that a run was bound to, but for what the run itself
    /// has suspended.
    private func isSame(
        _ bound: TargetBound,
        as preparation: TargetPreparation,
        butFor history: SuspensionHistory
    ) -> Bool {
        guard !history.known.isEmpty else {
            return bound.schemaFingerprint == preparation.fingerprint
        }
        return bound.schema
            == history.restoring(preparation.schemaLines, of: preparation.tableNames)
    }

    /// Refuses a schema that is not the one the run was bound to, but for what the run itself has
    /// suspended.
    private func compare(
        _ bound: TargetBound,
        with preparation: TargetPreparation,
        butFor history: SuspensionHistory,
        of run: RunRecord
    ) throws {
        guard !isSame(bound, as: preparation, butFor: history) else { return }
        let lines = history.restoring(preparation.schemaLines, of: preparation.tableNames)
        throw RunFailure(
            code: "schema-changed",
            message: "could not resume run \(run.number): the target's schema has changed",
            detail: SchemaDifference(bound.schema, lines).text
                ?? "expected \(bound.schemaFingerprint.prefix(12)), "
                + "found \(preparation.fingerprint.prefix(12))",
            hint: "Undo the migration, or clean up the run and generate it again."
        )
    }

    /// Refuses a target that is not the one that a run is bound to.
    ///
    /// - Throws: ``RunFailure`` with code `target-identity`.
    package func refuseOtherTarget(than run: RunRecord, to purpose: String) throws {
        let found = TargetIdentity(try target.readIdentity())
        let differences = try TargetIdentity(of: run, in: journal)?.differences(from: found)
        guard let difference = differences?.first else { return }
        throw RunFailure(
            code: "target-identity",
            message: "could not \(purpose) run \(run.number): \(target.display) is another target",
            detail: difference.text,
            hint: "Point --target at the database that the run was started on; if it was "
                + "recreated, generate afresh."
        )
    }

    private func bindAgain(_ run: RunRecord, plan: GenerationPlan, wasBound: Bool) throws -> Int64 {
        let known = RunRegistration(
            uid: run.uid,
            planDigest: plan.digest,
            isResumed: true,
            epochKnown: run.epoch
        )
        if wasBound { return try target.bind(known) }
        do {
            return try target.bind(
                RunRegistration(uid: run.uid, planDigest: plan.digest, isResumed: false)
            )
        } catch let error where error.code == "key-collision" {
            // Registered, but the crash came before the journal heard of it.
            return try target.bind(known)
        }
    }

    private func reconcile(
        _ run: RunRecord,
        _ plan: GenerationPlan,
        with preparation: TargetPreparation,
        constants: TargetConstants,
        epoch: Int64
    ) throws -> RunAssignment {
        let states = try journal.batchStates(run: run.number)
        let result = Reconciliation(
            batchCount: plan.batchCount,
            hasCheckpoint: { states[$0].countsAsCommitted },
            ledger: try target.committedBatches(runUID: run.uid)
        )
        var events = result.recovered.map { number in
            let batch = plan.batch(number)
            return RunEvents.recovered(batch, table: plan.tables[batch.table].name)
        }
        events += result.lost.map { number in
            let table = plan.tables[plan.batch(number).table].name
            return RunEvents.lost(number, table: table)
        }
        _ = try journal.append(events.map { NewEvent(run: run.number, $0) })
        CrashPoint.pass(.afterReconciliation)
        var notices = preparation.notices
        if !result.recovered.isEmpty {
            notices.append(
                "\(result.recovered.count) batches were committed without a checkpoint: recovered"
            )
        }
        if !result.lost.isEmpty {
            notices.append(
                "the target lost \(result.lost.count) committed batches: they are loaded again"
            )
        }
        return RunAssignment(
            runNumber: run.number,
            runUID: run.uid,
            epoch: epoch,
            plan: plan,
            matches: preparation.matches,
            constants: constants,
            committed: result.committed,
            notices: notices,
            recoveredCount: result.recovered.count,
            lostCount: result.lost.count
        )
    }
}

import Journal
import Planner
import Rows
import Targets

/// Turns a run of the journal into an assignment to undo it.
package struct CleanupStarter {
    private let journal: EventStore
    private let target: any CleanupTarget

    /// A starter for one journal and one target.
    package init(journal: EventStore, target: any CleanupTarget) {
        self.journal = journal
        self.target = target
    }

    /// Takes the run over from whoever carries it out, compares journal and ledger, and records
    /// that its cleanup begins or goes on.
    ///
    /// A migrated schema does not matter, as long as rows can be addressed.
    package func start(
        _ run: RunRecord,
        plan: GenerationPlan,
        policy: CleanupPolicy
    ) throws -> CleanupAssignment {
        try check(run, plan)
        try target.refuseHiddenRows(try graph())
        guard try target.readLedger(runUID: run.uid) != nil else {
            try refuseLostLedger(run)
            try record(run.number, started(epoch: run.epoch, policy))
            let notices = try restoreIndexes(run, fence: nil)
            return try assignment(
                run,
                plan,
                policy: policy,
                epoch: run.epoch,
                state: nil,
                notices: notices
            )
        }
        try target.dropTemporaryIndexes()
        let epoch = try target.beginCleanup(
            RunRegistration(uid: run.uid, planDigest: plan.digest, isResumed: true)
        )
        // Read again: what was in flight has ended, one way or the other.
        guard let state = try target.readLedger(runUID: run.uid) else {
            preconditionFailure("a run whose epoch was raised is not in the ledger")
        }
        let notices = try reconcile(run, plan, with: state)
        if !run.phase.isCleanup { try target.forgetOutcomes(runUID: run.uid) }
        try record(run.number, started(epoch: epoch, policy))
        let restored = try restoreIndexes(run, fence: RunFence(runUID: run.uid, epoch: epoch))
        return try assignment(
            run,
            plan,
            policy: policy,
            epoch: epoch,
            state: state,
            notices: notices + restored
        )
    }

    /// Restores what the run has left suspended: without indexes, looking for what refers to a row
    /// would read whole tables.
    ///
    /// What rows forbid is tried again when they are deleted, by ``CleanupEngine/complete()``.
    private func restoreIndexes(_ run: RunRecord, fence: RunFence?) throws -> [String] {
        try SuspensionAdoption(journal: journal, target: target)
            .adopt(run: run.number, uid: run.uid)
        let result = try IndexRestorer(
            journal: journal,
            target: target,
            run: run.number,
            fence: fence
        ).restore(skipsViolations: true)
        return
            (result.restored.isEmpty
            ? [] : ["\(result.restored.count) suspended indexes and constraints are restored"])
            + result.violations.map { "\($0.message); it is tried again at the end" }
    }

    /// The same as ``start(_:plan:policy:)`` would give, with nothing changed anywhere.
    package func rehearse(
        _ run: RunRecord,
        plan: GenerationPlan,
        policy: CleanupPolicy
    ) throws -> CleanupAssignment {
        try check(run, plan)
        try target.refuseHiddenRows(try graph())
        let state = try target.readLedger(runUID: run.uid)
        if state == nil { try refuseLostLedger(run) }
        return try assignment(
            run,
            plan,
            policy: policy,
            epoch: state?.epoch ?? run.epoch,
            state: state,
            notices: []
        )
    }

    // MARK: Checks

    private func check(_ run: RunRecord, _ plan: GenerationPlan) throws {
        guard plan.digest == run.planDigest else {
            throw RunFailure(
                code: "plan-mismatch",
                message: "could not clean up run \(run.number): its recipe gives another plan now",
                detail: "the journal holds plan \(run.planDigest.prefix(12)), "
                    + "this version makes \(plan.digest.prefix(12))",
                hint: "Clean up with the version of gatefill that started the run."
            )
        }
        try compareIdentity(run)
    }

    /// Compares facts about the target with those that the run was bound to.
    private func compareIdentity(_ run: RunRecord) throws {
        guard let own = try TargetIdentity(of: run, in: journal) else { return }
        // Without its ledger a run may still have something to be recorded.
        let difference = own.differences(from: TargetIdentity(try target.readIdentity()))
            .first { $0.found != nil }
        if let difference { throw otherTarget(run, detail: difference.text) }
    }

    private func otherTarget(_ run: RunRecord, detail: String) -> RunFailure {
        RunFailure(
            code: "target-identity",
            message: "could not clean up run \(run.number): \(target.display) is another target",
            detail: detail,
            hint: "Point --target at the database that the run was started on."
        )
    }

    /// Without its ledger a run can only be cleaned up if nothing of it is left.
    private func refuseLostLedger(_ run: RunRecord) throws {
        guard run.batchesCommitted > 0 else { return }
        throw RunFailure(
            code: "target-identity",
            message: "could not clean up run \(run.number): this target has never seen the run",
            detail: "the journal has \(run.batchesCommitted) committed batches, "
                + "the target's ledger has none of them",
            hint:
                "Point --target at the database that the run was started on; if it was recreated, "
                + "nothing of the run is left in it."
        )
    }

    // MARK: Journal and ledger

    /// Records what the ledger knows and the journal does not.
    private func reconcile(
        _ run: RunRecord,
        _ plan: GenerationPlan,
        with state: LedgerState
    ) throws -> [String] {
        let states = try journal.batchStates(run: run.number)
        let unrecorded = state.outcomes.filter { states[$0.key] != .deleted }
            .sorted { $0.key > $1.key }
        let inLedger = Set(state.batches).union(state.outcomes.keys)
        let lost = (0..<plan.batchCount).filter {
            states[$0].countsAsCommitted && !inLedger.contains($0)
        }
        var events = unrecorded.map { number, outcome in
            CleanupEvents.deleted(
                number,
                table: plan.tables[plan.batch(number).table].name,
                outcome,
                microseconds: 0
            )
        }
        events += lost.map { number in
            .batchLost(
                BatchLost(
                    batch: number,
                    table: plan.tables[plan.batch(number).table].name,
                    reason: "absent from the target's ledger"
                )
            )
        }
        _ = try journal.append(events.map { NewEvent(run: run.number, $0) })
        guard !lost.isEmpty else { return [] }
        return [
            "the target lost \(lost.count) committed batches: there is nothing to delete of them"
        ]
    }

    /// What an earlier cleanup, which kept rows, has deleted of batches.
    private func deletedBefore(_ batches: [Int64], of run: RunRecord) throws -> [Int64: Int64] {
        guard run.phase == .cleaned else { return [:] }
        return Dictionary(
            uniqueKeysWithValues: try batches.map {
                ($0, try journal.batch(run: run.number, number: $0)?.deletedCount ?? 0)
            }
        )
    }

    private func assignment(
        _ run: RunRecord,
        _ plan: GenerationPlan,
        policy: CleanupPolicy,
        epoch: Int64,
        state: LedgerState?,
        notices: [String]
    ) throws -> CleanupAssignment {
        let graph = try graph()
        let constants = try RunStarter.constants(of: run, in: journal, plan.catalogue)
        let outcomes = run.phase.isCleanup ? state?.outcomes ?? [:] : [:]
        var earlier = plan.tables.map { _ in DeletionOutcome() }
        for (number, outcome) in outcomes { earlier[plan.batch(number).table].add(outcome) }
        let batches = (state?.batches ?? []).filter { outcomes[$0] == nil && $0 < plan.batchCount }
        return CleanupAssignment(
            runNumber: run.number,
            runUID: run.uid,
            epoch: epoch,
            plan: plan,
            graph: graph,
            tables: try plan.tables.indices.map { index in
                try CleanupTable(plan.definition(of: index), in: graph)
            },
            compared: policy.changedRows == .delete
                ? []
                : try plan.tables.indices.map { index in
                    try ComparedTable(plan.definition(of: index), in: graph)
                },
            constants: constants,
            generated: PlannedValues(plan, constants),
            policy: policy,
            batches: batches.reversed(),
            deletedBefore: try deletedBefore(batches, of: run),
            earlier: earlier,
            notices: notices
        )
    }

    private func graph() throws -> ReferenceGraph {
        ReferenceGraph(
            try target.readSchemaIfExists(),
            declared: try target.readForeignKeys(),
            of: target.catalogue
        )
    }

    private func started(epoch: Int64, _ policy: CleanupPolicy) -> JournalEvent {
        .cleanupStarted(
            CleanupStarted(
                epoch: epoch,
                foreignRows: policy.foreignRows.rawValue,
                changedRows: policy.changedRows.rawValue,
                derivedRows: policy.derivedRows.rawValue
            )
        )
    }

    private func record(_ number: Int64, _ event: JournalEvent) throws {
        _ = try journal.append([NewEvent(run: number, event)])
    }
}

/// Events that several parts of a cleanup write.
enum CleanupEvents {
    /// Cleanup is done with a batch.
    static func deleted(
        _ batch: Int64,
        table: String,
        _ outcome: DeletionOutcome,
        microseconds: Int64
    ) -> JournalEvent {
        .batchDeleted(
            BatchDeleted(
                batch: batch,
                table: table,
                deletedCount: outcome.deletedCount,
                goneCount: outcome.goneCount,
                keptCount: outcome.keptCount,
                durationMicroseconds: microseconds,
                foreignCount: outcome.foreignCount > 0 ? outcome.foreignCount : nil,
                derivedCount: outcome.derivedCount > 0 ? outcome.derivedCount : nil,
                keptRows: outcome.keptRows.isEmpty
                    ? nil
                    : outcome.keptRows.map {
                        BatchDeleted.KeptRow(key: $0.key, reason: $0.reason)
                    },
                keptReasons: outcome.keptReasons.isEmpty ? nil : outcome.keptReasons
            )
        )
    }
}

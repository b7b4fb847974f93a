import Faults
import Journal
import Planner
import Targets

/// Suspends indexes and constraints before a run's first batch: definitions first, then the drops.
struct IndexSuspender {
    /// What a run has to restore, and what is to be told.
    struct Result {
        /// What is suspended, or was about to be.
        var objects: [SuspendedObject]
        /// Sentences for people.
        var notices: [String]
    }

    let journal: EventStore
    let target: any Target
    /// Number of the run in the journal.
    let run: Int64
    let plan: GenerationPlan
    let fence: RunFence

    /// Suspends what the setting asks for, and again what an interrupted run has suspended of
    /// tables that are not complete.
    ///
    /// `history` is what the run has suspended before, `committed` the batches that are in the
    /// target, and `schemaLines` its schema as it was found.
    func suspend(
        _ setting: IndexSuspension,
        history: SuspensionHistory,
        committed: BatchSet,
        schemaLines: [String]
    ) throws -> Result {
        var notices: [String] = []
        var added = history.lost(in: schemaLines)
        if !history.hasBegun {
            let choice = try choice(setting)
            if let notice = choice.notice { notices.append(notice) }
            let known = Set(history.known.map(\.key))
            if !choice.tables.isEmpty {
                added += try target.readSuspendable(tables: choice.tables)
                    .filter { !known.contains($0.key) }
                    .filter { !choice.sparesUniqueKeys || !$0.isUnique }
            }
        }
        let objects = history.outstanding + added
        guard !objects.isEmpty else { return Result(objects: [], notices: notices) }
        CrashPoint.pass(.beforeSuspension)
        _ = try journal.append(
            added.map { NewEvent(run: run, .indexSuspended($0.suspendedEvent)) }
        )
        // Without the journal, nothing else would know how to make them again.
        try LedgerRecord.keep(run: run, in: journal, target: target, runUID: fence.runUID)
        let open = Set(plan.tables.filter { !isComplete($0, committed) }.map(\.name))
        let dropped = objects.filter { open.contains($0.table) }
        if !dropped.isEmpty {
            try target.suspend(dropped, fence: fence)
            let tables = Set(dropped.map(\.table)).count
            notices.append(
                "\(dropped.count) indexes and constraints of \(tables) "
                    + (tables == 1 ? "table" : "tables") + " are suspended until loaded"
            )
        }
        return Result(objects: objects, notices: notices)
    }

    private func choice(_ setting: IndexSuspension) throws -> SuspensionChoice {
        try SuspensionChoice(
            setting,
            tables: plan.tables,
            isEmpty: { name in
                let most = IndexSuspension.presentRowCountMax
                let table = try target.qualifiedName(of: name)
                return try target.queryInteger(
                    "SELECT count(*) FROM (SELECT 1 FROM \(table) LIMIT \(most + 1)) AS r"
                ) <= most
            },
            otherSessionCount: { try target.countOtherSessions() }
        )
    }

    private func isComplete(_ table: TablePlan, _ committed: BatchSet) -> Bool {
        (table.firstBatch..<table.firstBatch + table.batchCount)
            .allSatisfy { committed.contains($0) }
    }
}

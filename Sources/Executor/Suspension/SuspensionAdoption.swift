import Journal
import Targets

/// Takes over from a target's ledger what a journal does not know to be suspended, because the
/// journal is an old copy or was lost.
struct SuspensionAdoption {
    let journal: EventStore
    let target: any Target

    /// Records what the ledger has of a run, the target lacks and the journal does not know.
    ///
    /// - Returns: Whether there was any.
    @discardableResult
    func adopt(run number: Int64, uid: String) throws -> Bool {
        let record = try LedgerReader(target).runs().first { $0.uid == uid }?.record
        let lacking = try lacking(record, run: number)
        _ = try journal.append(lacking.map { NewEvent(run: number, .indexSuspended($0)) })
        return !lacking.isEmpty
    }

    /// What ``adopt(run:uid:)`` would record; `text` is the run's record in the ledger.
    func lacking(_ text: String?, run number: Int64?) throws -> [IndexSuspended] {
        guard let text, let suspended = try LedgerRecord(text: text).suspended,
            !suspended.isEmpty
        else { return [] }
        let known = Set(
            try number.map { try SuspensionHistory(run: $0, in: journal).outstanding.map(\.key) }
                ?? []
        )
        let objects = try suspended.map { try SuspendedObject($0) }
        let missing = try SuspensionAdoption.missing(objects, target)
        return missing.filter { !known.contains($0.key) }.map(\.suspendedEvent)
    }

    /// What the ledger has of a run and its target lacks.
    static func missing(
        from run: LedgerRun,
        _ target: any Target
    ) throws -> [SuspendedObject] {
        // Without a record nothing was suspended: it is written before the first drop.
        guard let text = run.record, let suspended = try LedgerRecord(text: text).suspended,
            !suspended.isEmpty
        else { return [] }
        return try missing(suspended.map { try SuspendedObject($0) }, target)
    }

    /// Those of some objects that a target lacks, of tables that it has.
    static func missing(
        _ objects: [SuspendedObject],
        _ target: any Target
    ) throws -> [SuspendedObject] {
        let schema = try target.readSchema()
        let present = Set(schema.lines(of: Array(Set(objects.map(\.table)))))
        return objects.filter { object in
            schema.tables[object.table] != nil
                && !object.inSchema(object.schemaLines).allSatisfy { present.contains($0) }
        }
    }
}

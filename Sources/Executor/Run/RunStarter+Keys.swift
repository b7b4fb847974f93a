import Journal
import Planner
import Rows
import Targets

/// Blocks of integer keys, and what the target keeps of a run.
extension RunStarter {
    /// Reserves a block of keys in every table that has integer keys and no block yet.
    ///
    /// A block that the journal knows is kept, unless none of its keys is in yet and other writers
    /// may have reached it meanwhile. One that the journal has lost, and that has rows, is the
    /// ledger's.
    func reserveKeys(
        _ number: Int64,
        _ uid: String,
        for plan: GenerationPlan,
        constants: TargetConstants,
        committed: [Int64]
    ) throws -> TargetConstants {
        var firstKeys: [String: Int64] = [:]
        let begunTables = Set(committed.map { plan.tables[plan.batch($0).table].name })
        for known in try journal.reservations(run: number)
        where begunTables.contains(known.table) || !target.countsKeysFromHighest {
            firstKeys[known.table] = known.firstID
        }
        let withKeys = Set(plan.tablesWithReservedKeys.map { plan.tables[$0].name })
        let lost = begunTables.intersection(withKeys).subtracting(firstKeys.keys)
        if !lost.isEmpty {
            for block in try blocksInLedger(uid) where lost.contains(block.table) {
                try record(number, .idsReserved(block))
                firstKeys[block.table] = block.firstID
            }
        }
        let requests = plan.tablesWithReservedKeys.sorted().compactMap { table -> KeyRequest? in
            let (name, count) = (plan.tables[table].name, plan.tables[table].rowCount)
            guard let key = plan.definition(of: table).reservedKey, count > 0,
                firstKeys[name] == nil
            else { return nil }
            return KeyRequest(table: name, column: key.name, count: count)
        }
        if !requests.isEmpty {
            let blocks = try zip(requests, target.reserveKeys(requests)).map { request, first in
                IDsReserved(
                    table: request.table,
                    column: request.column,
                    firstID: first,
                    idCount: request.count
                )
            }
            _ = try journal.append(blocks.map { NewEvent(run: number, .idsReserved($0)) })
            for block in blocks { firstKeys[block.table] = block.firstID }
        }
        return constants.reserving(firstKeys)
    }

    /// The blocks of keys that the target's ledger keeps of a run; none where it has no record.
    private func blocksInLedger(_ uid: String) throws -> [IDsReserved] {
        let run = try LedgerReader(target).runs().first { $0.uid == uid }
        guard let text = run?.record else { return [] }
        return try LedgerRecord(text: text).blocks
    }

    /// Leaves with the target what a lost journal is rebuilt from.
    func keepRecord(_ number: Int64, uid: String) throws {
        try LedgerRecord.keep(run: number, in: journal, target: target, runUID: uid)
    }
}

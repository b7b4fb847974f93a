import Rows

/// Deletes the rows of one slice: the rules that both databases share.
///
/// What became of a row is observed: it is gone if it was looked for and not found, deleted if it
/// was there and is not any more, and kept if it still is there at the end.
struct SliceDeletion<Database: SliceDatabase> {
    let database: Database
    let ticket: DeletionTicket
    let slice: ColumnBatch
    let graph: ReferenceGraph
    let generated: any GeneratedValues

    private var table: CleanupTable { ticket.table }

    /// Deletes what may go, and adds what became of every row.
    func run(_ outcome: inout DeletionOutcome) throws(Database.Failure) {
        let all = Array(0..<slice.rowCount)
        let obstacles = try database.obstacles(of: table.name, again: false)
        guard table.isReferredTo || ticket.compared != nil || !obstacles.isEmpty else {
            return try deleteUnseen(all, &outcome)
        }
        let found = try database.presentRows(
            among: all,
            areLocked: table.isReferredTo || ticket.compared != nil
        )
        outcome.goneCount += Int64(all.count - found.count)
        var rows = found.keys.sorted()
        if let compared = ticket.compared, !rows.isEmpty {
            let changed = try database.changedRows(compared, among: rows)
            for row in changed.kept { outcome.keep(row) }
            rows.removeAll { changed.numbers.contains($0) }
        }
        if let reason = obstacles.blockage {
            for row in rows { keep(row, because: reason, &outcome) }
            return
        }
        if table.isReferredTo, !rows.isEmpty { rows = try released(rows, at: found, &outcome) }
        guard !rows.isEmpty else { return }
        _ = try database.delete(rows: rows)
        let left = try keepUndeleted(rows, &outcome)
        outcome.deletedCount += Int64(rows.count) - left
    }

    /// Deletes rows that nothing refers to and nothing protects.
    ///
    /// The DELETE itself looks for them, so they are looked for again only afterwards.
    private func deleteUnseen(
        _ rows: [Int],
        _ outcome: inout DeletionOutcome
    ) throws(Database.Failure) {
        let matched = try database.delete(rows: rows)
        let absent = Int64(rows.count) - (try keepUndeleted(rows, &outcome))
        outcome.deletedCount += min(matched, absent)
        outcome.goneCount += max(0, absent - matched)
    }

    /// Notes those of the deleted rows that are still there; their number.
    private func keepUndeleted(
        _ rows: [Int],
        _ outcome: inout DeletionOutcome
    ) throws(Database.Failure) -> Int64 {
        let left = try database.presentRows(among: rows, areLocked: false)
        guard !left.isEmpty else { return 0 }
        let reason = try database.obstacles(of: table.name, again: true).reason
        for row in left.keys.sorted() { keep(row, because: reason, &outcome) }
        return Int64(left.count)
    }

    private func keep(_ row: Int, because reason: String, _ outcome: inout DeletionOutcome) {
        outcome.keep(KeptRow(key: AddressText.key(table, slice, row: row), reason: reason))
    }

    // MARK: References

    /// Deletes what is derived from rows, applies the policy to what else refers to them, and
    /// returns the rows that may go.
    private func released(
        _ rows: [Int],
        at found: [Int: RowPlace],
        _ outcome: inout DeletionOutcome
    ) throws(Database.Failure) -> [Int] {
        var holders: [Int: KeptReason] = [:]
        let foreign = try database.referredRows(among: rows, by: table.foreignReferences)
        for (row, reference) in foreign { holders[row] = .reference(reference.name) }
        let sole = table.derivedReferences.filter {
            graph.isSoleDerivation($0) && !ticket.keptTables.contains($0.table)
        }
        if ticket.policy.derivedRows == .keep {
            let free = rows.filter { holders[$0] == nil }
            let derived = try database.referredRows(
                among: free,
                by: sole.filter { graph.isProtecting($0) }
            )
            for (row, reference) in derived { holders[row] = .derivedRow(reference.name) }
        }
        var search = DerivedRows(database, ticket, graph: graph, generated: generated)
        try search.explore(
            from: rows.map { ($0, found[$0] ?? "") },
            by: table.derivedReferences.filter { !sole.contains($0) }
        )
        search.hold(&holders)
        let going = try applyPolicy(holders, to: rows, &outcome)
        let places = going.compactMap { found[$0] }
        var removedCount: Int64 = 0
        if ticket.policy.derivedRows == .delete {
            removedCount += try search.deleteFree()
            for reference in sole where !places.isEmpty {
                removedCount += try database.deleteReferrers(reference, to: places)
            }
            outcome.derivedCount += removedCount
        }
        let held = going.filter { holders[$0] != nil }
        if !held.isEmpty {
            let count = try database.deleteReferringRows(to: held)
            outcome.foreignCount += count
            removedCount += count
        }
        return try settled(going, of: rows, isChanged: removedCount > 0, &outcome)
    }

    /// The rows that go by the policy; the others are noted.
    private func applyPolicy(
        _ holders: [Int: KeptReason],
        to rows: [Int],
        _ outcome: inout DeletionOutcome
    ) throws(Database.Failure) -> [Int] {
        var going: [Int] = []
        for row in rows {
            switch (holders[row], ticket.policy.foreignRows) {
            case (nil, _), (.reference, .delete): going.append(row)
            case (.reference(let name), .stop):
                throw Database.failure(
                    CleanupRefusal.foreignRow(
                        table: table.name,
                        key: AddressText.key(table, slice, row: row),
                        reference: name
                    )
                )
            case (let holder?, _): keep(row, because: holder.text, &outcome)
            }
        }
        return going
    }

    /// Looks again for what refers to rows, where something has changed since, and returns those
    /// to which nothing refers.
    private func settled(
        _ going: [Int],
        of rows: [Int],
        isChanged: Bool,
        _ outcome: inout DeletionOutcome
    ) throws(Database.Failure) -> [Int] {
        // A row that stays may itself refer to another row of its table.
        let references =
            isChanged ? table.references : going.count < rows.count ? table.ownReferences : []
        guard !references.isEmpty, !going.isEmpty else { return going }
        let referred = try database.referredRows(among: going, by: references)
        for (row, reference) in referred.sorted(by: { $0.key < $1.key }) {
            keep(row, because: KeptReason.reference(reference.name).text, &outcome)
        }
        return going.filter { referred[$0] == nil }
    }
}

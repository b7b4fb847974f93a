import Planner
import Rows
import Targets

/// Finds out which rows of a run the gateway itself has removed.
///
/// Nothing but numbers of rows is read, and those by the hour only where rows are missing.
struct RemovalSurvey {
    private let tables: VerifiedTables
    private let target: any Target
    private let reader: any TargetReader
    private let nowMicroseconds: Int64

    init(
        _ tables: VerifiedTables,
        target: any Target,
        nowMicroseconds: Int64
    ) {
        self.tables = tables
        self.target = target
        reader = tables.reader
        self.nowMicroseconds = nowMicroseconds
    }

    /// What the gateway has removed.
    func removedRows() throws(TargetError) -> RemovedRows {
        var removed = RemovedRows()
        let events = Set(tables.definitions.compactMap { $0.rollUp?.events })
        let removable = tables.definitions.filter { $0.upkeep.removal != nil }
        let calls = removable.filter { events.contains($0.name) }
        let sums = removable.filter { $0.rollUp != nil }
        let others = removable.filter { !events.contains($0.name) && $0.rollUp == nil }
        for group in [calls, sums] + others.map({ [$0] }) {
            try add(group, to: &removed)
        }
        return removed
    }

    private func add(
        _ definitions: [TableDefinition],
        to removed: inout RemovedRows
    ) throws(TargetError) {
        var found: [RemovalGroup.Table] = []
        for definition in definitions where tables.rowCount(definition.name) > 0 {
            found.append(
                RemovalGroup.Table(
                    name: definition.name,
                    plannedCount: tables.rowCount(definition.name),
                    foundCount: try reader.queryInteger(
                        "SELECT count(*) FROM \(rows(of: definition))"
                    )
                )
            )
        }
        guard found.contains(where: { $0.foundCount < $0.plannedCount }),
            let removal = definitions.first?.upkeep.removal
        else { return }
        for index in found.indices {
            guard let definition = tables.definition(found[index].name) else { continue }
            try fill(&found[index], definition)
        }
        let group = RemovalGroup(
            tables: found,
            takesWholeHours: removal.takesWholeHours,
            oldestKeptHour: RemovedRows.hour(of: nowMicroseconds) - removal.ageHoursMin
        )
        for table in found {
            guard let hours = group.explainedHours(of: table) else { continue }
            removed.tables[table.name] = RemovedRows.Table(
                rowCount: table.plannedCount - table.foundCount,
                hours: hours,
                substitute: substitute(for: table)
            )
        }
    }

    private func fill(
        _ table: inout RemovalGroup.Table,
        _ definition: TableDefinition
    ) throws(TargetError) {
        guard let column = definition.upkeep.removal?.column else { return }
        let hour = target.dialect.hourSince1970("\"\(column)\"")
        table.found = try counts("SELECT \(hour), count(*) FROM \(rows(of: definition)) GROUP BY 1")
        guard table.foundCount < table.plannedCount else { return }
        table.planned = plannedHours(definition.name, column)
        guard let sums = tables.definitions.first(where: { $0.rollUp?.events == definition.name }),
            let rollUp = sums.rollUp
        else { return }
        table.ownSumsEnd = RemovedRows.hour(
            of: tables.plan.dataset.retention.endOfSums
        )
        table.sums = try counts(
            """
            SELECT \(target.dialect.hourSince1970("\"hour_start\"")), sum("total_count")
            FROM \(tables.name(of: sums.name)) AS sums
            WHERE \(tables.sumsOfOwnObjects(sums, rollUp, as: "sums")) GROUP BY 1
            """
        )
    }

    /// The run's rows of a table, with the condition, as they follow FROM.
    private func rows(of definition: TableDefinition) -> String {
        "\(tables.name(of: definition.name)) AS counted WHERE "
            + tables.ownRows(of: definition.name).condition("counted")
    }

    private func counts(_ sql: String) throws(TargetError) -> HourCounts {
        var counts: HourCounts = [:]
        for row in try reader.queryRows(sql) {
            guard row.count == 2, let hour = Int64(row[0]), let count = Int64(row[1]) else {
                continue
            }
            counts[hour] = count
        }
        return counts
    }

    /// The rows of every hour in the plan, of which only the column with the time is made.
    private func plannedHours(_ name: String, _ column: String) -> HourCounts {
        guard let table = tables.plan.dataset.table(named: name) else { return [:] }
        let definition = type(of: table).definition
        guard let index = definition.filledColumns.firstIndex(where: { $0.name == column }) else {
            return [:]
        }
        var counts: HourCounts = [:]
        var stream = RowStream(
            table,
            rows: 0..<table.rowCount,
            batch: ColumnBatch(
                table: definition,
                constants: tables.plan.unboundConstants,
                only: [column]
            )
        )
        while let slice = stream.nextSlice() {
            let moments = slice.vector(index)
            for row in 0..<slice.rowCount {
                counts[RemovedRows.hour(of: moments.integer(row)), default: 0] += 1
            }
        }
        return counts
    }

    private func substitute(for table: RemovalGroup.Table) -> RemovedRows.Substitute {
        guard let planned = table.planned,
            let sums = tables.definitions.first(where: { $0.rollUp?.events == table.name })
        else { return .nothing }
        let emptied = table.emptied
        guard emptied.allSatisfy({ table.sums[$0, default: 0] >= planned[$0, default: 0] }) else {
            return .nothing
        }
        let isExact = emptied.allSatisfy { table.sums[$0] == planned[$0] }
        return isExact ? .sums(table: sums.name) : .sharedSums(table: sums.name)
    }
}

import Rows
import Targets

/// Rows of a run that the gateway itself has removed since, as far as what is left proves it.
package struct RemovedRows: Sendable, Equatable {
    /// What is gone of one table.
    package struct Table: Sendable, Equatable {
        /// Number of rows.
        package let rowCount: Int64
        /// The hours since 1970 that the rows were in, as ranges in which nothing is left.
        package let hours: [Range<Int64>]
        /// What the gateway has put in their place.
        package let substitute: Substitute
    }

    /// What has taken the place of single calls.
    package enum Substitute: Sendable, Equatable {
        /// Nothing: the rows were too old to be kept.
        case nothing
        /// Sums by the hour, in another table.
        case sums(table: String)
        /// Sums by the hour in another table, in which the calls of others are, too.
        case sharedSums(table: String)
    }

    /// By name; a table of which nothing is gone has no entry.
    package internal(set) var tables: [String: Table] = [:]

    /// None.
    package init() {}

    /// The rows of a range that are gone with their hours; only their times are made.
    func rows(
        of table: any DatasetTable,
        in range: Range<Int64>,
        _ constants: TargetConstants
    ) -> Set<Int64> {
        let definition = type(of: table).definition
        guard let hours = tables[definition.name]?.hours,
            let column = definition.upkeep.removal?.column,
            let index = definition.filledColumns.firstIndex(where: { $0.name == column })
        else { return [] }
        var rows: Set<Int64> = []
        var stream = RowStream(
            table,
            rows: range,
            batch: ColumnBatch(table: definition, constants: constants, only: [column])
        )
        var first = range.lowerBound
        while let slice = stream.nextSlice() {
            let moments = slice.vector(index)
            for row in 0..<slice.rowCount {
                let hour = RemovedRows.hour(of: moments.integer(row))
                if hours.contains(where: { $0.contains(hour) }) { rows.insert(first + Int64(row)) }
            }
            first += Int64(slice.rowCount)
        }
        return rows
    }

    /// Number of rows that are gone of a table.
    func rowCount(_ table: String) -> Int64 { tables[table]?.rowCount ?? 0 }

    /// Microseconds in an hour.
    static let hourMicroseconds: Int64 = 3_600_000_000

    /// The hour since 1970 of a moment.
    static func hour(of moment: Int64) -> Int64 { moment / hourMicroseconds }
}

extension [Range<Int64>] {
    /// The condition that a column's moment is in one of these ranges of hours since 1970.
    func condition(_ column: String, _ target: any Target) -> String {
        guard !isEmpty else { return "(1 = 0)" }
        let parts = map { hours in
            let first = target.momentLiteral(hours.lowerBound * RemovedRows.hourMicroseconds)
            let end = target.momentLiteral(hours.upperBound * RemovedRows.hourMicroseconds)
            return "\(column) >= \(first) AND \(column) < \(end)"
        }
        return "(" + parts.joined(separator: " OR ") + ")"
    }
}

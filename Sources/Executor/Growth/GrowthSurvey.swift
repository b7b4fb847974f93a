import Dataset
import Planner

/// Whether the rows of one plan are also rows of a larger one, table by table.
///
/// Rows of both plans are made and compared: nothing is taken for granted about distributions, so a
/// table that one day keeps its rows when others are added is found out by itself.
package struct GrowthSurvey: Sendable {
    /// What becomes of a table.
    package enum Verdict: String, Sendable {
        /// It has as many rows as before, and they are the same.
        case same
        /// The rows stay as they are, and more come behind them.
        case grows
        /// Rows that are in the target would have to change.
        case changes
        /// The larger plan has fewer rows, or not the table.
        case shrinks
    }

    /// One table of the smaller plan.
    package struct Table: Sendable {
        /// Name in the database.
        package let name: String
        /// Name in a profile.
        package let component: String
        /// Rows of the smaller and of the larger plan.
        package let rowCount: Int64
        package let grownRowCount: Int64
        /// Rows that were made by both plans, and those of them that are the same.
        package let sampleCount: Int
        package let sameCount: Int

        /// What becomes of it.
        package var verdict: Verdict {
            if grownRowCount < rowCount { return .shrinks }
            if sameCount < sampleCount { return .changes }
            return grownRowCount > rowCount ? .grows : .same
        }
    }

    /// Rows that are compared at both ends of a table.
    private static let sampleHalf: Int64 = 16

    /// The tables of the smaller plan, in loading order.
    package let tables: [Table]

    /// Whether no row that is there would have to change.
    package var isPossible: Bool {
        tables.allSatisfy { $0.verdict == .same || $0.verdict == .grows }
    }

    /// Compares two plans.
    package init(from plan: GenerationPlan, to larger: GenerationPlan) {
        tables = plan.tables.map { table in
            let grown = larger.tables.first { $0.name == table.name }?.rowCount ?? 0
            let sample = GrowthSurvey.sample(of: min(table.rowCount, grown))
            let before = GrowthSurvey.rows(sample, of: table.name, in: plan)
            let after = GrowthSurvey.rows(sample, of: table.name, in: larger)
            return Table(
                name: table.name,
                component: table.component,
                rowCount: table.rowCount,
                grownRowCount: grown,
                sampleCount: sample.count,
                sameCount: zip(before, after).count(where: { $0 == $1 })
            )
        }
    }

    /// Rows at the beginning and at the end.
    private static func sample(of rowCount: Int64) -> [Int64] {
        guard rowCount > 2 * sampleHalf else { return Array(0..<rowCount) }
        return Array(0..<sampleHalf) + Array((rowCount - sampleHalf)..<rowCount)
    }

    /// Digests of single rows.
    private static func rows(
        _ rows: [Int64],
        of name: String,
        in plan: GenerationPlan
    ) -> [String] {
        guard !rows.isEmpty, let table = plan.catalogue.table(named: name) else { return [] }
        let batch = ColumnBatch(table: type(of: table).definition)
        return rows.map { row in
            var stream = RowStream(table, rows: row..<row + 1, batch: batch)
            _ = stream.nextSlice()
            return stream.fingerprint.text
        }
    }
}

import Dataset
import Planner

/// Whether the rows of one plan are also rows of a larger one, table by table.
///
/// Rows of both plans are made and compared: nothing is taken for granted about distributions, so a
/// table that keeps its rows when a profile grows is found out by itself.
package struct GrowthSurvey: Sendable {
    /// What becomes of a table.
    package enum Verdict: String, Sendable {
        /// It has as many rows as before, and they are the same.
        case same
        /// The smaller plan does not have it: all of its rows are missing.
        case added
        /// The rows stay as they are, and more would come behind them.
        case grows
        /// Rows that are in the target would have to change.
        case changes
        /// The larger plan has fewer rows, or not the table.
        case shrinks
    }

    /// One table of either plan.
    package struct Table: Sendable {
        /// Name in the database.
        package let name: String
        /// Name in a profile.
        package let component: String
        /// Rows of the smaller and of the larger plan.
        package let rowCount: Int64
        package let grownRowCount: Int64
        /// Rows that were made by both plans, and those of them that are the same.
        package fileprivate(set) var sampleCount: Int
        package fileprivate(set) var sameCount: Int
        fileprivate let isAdded: Bool

        /// What becomes of it.
        package var verdict: Verdict {
            if isAdded { return .added }
            if grownRowCount < rowCount { return .shrinks }
            if sameCount < sampleCount { return .changes }
            return grownRowCount > rowCount ? .grows : .same
        }
    }

    /// Rows that are compared at both ends of a table.
    private static let sampleHalf: Int64 = 16

    /// The tables of the smaller plan, then those that only the larger one has, in loading order.
    package private(set) var tables: [Table]

    /// Whether no row that is there would have to change, nor others to come behind them.
    package var isPossible: Bool {
        tables.allSatisfy { $0.verdict == .same || $0.verdict == .added }
    }

    /// Names of the tables that are missing.
    package var addedTables: [String] { tables.filter { $0.verdict == .added }.map(\.name) }

    /// Compares samples of two plans.
    package init(from plan: GenerationPlan, to larger: GenerationPlan) {
        let known = Set(plan.tables.map(\.name))
        let kept = plan.tables.map { table in
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
                sameCount: zip(before, after).count(where: { $0 == $1 }),
                isAdded: false
            )
        }
        let added = larger.tables.filter { !known.contains($0.name) && $0.rowCount > 0 }.map {
            Table(
                name: $0.name,
                component: $0.component,
                rowCount: 0,
                grownRowCount: $0.rowCount,
                sampleCount: 0,
                sameCount: 0,
                isAdded: true
            )
        }
        tables = kept + added
    }

    /// Compares every row of the tables whose samples are the same, batch by batch.
    ///
    /// The plans need the same size of a batch. It takes as long as making the rows twice.
    package mutating func compareAll(_ plan: GenerationPlan, with larger: GenerationPlan) {
        for index in tables.indices where tables[index].verdict == .same {
            let name = tables[index].name
            guard let table = plan.tables.first(where: { $0.name == name }) else { continue }
            tables[index].sampleCount = Int(table.rowCount)
            tables[index].sameCount = 0
            let size = plan.recipe.batchSize
            for first in stride(from: 0, to: table.rowCount, by: Int64.Stride(size)) {
                let rows = first..<min(first + size, table.rowCount)
                if GrowthSurvey.fingerprint(rows, of: name, in: plan)
                    == GrowthSurvey.fingerprint(rows, of: name, in: larger)
                {
                    tables[index].sameCount += rows.count
                }
            }
        }
    }

    private static func fingerprint(
        _ rows: Range<Int64>,
        of name: String,
        in plan: GenerationPlan
    ) -> String {
        guard let table = plan.catalogue.table(named: name) else { return "" }
        let batch = ColumnBatch(table: type(of: table).definition)
        var stream = RowStream(table, rows: rows, batch: batch)
        while stream.nextSlice() != nil {}
        return stream.fingerprint.text
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

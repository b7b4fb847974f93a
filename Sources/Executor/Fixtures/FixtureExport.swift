import Foundation
import Journal
import Planner
import Rows

/// Rows of a run for a load test, generated again from its plan.
///
/// Only rows that the run has committed, and of these only what the gateway serves: users that are
/// active, objects that are enabled, tokens that are accepted at the moment given.
package struct FixtureExport {
    /// Names of the values of a row, in order.
    package let titles: [String]
    private let table: TableDefinition
    private let fixture: TableDefinition.Fixture
    private let plan: GenerationPlan
    private let rows: any DatasetTable
    private let committed: CommittedRows
    private let withCredentials: Bool
    private let nowMicroseconds: Int64
    private let release: Release
    private let batch: ColumnBatch

    /// Draws of a hot row, at most, for each row that is wanted: the others are not committed or
    /// not served.
    private static let drawsPerRowMax: Int64 = 256

    /// An export of rows of one component of a run.
    ///
    /// With `withCredentials` every row ends with the credential that it stands for, for which the
    /// plan must have been made with the secrets of its rows.
    ///
    /// - Precondition: Load tests are given rows of the table.
    /// - Throws: ``RunFailure`` with code `nothing-to-export` when the run has no such rows in its
    ///   target.
    package init(
        _ table: TableDefinition,
        of plan: GenerationPlan,
        run: RunRecord,
        states: BatchStates,
        constants: TargetConstants,
        withCredentials: Bool,
        nowMicroseconds: Int64
    ) throws(RunFailure) {
        guard let fixture = table.fixture else {
            preconditionFailure("load tests are given no rows of \(table.name)")
        }
        guard let index = plan.tables.firstIndex(where: { $0.name == table.name }),
            let rows = plan.dataset.table(named: table.name)
        else {
            throw FixtureExport.nothing(of: table, in: run, "its plan has no table \(table.name)")
        }
        committed = CommittedRows(index, of: plan, states: states)
        guard committed.count > 0 else {
            throw FixtureExport.nothing(
                of: table,
                in: run,
                "it is \(run.phase.rawValue), and none of them is in its target"
            )
        }
        self.table = table
        self.fixture = fixture
        release = constants.release
        self.plan = plan
        self.rows = rows
        self.withCredentials = withCredentials
        self.nowMicroseconds = nowMicroseconds
        titles = fixture.fields.map(\.title) + (withCredentials ? ["token"] : [])
        batch = ColumnBatch(
            table: table,
            constants: constants,
            only: Set(fixture.fields.map(\.column) + fixture.conditions.map(\.column))
        )
    }

    /// Draws at most `limit` rows and gives the values of each to `body`; the number of rows.
    ///
    /// Uniform rows come at most once, so a table that is too small gives fewer. Hot rows come as
    /// often as they are used, each draw on its own. The same run gives the same rows in the same
    /// order.
    package func draw(
        _ limit: Int64,
        skew: FixtureSkew,
        _ body: ([FixtureValue]) throws -> Void
    ) throws -> Int64 {
        let key = CellKey(
            seed: plan.recipe.dataset.seed,
            table: table.name,
            purpose: "fixtures \(skew.rawValue)"
        )
        var count: Int64 = 0
        func take(_ row: Int64) throws {
            guard let values = values(of: row) else { return }
            try body(values)
            count += 1
        }
        switch skew {
        case .uniform:
            let order = Permutation(count: committed.count, key: key)
            var place: Int64 = 0
            while count < limit && place < committed.count {
                try take(committed.row(at: order(place)))
                place += 1
            }
        case .hot:
            let uses =
                rows.uses
                ?? RowUses(
                    unrecordedOf: table.name,
                    rowCount: rows.rowCount,
                    seed: plan.recipe.dataset.seed
                )
            var draw: Int64 = 0
            while count < limit && draw / FixtureExport.drawsPerRowMax < limit {
                let row = uses.row(at: key.unit(draw))
                if committed.contains(row) { try take(row) }
                draw += 1
            }
        }
        return count
    }

    /// The values of a row; nil when the gateway would not serve it.
    private func values(of row: Int64) -> [FixtureValue]? {
        guard rows.isServed(row, at: nowMicroseconds) else { return nil }
        var stream = RowStream(rows, rows: row..<row + 1, batch: batch)
        guard let slice = stream.nextSlice() else {
            preconditionFailure("a table did not make a row that it has")
        }
        for condition in fixture.conditions {
            let value = FixtureExport.value(of: condition.column, in: slice)
            switch condition {
            case .isTrue: guard value == .boolean(true) else { return nil }
            case .isNull: guard value == .null else { return nil }
            }
        }
        let values = fixture.fields.map { FixtureExport.value(of: $0.column, in: slice) }
        guard withCredentials else { return values }
        guard let credential = rows.credential(of: row, release: release) else {
            preconditionFailure("credentials are asked for of a plan without their secret")
        }
        return values + [.text(credential)]
    }

    private static func value(of column: String, in slice: ColumnBatch) -> FixtureValue {
        let columns = slice.table.filledColumns
        guard let index = columns.firstIndex(where: { $0.name == column }) else {
            preconditionFailure("a table does not fill a column that is exported: \(column)")
        }
        let vector = slice.vector(index)
        guard !vector.isNull(0) else { return .null }
        switch vector.kind {
        case .boolean: return .boolean(vector.integer(0) != 0)
        case .timestamp: return .moment(vector.integer(0))
        case .json:
            let bytes = Data(vector.text(0))
            guard let words = try? JSONDecoder().decode([String].self, from: bytes) else {
                preconditionFailure("an exported column holds no list of texts: \(column)")
            }
            return .list(words)
        default:
            precondition(vector.kind.isText, "an exported column is no text: \(column)")
            return .text(String(decoding: vector.text(0), as: UTF8.self))
        }
    }

    private static func nothing(
        of table: TableDefinition,
        in run: RunRecord,
        _ detail: String
    ) -> RunFailure {
        RunFailure(
            code: "nothing-to-export",
            message: "could not export \(table.component) of run \(run.number): it has none",
            detail: detail,
            hint: "Name a completed run.",
            command: ["runs"]
        )
    }
}

import Journal
import Planner
import Rows

/// What made a row: found from its primary key alone, by making the row again.
package struct RowOrigin: Sendable {
    /// The run.
    package let run: RunRecord
    /// The seed of its random choices.
    package let seed: UInt64
    /// The table.
    package let table: String
    /// Zero-based number of the row within the table's generated rows.
    package let row: Int64
    /// The batch that the row is in.
    package let batch: PlannedBatch
    /// What the journal says of that batch; nil when no event has named it.
    package let record: BatchRecord?
    /// The event by which the batch counts as committed; nil when it does not.
    package let event: StoredEvent?

    /// Every run of a journal that makes a row with this primary key, newest first: runs of one
    /// seed make the same keys.
    ///
    /// - Parameters:
    ///   - key: The values of the primary key's columns, in order.
    ///   - table: The table's name.
    ///   - journal: The journal.
    ///   - catalogue: What is known of the system that the runs have filled.
    /// - Returns: The origins, and the runs that could not be looked through and why.
    /// - Throws: ``RunFailure`` with code `unknown-table` or `wrong-key`.
    /// - Complexity: A plan for each run, and O(log rows) for most tables; see
    ///   ``Rows/KeyLocator``.
    package static func find(
        key: [String],
        table: String,
        in journal: EventStore,
        of catalogue: Catalogue
    ) throws -> (origins: [RowOrigin], notices: [String]) {
        guard let definition = catalogue.definition(table) else {
            throw RunFailure(
                code: "unknown-table",
                message: "could not look for a row of `\(table)`: gatefill fills no such table",
                detail: nil,
                hint: "List the tables that gatefill fills.",
                command: ["plan", "--coverage"]
            )
        }
        guard definition.primaryKey.count == key.count else {
            throw RunFailure(
                code: "wrong-key",
                message: "could not look for a row of `\(table)` by \(key.count) values",
                detail: "its primary key is (\(definition.primaryKey.joined(separator: ", ")))",
                hint: "Give the values of these columns, in this order."
            )
        }
        var origins: [RowOrigin] = []
        var notices: [String] = []
        for run in try journal.runs().reversed() {
            do {
                if let origin = try RowOrigin(
                    key,
                    table,
                    of: run,
                    in: journal,
                    catalogue: catalogue
                ) {
                    origins.append(origin)
                }
            } catch let failure as RunFailure {
                notices.append("run \(run.number) was not looked through: \(failure.message)")
            }
        }
        return (origins, notices)
    }

    /// The origin of a row in one run; nil if the run does not make it.
    private init?(
        _ key: [String],
        _ table: String,
        of run: RunRecord,
        in journal: EventStore,
        catalogue: Catalogue
    ) throws {
        let request = try RunStarter.request(of: run, in: journal, for: catalogue)
        guard request.recipe.tables.contains(table) else { return nil }
        let plan = try GenerationPlan(request.recipe, of: catalogue)
        guard let rows = plan.dataset.table(named: table),
            let index = plan.tables.firstIndex(where: { $0.name == table })
        else { return nil }
        let constants = try RunStarter.constants(of: run, in: journal, catalogue)
        let locator = KeyLocator(rows, in: plan.dataset, constants: constants)
        guard let row = locator.row(of: key) else { return nil }
        let number = plan.tables[index].firstBatch + row / plan.recipe.batchSize
        self.run = run
        seed = request.recipe.dataset.seed
        self.table = table
        self.row = row
        batch = plan.batch(number)
        record = try journal.batch(run: run.number, number: number)
        event =
            record?.state.countsAsCommitted == true
            ? try journal.lastEvent(
                run: run.number,
                batch: number,
                kinds: [.batchCommitted, .batchRecovered]
            ) : nil
    }
}

import Planner
import Rows
import Synchronization
import Targets

/// The values of a plan's rows, found by computing keys backwards or, for columns that are not a
/// primary key, by an index over all rows.
package final class PlannedValues: GeneratedValues {
    private let plan: GenerationPlan
    private let constants: TargetConstants
    private let memory = Mutex(Memory())

    private struct Memory {
        var locators: [String: KeyLocator] = [:]
        var indexes: [String: ValueIndex] = [:]
        /// Answers by column and value: many rows name the same users and objects.
        var answers: [String: [String: Bool]] = [:]
    }

    /// Answers that are remembered for a column.
    private static let answerCountMax = 100_000

    /// The values of a plan bound to a target.
    package init(_ plan: GenerationPlan, _ constants: TargetConstants) {
        self.plan = plan
        self.constants = constants
    }

    package func generated(_ values: Set<String>, table: String, column: String) -> Set<String> {
        guard !values.isEmpty, plan.tables.contains(where: { $0.name == table }),
            let rows = plan.dataset.table(named: table)
        else { return [] }
        let place = "\(table).\(column)"
        return memory.withLock { memory in
            var known = memory.answers.removeValue(forKey: place) ?? [:]
            if known.count > PlannedValues.answerCountMax { known.removeAll() }
            let found = values.filter { value in
                if let answer = known[value] { return answer }
                let answer = contains(
                    value,
                    in: rows,
                    column: column,
                    place: place,
                    memory: &memory
                )
                known[value] = answer
                return answer
            }
            memory.answers[place] = known
            return found
        }
    }

    private func contains(
        _ value: String,
        in table: any DatasetTable,
        column: String,
        place: String,
        memory: inout Memory
    ) -> Bool {
        let definition = type(of: table).definition
        if definition.primaryKey == [column] {
            let locator =
                memory.locators[place]
                ?? KeyLocator(table, in: plan.dataset, constants: constants)
            memory.locators[place] = locator
            return locator.row(of: [value]) != nil
        }
        guard definition.filledColumns.contains(where: { $0.name == column }) else { return false }
        let index =
            memory.indexes[place] ?? ValueIndex(table, column: column, constants: constants)
        memory.indexes[place] = index
        return index.contains(value)
    }
}

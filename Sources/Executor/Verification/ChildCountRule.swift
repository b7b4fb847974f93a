import Planner
import Rows

/// Where a count of a profile's `scale` shows in the tables.
struct ChildCountRule: Sendable {
    /// What the rows are counted for.
    enum Parents: Sendable {
        /// The rows of a table.
        case rows(of: String)
        /// The rows of a table, by its key, for which a condition of SQL holds.
        case those(of: String, key: String, where: String)
        /// Those that have any.
        case withAny
    }

    /// The table with the rows that are counted.
    let table: String
    /// What they are counted for.
    let parents: Parents
    private let count: TableDefinition.ChildCount

    /// A rule for every count whose parents the rows name.
    static func all(_ catalogue: Catalogue) -> [ChildCountRule] {
        catalogue.definitions.compactMap { ChildCountRule($0) }
    }

    private init?(_ definition: TableDefinition) {
        guard let count = definition.childCount else { return nil }
        self.count = count
        table = definition.name
        let reference = definition.references.first { $0.column == count.column }
        switch (count.parents, reference) {
        case (.withAny, _): parents = .withAny
        case (.all, let reference?): parents = .rows(of: reference.table)
        case (.those(let condition), let reference?):
            parents = .those(of: reference.table, key: reference.key, where: condition)
        case (_, nil):
            preconditionFailure("\(table).\(count.column) is counted and refers to nothing")
        }
    }

    /// The count's name, as `tokens_per_user`.
    var name: String { count.key.name }

    /// The column that refers to what the rows are counted for.
    var column: String { count.column }

    /// The distribution that the profile asks for.
    func distribution(_ configuration: DatasetConfiguration) -> CountDistribution {
        configuration[count.key]
    }

    /// What a plan has; nil when it has no such parents.
    func planned(_ plan: GenerationPlan) -> CountTally? {
        guard plan.tables.contains(where: { $0.name == table }),
            let parents = plan.dataset.table(named: table)?.parents, parents.parentCount > 0
        else { return nil }
        return parents.tally
    }
}

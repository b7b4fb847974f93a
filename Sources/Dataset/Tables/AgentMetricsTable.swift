/// `a2a_agent_metrics`: single interactions with A2A agents, in order of time.
package struct AgentMetricsTable: DatasetTable {
    package static let definition = CallMetrics.definition(
        "a2a_agent_metrics",
        column: "a2a_agent_id",
        lengthMax: 36,
        objects: "a2a_agents",
        more: [InteractionTypes.column]
    )

    private let metrics: CallMetrics
    private let types: InteractionTypes

    package init(_ population: Population) {
        metrics = CallMetrics(
            population,
            population.agentEvents(),
            objects: "a2a_agents",
            column: "a2a_agent_id"
        )
        types = InteractionTypes(population)
    }

    package var rowCount: Int64 { metrics.windows.rowCount }

    package func fill(_ batch: ColumnBatch) {
        metrics.fill(batch)
        types.fill(batch)
    }
}

/// What is done with an agent: the same in all its interactions, so that an hour has one sum.
struct InteractionTypes: Sendable {
    /// The column that holds it.
    static let column = ColumnDefinition.required(
        "interaction_type",
        .text(lengthMax: 50),
        default: "'invoke'"
    )

    private static let words = WordList("invoke query execute", separator: " ")
    private static let choice = WeightedChoice([70, 20, 10])
    private let key: CellKey

    init(_ population: Population) {
        key = population.key("a2a_agents", "interaction_type")
    }

    /// Fills the column from the lane `parent`.
    func fill(_ batch: ColumnBatch) {
        let agent = batch.lane(.parent)
        batch.text("interaction_type") { writer, _, index in
            let choice = InteractionTypes.choice.index(key.bits(agent[index]))
            writer.append(InteractionTypes.words[choice])
        }
    }
}

import Rows

/// `a2a_agent_metrics`: single interactions with A2A agents, in order of time.
package struct AgentMetricsTable: CallTable, InteractionTable {
    package static let columns: [Column<Self>] = CallMetrics.columns(
        "a2a_agent_id",
        .interactionType
    )

    package static let definition = CallMetrics.definition(
        "a2a_agent_metrics",
        columns,
        objects: "a2a_agents",
        childCount: .metricsPerAgent
    )

    let metrics: CallMetrics
    let types: InteractionTypes

    package init(_ population: Population) {
        metrics = CallMetrics(population, population.agentEvents, objects: "a2a_agents")
        types = InteractionTypes(population)
    }
}

extension CountKey {
    /// Interactions with an A2A agent.
    package static let metricsPerAgent = CountKey(
        "metrics_per_a2a_agent",
        "Interactions with an A2A agent",
        0...100,
        mean: 10,
        shapes: CountKey.accessShapes
    )
}

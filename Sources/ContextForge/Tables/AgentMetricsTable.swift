import Rows

/// `a2a_agent_metrics`: single interactions with A2A agents, in order of time.
package struct AgentMetricsTable: GatewayTable {
    package static let definition = CallMetrics.definition(
        "a2a_agent_metrics",
        column: "a2a_agent_id",
        lengthMax: 36,
        objects: "a2a_agents",
        more: [InteractionTypes.column],
        childCount: TableDefinition.ChildCount(.metricsPerAgent, by: "a2a_agent_id")
    )

    private let metrics: CallMetrics
    private let types: InteractionTypes

    package init(_ population: Population) {
        metrics = CallMetrics(
            population,
            population.agentEvents,
            objects: "a2a_agents",
            column: "a2a_agent_id"
        )
        types = InteractionTypes(population)
    }

    package var rowCount: Int64 { metrics.windows.rowCount }

    package var parents: ParentCounts? { metrics.windows.streams.parents }

    package func fill(_ batch: ColumnBatch) {
        metrics.fill(batch)
        types.fill(batch)
    }
}

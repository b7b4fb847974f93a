import Rows

/// `a2a_agent_metrics_hourly`: interactions with A2A agents, summed up by the hour.
package struct AgentMetricsHourlyTable: GatewayTable {
    package static let definition = HourlyCallMetrics.definition(
        "a2a_agent_metrics_hourly",
        key: "uq_a2a_agent_metrics_hourly_agent_hour_type",
        of: "a2a_agent_metrics",
        column: "a2a_agent_id",
        nameColumn: "agent_name",
        objects: "a2a_agents",
        more: [InteractionTypes.column]
    )

    private let metrics: HourlyCallMetrics
    private let agents: AgentsTable
    private let types: InteractionTypes

    package init(_ population: Population) {
        metrics = HourlyCallMetrics(
            population,
            population.agentEvents,
            objects: "a2a_agents",
            column: "a2a_agent_id",
            nameColumn: "agent_name"
        )
        agents = AgentsTable(population)
        types = InteractionTypes(population)
    }

    package var rowCount: Int64 { metrics.windows.rowCount }

    package func fill(_ batch: ColumnBatch) {
        metrics.fill(batch) { row, writer in agents.appendName(row, into: &writer) }
        types.fill(batch)
    }
}

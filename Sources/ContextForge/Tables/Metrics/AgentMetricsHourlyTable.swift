import Rows

/// `a2a_agent_metrics_hourly`: interactions with A2A agents, summed up by the hour.
package struct AgentMetricsHourlyTable: HourlyCallTable, InteractionTable {
    package static let columns: [Column<Self>] = HourlyCallMetrics.columns(
        "a2a_agent_id",
        name: "agent_name",
        .interactionType
    )

    package static let definition = HourlyCallMetrics.definition(
        "a2a_agent_metrics_hourly",
        columns,
        key: "uq_a2a_agent_metrics_hourly_agent_hour_type",
        of: "a2a_agent_metrics",
        objects: "a2a_agents"
    )

    let metrics: HourlyCallMetrics
    let types: InteractionTypes
    private let agents: AgentsTable

    package init(_ population: Population) {
        metrics = HourlyCallMetrics(population, population.agentEvents, objects: "a2a_agents")
        types = InteractionTypes(population)
        agents = AgentsTable(population)
    }

    func appendName(_ sum: HourSum, scratch: inout ByteWriter, into writer: inout ByteWriter) {
        agents.appendName(sum.object, into: &writer)
    }
}

import Rows

/// `server_a2a_association`: the A2A agents that each virtual server is composed of.
package struct ServerAgentsTable: GatewayTable {
    package static let definition = ServerParts.definition(
        "server_a2a_association",
        component: "server_a2a_associations",
        column: "a2a_agent_id",
        objects: "a2a_agents",
        childCount: TableDefinition.ChildCount(.agentsPerServer, by: "server_id")
    )

    private let parts: ServerParts

    package init(_ population: Population) {
        parts = ServerParts(
            population,
            table: "server_a2a_association",
            column: "a2a_agent_id",
            objects: "a2a_agents",
            objectCount: population.agents.rowCount,
            distribution: population.configuration[.agentsPerServer],
            slope: .rootThirteen
        )
    }

    package var rowCount: Int64 { parts.counts.rowCount }

    package var parents: ParentCounts? { parts.counts.parents }

    package func fill(_ batch: ColumnBatch) {
        parts.fill(batch)
    }
}

import Rows

/// `server_a2a_association`: the A2A agents that each virtual server is composed of.
package struct ServerAgentsTable: ServerPartsTable {
    package static let columns: [Column<Self>] = ServerParts.columns("a2a_agent_id")

    package static let definition = ServerParts.definition(
        "server_a2a_association",
        component: "server_a2a_associations",
        columns: columns,
        objects: "a2a_agents",
        childCount: TableDefinition.ChildCount(.agentsPerServer, by: "server_id")
    )

    let parts: ServerParts

    package init(_ population: Population) {
        parts = ServerParts(
            population,
            table: "server_a2a_association",
            objects: "a2a_agents",
            objectCount: population.agents.rowCount,
            distribution: population.configuration[.agentsPerServer],
            slope: .rootThirteen
        )
    }
}

extension CountKey {
    /// A2A agents of a virtual server.
    package static let agentsPerServer = CountKey(
        "a2a_agents_per_server",
        "A2A agents of a virtual server",
        0...2,
        mean: 1
    )
}

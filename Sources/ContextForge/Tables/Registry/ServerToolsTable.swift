import Rows

/// `server_tool_association`: the tools that each virtual server is composed of.
package struct ServerToolsTable: ServerPartsTable {
    package static let columns: [Column<Self>] = ServerParts.columns("tool_id")

    package static let definition = ServerParts.definition(
        "server_tool_association",
        component: "server_tool_associations",
        columns: columns,
        objects: "tools",
        childCount: TableDefinition.ChildCount(.toolsPerServer, by: "server_id")
    )

    let parts: ServerParts

    package init(_ population: Population) {
        parts = ServerParts(
            population,
            table: "server_tool_association",
            objects: "tools",
            objectCount: population.tools.rowCount,
            distribution: population.configuration[.toolsPerServer],
            slope: .golden
        )
    }
}

extension CountKey {
    /// Tools of a virtual server.
    package static let toolsPerServer = CountKey(
        "tools_per_server",
        "Tools of a virtual server",
        1...10,
        mean: 3
    )
}

import Rows

/// `server_tool_association`: the tools that each virtual server is composed of.
package struct ServerToolsTable: GatewayTable {
    package static let definition = ServerParts.definition(
        "server_tool_association",
        component: "server_tool_associations",
        column: "tool_id",
        objects: "tools",
        childCount: TableDefinition.ChildCount(.toolsPerServer, by: "server_id")
    )

    private let parts: ServerParts

    package init(_ population: Population) {
        parts = ServerParts(
            population,
            table: "server_tool_association",
            column: "tool_id",
            objects: "tools",
            objectCount: population.tools.rowCount,
            distribution: population.configuration[.toolsPerServer],
            slope: .golden
        )
    }

    package var rowCount: Int64 { parts.counts.rowCount }

    package var parents: ParentCounts? { parts.counts.parents }

    package func fill(_ batch: ColumnBatch) {
        parts.fill(batch)
    }
}

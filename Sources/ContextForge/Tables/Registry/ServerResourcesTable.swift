import Rows

/// `server_resource_association`: the resources that each virtual server is composed of.
package struct ServerResourcesTable: GatewayTable {
    package static let definition = ServerParts.definition(
        "server_resource_association",
        component: "server_resource_associations",
        column: "resource_id",
        objects: "resources",
        childCount: TableDefinition.ChildCount(.resourcesPerServer, by: "server_id")
    )

    private let parts: ServerParts

    package init(_ population: Population) {
        parts = ServerParts(
            population,
            table: "server_resource_association",
            column: "resource_id",
            objects: "resources",
            objectCount: population.resources.rowCount,
            distribution: population.configuration[.resourcesPerServer],
            slope: .rootTwo
        )
    }

    package var rowCount: Int64 { parts.counts.rowCount }

    package var parents: ParentCounts? { parts.counts.parents }

    package func fill(_ batch: ColumnBatch) {
        parts.fill(batch)
    }
}

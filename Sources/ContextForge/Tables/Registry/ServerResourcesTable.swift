import Rows

/// `server_resource_association`: the resources that each virtual server is composed of.
package struct ServerResourcesTable: ServerPartsTable {
    package static let columns: [Column<Self>] = ServerParts.columns("resource_id")

    package static let definition = ServerParts.definition(
        "server_resource_association",
        component: "server_resource_associations",
        columns: columns,
        objects: "resources",
        childCount: TableDefinition.ChildCount(.resourcesPerServer, by: "server_id")
    )

    let parts: ServerParts

    package init(_ population: Population) {
        parts = ServerParts(
            population,
            table: "server_resource_association",
            objects: "resources",
            objectCount: population.resources.rowCount,
            distribution: population.configuration[.resourcesPerServer],
            slope: .rootTwo
        )
    }
}

extension CountKey {
    /// Resources of a virtual server.
    package static let resourcesPerServer = CountKey(
        "resources_per_server",
        "Resources of a virtual server",
        1...20,
        mean: 5
    )
}

import Rows

/// `server_prompt_association`: the prompts that each virtual server is composed of.
package struct ServerPromptsTable: ServerPartsTable {
    package static let columns: [Column<Self>] = ServerParts.columns("prompt_id")

    package static let definition = ServerParts.definition(
        "server_prompt_association",
        component: "server_prompt_associations",
        columns: columns,
        objects: "prompts",
        childCount: TableDefinition.ChildCount(.promptsPerServer, by: "server_id")
    )

    let parts: ServerParts

    package init(_ population: Population) {
        parts = ServerParts(
            population,
            table: "server_prompt_association",
            objects: "prompts",
            objectCount: population.prompts.rowCount,
            distribution: population.configuration[.promptsPerServer],
            slope: .rootThree
        )
    }
}

extension CountKey {
    /// Prompts of a virtual server.
    package static let promptsPerServer = CountKey(
        "prompts_per_server",
        "Prompts of a virtual server",
        1...15,
        mean: 4
    )
}

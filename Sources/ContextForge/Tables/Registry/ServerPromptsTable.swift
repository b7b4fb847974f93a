import Rows

/// `server_prompt_association`: the prompts that each virtual server is composed of.
package struct ServerPromptsTable: GatewayTable {
    package static let definition = ServerParts.definition(
        "server_prompt_association",
        component: "server_prompt_associations",
        column: "prompt_id",
        objects: "prompts",
        childCount: TableDefinition.ChildCount(.promptsPerServer, by: "server_id")
    )

    private let parts: ServerParts

    package init(_ population: Population) {
        parts = ServerParts(
            population,
            table: "server_prompt_association",
            column: "prompt_id",
            objects: "prompts",
            objectCount: population.prompts.rowCount,
            distribution: population.configuration[.promptsPerServer],
            slope: .rootThree
        )
    }

    package var rowCount: Int64 { parts.counts.rowCount }

    package var parents: ParentCounts? { parts.counts.parents }

    package func fill(_ batch: ColumnBatch) {
        parts.fill(batch)
    }
}

import Rows

/// `llm_providers`: a handful of providers of language models.
package struct LanguageModelProvidersTable: GatewayTable {
    package static let columns: [Column<Self>] = [
        .identifiers(.required("id", .text(lengthMax: 36))) { $0.models.providerIdentifiers },
        .text(.required("name", .text(lengthMax: 255))) { table, row, _, writer in
            table.models.appendName(row, into: &writer)
        },
        .scratchText(.required("slug", .text(lengthMax: 255))) { table, row, _, scratch, writer in
            Slug.append(into: &writer, scratch: &scratch) {
                table.models.appendName(row, into: &$0)
            }
        },
        .constant(.optional("description", .text(lengthMax: nil)), "Models for load tests"),
        .text(.required("provider_type", .text(lengthMax: 50))) { _, row, _, writer in
            writer.append(provider(row).type)
        },
        .optionalScratchText(
            .credential("api_key", .text(lengthMax: nil))
        ) { table, row, _, scratch, writer in
            table.credentials.appendKey("api_key", row: row, scratch: &scratch, into: &writer)
        },
        .text(.optional("api_base", .text(lengthMax: 512))) { table, row, _, writer in
            writer.append("https://")
            writer.append(provider(row).type)
            writer.append(table.domain[0])
        },
        .unfilled("api_version", .text(lengthMax: 50)),
        .constant(.required("config", .json), "{}"),
        .text(.optional("default_model", .text(lengthMax: 255))) { _, row, _, writer in
            writer.append(provider(row).defaultModel)
        },
        .doubles(.required("default_temperature", .double)) { _, _, _ in 0.7 },
        .constant(.optional("default_max_tokens", .integer), 4096),
        .constant(.required("enabled", .boolean), 1),
        .constant(.required("health_status", .text(lengthMax: 20)), "unknown"),
        .unfilled("last_health_check", .timestamp),
        .constant(.required("plugin_ids", .json), "[]"),
        .constant(.required("created_at", .timestamp)) { $0.start },
        .constant(.required("updated_at", .timestamp)) { $0.start },
        .unfilled("created_by", .text(lengthMax: 255)),
        .unfilled("modified_by", .text(lengthMax: 255)),
    ]

    package static let definition = TableDefinition(
        name: "llm_providers",
        component: "llm_providers",
        columns: columns.map(\.definition),
        uniqueKeys: [
            TableDefinition.UniqueKey("uq_llm_providers_name", ["name"]),
            TableDefinition.UniqueKey("uq_llm_providers_slug", ["slug"]),
        ],
        // A handful that was there from the start.
        followsRecentShare: false,
        laterColumns: ["updated_at"],
        upkeep: TableUpkeep(columns: ["health_status", "last_health_check", "updated_at"]),
        ownerSign: .url("api_base")
    )

    private let models: LanguageModels
    private let credentials: Credentials
    private let domain: WordList
    private let start: Int64

    package init(_ population: Population) {
        models = LanguageModels(population)
        credentials = Credentials(population, owners: "llm_providers", table: "llm_providers")
        domain = WordList(".models." + population.configuration.emailDomain + "/v1")
        start = population.timeline.start
    }

    package var rowCount: Int64 { LanguageModels.providerCount }

    private static func provider(_ row: Int64) -> LanguageModels.Provider {
        LanguageModels.providers[Int(row)]
    }
}

import Rows

/// `llm_providers`: a handful of providers of language models.
package struct LanguageModelProvidersTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "llm_providers",
        component: "llm_providers",
        columns: [
            .required("id", .text(lengthMax: 36)),
            .required("name", .text(lengthMax: 255)),
            .required("slug", .text(lengthMax: 255)),
            .optional("description", .text(lengthMax: nil)),
            .required("provider_type", .text(lengthMax: 50)),
            .credential("api_key", .text(lengthMax: nil)),
            .optional("api_base", .text(lengthMax: 512)),
            .unfilled("api_version", .text(lengthMax: 50)),
            .required("config", .json),
            .optional("default_model", .text(lengthMax: 255)),
            .required("default_temperature", .double),
            .optional("default_max_tokens", .integer),
            .required("enabled", .boolean),
            .required("health_status", .text(lengthMax: 20)),
            .unfilled("last_health_check", .timestamp),
            .required("plugin_ids", .json),
            .required("created_at", .timestamp),
            .required("updated_at", .timestamp),
            .unfilled("created_by", .text(lengthMax: 255)),
            .unfilled("modified_by", .text(lengthMax: 255)),
        ],
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

    private let population: Population
    private let models: LanguageModels
    private let credentials: Credentials
    private let domain: WordList

    package init(_ population: Population) {
        self.population = population
        models = LanguageModels(population)
        credentials = Credentials(population, owners: "llm_providers", table: "llm_providers")
        domain = WordList(".models." + population.configuration.emailDomain + "/v1")
    }

    package var rowCount: Int64 { LanguageModels.providerCount }

    package func fill(_ batch: ColumnBatch) {
        func provider(_ row: Int64) -> LanguageModels.Provider {
            LanguageModels.providers[Int(row)]
        }
        batch.text("id") { writer, row, _ in
            models.providerIdentifiers.appendHex(row, into: &writer)
        }
        batch.text("name") { writer, row, _ in models.appendName(row, into: &writer) }
        batch.text("slug") { writer, row, _ in
            batch.slug(into: &writer) { models.appendName(row, into: &$0) }
        }
        batch.constant("description", "Models for load tests")
        batch.text("provider_type") { writer, row, _ in writer.append(provider(row).type) }
        batch.optionalText("api_key") { writer, row, _ in
            credentials.appendKey("api_key", row: row, scratch: &batch.scratch, into: &writer)
        }
        batch.text("api_base") { writer, row, _ in
            writer.append("https://")
            writer.append(provider(row).type)
            writer.append(domain[0])
        }
        batch.constant("config", "{}")
        batch.text("default_model") { writer, row, _ in writer.append(provider(row).defaultModel) }
        batch.doubles("default_temperature") { _, _ in 0.7 }
        batch.constant("default_max_tokens", 4096)
        batch.constant("enabled", 1)
        batch.constant("health_status", "unknown")
        batch.constant("plugin_ids", "[]")
        batch.constant("created_at", population.timeline.start)
        batch.constant("updated_at", population.timeline.start)
    }
}

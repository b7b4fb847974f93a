import Rows

/// `llm_models`: the models of the providers.
package struct LanguageModelsTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "llm_models",
        component: "llm_models",
        columns: [
            .required("id", .text(lengthMax: 36)),
            .required("provider_id", .text(lengthMax: 36)),
            .required("model_id", .text(lengthMax: 255)),
            .required("model_name", .text(lengthMax: 255)),
            .unfilled("model_alias", .text(lengthMax: 255)),
            .unfilled("description", .text(lengthMax: nil)),
            .required("supports_chat", .boolean),
            .required("supports_streaming", .boolean),
            .required("supports_function_calling", .boolean),
            .required("supports_vision", .boolean),
            .optional("context_window", .integer),
            .optional("max_output_tokens", .integer),
            .required("enabled", .boolean),
            .required("deprecated", .boolean),
            .required("created_at", .timestamp),
            .required("updated_at", .timestamp),
        ],
        uniqueKeys: [
            TableDefinition.UniqueKey("uq_llm_models_provider_model", ["provider_id", "model_id"])
        ],
        references: [
            TableDefinition.Reference("provider_id", "llm_providers", "id", isDeclared: true)
        ],
        // A handful that was there from the start.
        followsRecentShare: false,
        laterColumns: ["updated_at"]
    )

    private let population: Population
    private let models: LanguageModels
    private let identifiers: IdentifierKey

    package init(_ population: Population) {
        self.population = population
        models = LanguageModels(population)
        identifiers = Population.identifiers(
            "llm_models",
            LanguageModels.modelCount,
            population.configuration
        )
    }

    package var rowCount: Int64 { LanguageModels.modelCount }

    package func fill(_ batch: ColumnBatch) {
        func model(_ row: Int64) -> LanguageModels.Model { LanguageModels.models[Int(row)] }
        batch.text("id") { writer, row, _ in identifiers.appendHex(row, into: &writer) }
        batch.text("provider_id") { writer, row, _ in
            models.providerIdentifiers.appendHex(model(row).provider, into: &writer)
        }
        batch.text("model_id") { writer, row, _ in writer.append(model(row).name) }
        batch.text("model_name") { writer, row, _ in writer.append(model(row).name) }
        batch.constant("supports_chat", 1)
        batch.constant("supports_streaming", 1)
        batch.constant("supports_function_calling", 1)
        batch.integers("supports_vision") { row, _ in model(row).hasVision ? 1 : 0 }
        batch.integers("context_window") { row, _ in model(row).contextWindow }
        batch.integers("max_output_tokens") { row, _ in model(row).outputTokenMax }
        batch.constant("enabled", 1)
        batch.constant("deprecated", 0)
        batch.constant("created_at", population.timeline.start)
        batch.constant("updated_at", population.timeline.start)
    }
}

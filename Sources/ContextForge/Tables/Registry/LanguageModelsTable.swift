import Rows

/// `llm_models`: the models of the providers.
package struct LanguageModelsTable: GatewayTable {
    package static let columns: [Column<Self>] = [
        .identifiers(.required("id", .text(lengthMax: 36))) { $0.identifiers },
        .text(.required("provider_id", .text(lengthMax: 36))) { table, row, _, writer in
            table.models.providerIdentifiers.appendHex(model(row).provider, into: &writer)
        },
        .text(.required("model_id", .text(lengthMax: 255))) { _, row, _, writer in
            writer.append(model(row).name)
        },
        .text(.required("model_name", .text(lengthMax: 255))) { _, row, _, writer in
            writer.append(model(row).name)
        },
        .unfilled("model_alias", .text(lengthMax: 255)),
        .unfilled("description", .text(lengthMax: nil)),
        .constant(.required("supports_chat", .boolean), 1),
        .constant(.required("supports_streaming", .boolean), 1),
        .constant(.required("supports_function_calling", .boolean), 1),
        .booleans(.required("supports_vision", .boolean)) { _, row, _ in model(row).hasVision },
        .integers(.optional("context_window", .integer)) { _, row, _ in model(row).contextWindow },
        .integers(.optional("max_output_tokens", .integer)) { _, row, _ in
            model(row).outputTokenMax
        },
        .constant(.required("enabled", .boolean), 1),
        .constant(.required("deprecated", .boolean), 0),
        .constant(.required("created_at", .timestamp)) { $0.start },
        .constant(.required("updated_at", .timestamp)) { $0.start },
    ]

    package static let definition = TableDefinition(
        name: "llm_models",
        component: "llm_models",
        columns: columns.map(\.definition),
        uniqueKeys: [
            TableDefinition.UniqueKey("uq_llm_models_provider_model", ["provider_id", "model_id"])
        ],
        references: [
            TableDefinition.Reference(
                "provider_id",
                to: "llm_providers",
                key: "id",
                isDeclared: true
            )
        ],
        // A handful that was there from the start.
        followsRecentShare: false,
        laterColumns: ["updated_at"]
    )

    private let models: LanguageModels
    private let identifiers: IdentifierKey
    private let start: Int64

    package init(_ population: Population) {
        models = LanguageModels(population)
        identifiers = Population.identifiers(
            "llm_models",
            rowCount: LanguageModels.modelCount,
            population.configuration
        )
        start = population.timeline.start
    }

    package var rowCount: Int64 { LanguageModels.modelCount }

    private static func model(_ row: Int64) -> LanguageModels.Model {
        LanguageModels.models[Int(row)]
    }
}

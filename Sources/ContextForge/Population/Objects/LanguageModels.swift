import Rows

/// The providers of language models, and their models: a handful, named so that they collide
/// neither with real ones nor with those of another seed.
struct LanguageModels: Sendable {
    /// Number of providers.
    static let providerCount = Int64(providers.count)
    /// Number of models of all providers.
    static let modelCount = Int64(models.count)

    /// What a provider is: the gateway's word for its type, a name, and its default model.
    struct Provider: Sendable {
        let type: StaticString
        let name: StaticString
        let defaultModel: StaticString
    }

    /// What a model is.
    struct Model: Sendable {
        let provider: Int64
        let name: StaticString
        let contextWindow: Int64
        let outputTokenMax: Int64
        let hasVision: Bool
    }

    static let providers: [Provider] = [
        Provider(type: "openai", name: "OpenAI", defaultModel: "gpt-4o"),
        Provider(type: "anthropic", name: "Anthropic", defaultModel: "claude-3-5-sonnet"),
        Provider(type: "watsonx", name: "watsonx", defaultModel: "granite-3-8b-instruct"),
        Provider(type: "mistral", name: "Mistral", defaultModel: "mistral-large"),
        Provider(type: "ollama", name: "Ollama", defaultModel: "llama-3.1-8b"),
    ]

    static let models: [Model] = [
        Model(provider: 0, name: "gpt-4o", 128_000, 16_384, hasVision: true),
        Model(provider: 0, name: "gpt-4o-mini", 128_000, 16_384, hasVision: true),
        Model(provider: 0, name: "o3-mini", 200_000, 100_000, hasVision: false),
        Model(provider: 1, name: "claude-3-5-sonnet", 200_000, 8_192, hasVision: true),
        Model(provider: 1, name: "claude-3-5-haiku", 200_000, 8_192, hasVision: false),
        Model(provider: 2, name: "granite-3-8b-instruct", 128_000, 8_192, hasVision: false),
        Model(provider: 2, name: "granite-3-2b-instruct", 128_000, 8_192, hasVision: false),
        Model(provider: 3, name: "mistral-large", 128_000, 8_192, hasVision: false),
        Model(provider: 3, name: "mistral-small", 32_000, 8_192, hasVision: false),
        Model(provider: 4, name: "llama-3.1-8b", 128_000, 4_096, hasVision: false),
        Model(provider: 4, name: "qwen2.5-7b", 32_000, 4_096, hasVision: false),
    ]

    /// The keys of the providers.
    let providerIdentifiers: IdentifierKey
    private let code: UInt64

    init(_ population: Population) {
        providerIdentifiers = Population.identifiers(
            "llm_providers",
            rowCount: LanguageModels.providerCount,
            population.configuration
        )
        code = population.key("llm_providers", "name").bits(0)
    }

    /// Writes the name of a provider.
    func appendName(_ provider: Int64, into writer: inout ByteWriter) {
        writer.append(LanguageModels.providers[Int(provider)].name)
        writer.append(" load test ")
        HexDigits.append(code, byteCount: 4, into: &writer)
    }
}

extension LanguageModels.Model {
    fileprivate init(
        provider: Int64,
        name: StaticString,
        _ contextWindow: Int64,
        _ outputTokenMax: Int64,
        hasVision: Bool
    ) {
        self.init(
            provider: provider,
            name: name,
            contextWindow: contextWindow,
            outputTokenMax: outputTokenMax,
            hasVision: hasVision
        )
    }
}

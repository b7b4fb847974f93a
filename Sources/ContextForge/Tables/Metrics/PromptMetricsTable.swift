import Rows

/// `prompt_metrics`: single renderings of prompts, in order of time.
package struct PromptMetricsTable: CallTable {
    package static let columns: [Column<Self>] = CallMetrics.columns("prompt_id")

    package static let definition = CallMetrics.definition(
        "prompt_metrics",
        columns,
        objects: "prompts",
        childCount: .metricsPerPrompt
    )

    let metrics: CallMetrics

    package init(_ population: Population) {
        metrics = CallMetrics(population, population.promptEvents, objects: "prompts")
    }
}

extension CountKey {
    /// Renderings of a prompt.
    package static let metricsPerPrompt = CountKey(
        "metrics_per_prompt",
        "Renderings of a prompt",
        0...10,
        mean: 1,
        shapes: CountKey.accessShapes
    )
}

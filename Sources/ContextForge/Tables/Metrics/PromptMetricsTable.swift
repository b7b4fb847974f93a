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

import Rows

/// `prompt_metrics`: single renderings of prompts, in order of time.
package struct PromptMetricsTable: GatewayTable {
    package static let definition = CallMetrics.definition(
        "prompt_metrics",
        column: "prompt_id",
        lengthMax: 36,
        objects: "prompts",
        childCount: TableDefinition.ChildCount(.metricsPerPrompt, by: "prompt_id")
    )

    private let metrics: CallMetrics

    package init(_ population: Population) {
        metrics = CallMetrics(
            population,
            population.promptEvents,
            objects: "prompts",
            column: "prompt_id"
        )
    }

    package var rowCount: Int64 { metrics.windows.rowCount }

    package var parents: ParentCounts? { metrics.windows.streams.parents }

    package func fill(_ batch: ColumnBatch) {
        metrics.fill(batch)
    }
}

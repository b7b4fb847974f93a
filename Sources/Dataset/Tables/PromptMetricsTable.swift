/// `prompt_metrics`: single renderings of prompts, in order of time.
package struct PromptMetricsTable: DatasetTable {
    package static let definition = CallMetrics.definition(
        "prompt_metrics",
        column: "prompt_id",
        lengthMax: 36,
        objects: "prompts",
        childCount: TableDefinition.ChildCount(
            "metrics_per_prompt",
            by: "prompt_id",
            \.activity.metricsPerPrompt
        )
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

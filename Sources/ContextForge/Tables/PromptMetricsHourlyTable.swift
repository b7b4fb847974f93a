import Rows

/// `prompt_metrics_hourly`: renderings of prompts, summed up by the hour.
package struct PromptMetricsHourlyTable: GatewayTable {
    package static let definition = HourlyCallMetrics.definition(
        "prompt_metrics_hourly",
        key: "uq_prompt_metrics_hourly_prompt_hour",
        of: "prompt_metrics",
        column: "prompt_id",
        nameColumn: "prompt_name",
        objects: "prompts"
    )

    private let metrics: HourlyCallMetrics
    private let prompts: PromptsTable

    package init(_ population: Population) {
        metrics = HourlyCallMetrics(
            population,
            population.promptEvents,
            objects: "prompts",
            column: "prompt_id",
            nameColumn: "prompt_name"
        )
        prompts = PromptsTable(population)
    }

    package var rowCount: Int64 { metrics.windows.rowCount }

    package func fill(_ batch: ColumnBatch) {
        metrics.fill(batch) { row, writer in prompts.appendName(row, batch, into: &writer) }
    }
}

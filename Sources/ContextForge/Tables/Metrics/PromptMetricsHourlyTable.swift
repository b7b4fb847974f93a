import Rows

/// `prompt_metrics_hourly`: renderings of prompts, summed up by the hour.
package struct PromptMetricsHourlyTable: HourlyCallTable {
    package static let columns: [Column<Self>] = HourlyCallMetrics.columns(
        "prompt_id",
        name: "prompt_name"
    )

    package static let definition = HourlyCallMetrics.definition(
        "prompt_metrics_hourly",
        columns,
        key: "uq_prompt_metrics_hourly_prompt_hour",
        of: "prompt_metrics",
        objects: "prompts"
    )

    let metrics: HourlyCallMetrics
    private let prompts: PromptsTable

    package init(_ population: Population) {
        metrics = HourlyCallMetrics(population, population.promptEvents, objects: "prompts")
        prompts = PromptsTable(population)
    }

    func appendName(_ sum: HourSum, scratch: inout ByteWriter, into writer: inout ByteWriter) {
        prompts.appendName(sum.object, scratch: &scratch, into: &writer)
    }
}

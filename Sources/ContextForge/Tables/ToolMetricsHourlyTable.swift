import Rows

/// `tool_metrics_hourly`: calls of tools, summed up by the hour.
package struct ToolMetricsHourlyTable: GatewayTable {
    package static let definition = HourlyCallMetrics.definition(
        "tool_metrics_hourly",
        key: "uq_tool_metrics_hourly_tool_hour",
        of: "tool_metrics",
        column: "tool_id",
        nameColumn: "tool_name",
        objects: "tools"
    )

    private let metrics: HourlyCallMetrics
    private let names: ToolFullNames

    package init(_ population: Population) {
        metrics = HourlyCallMetrics(
            population,
            population.toolEvents,
            objects: "tools",
            column: "tool_id",
            nameColumn: "tool_name"
        )
        names = ToolFullNames(population)
    }

    package var rowCount: Int64 { metrics.windows.rowCount }

    package func fill(_ batch: ColumnBatch) {
        metrics.fill(batch) { tool, writer in names.append(tool, batch, into: &writer) }
    }
}

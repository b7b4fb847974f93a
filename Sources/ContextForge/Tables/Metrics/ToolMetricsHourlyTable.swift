import Rows

/// `tool_metrics_hourly`: calls of tools, summed up by the hour.
package struct ToolMetricsHourlyTable: HourlyCallTable {
    package static let columns: [Column<Self>] = HourlyCallMetrics.columns(
        "tool_id",
        name: "tool_name"
    )

    package static let definition = HourlyCallMetrics.definition(
        "tool_metrics_hourly",
        columns,
        key: "uq_tool_metrics_hourly_tool_hour",
        of: "tool_metrics",
        objects: "tools"
    )

    let metrics: HourlyCallMetrics
    private let names: ToolFullNames

    package init(_ population: Population) {
        metrics = HourlyCallMetrics(population, population.toolEvents, objects: "tools")
        names = ToolFullNames(population)
    }

    func appendName(_ sum: HourSum, scratch: inout ByteWriter, into writer: inout ByteWriter) {
        names.append(sum.object, scratch: &scratch, into: &writer)
    }
}

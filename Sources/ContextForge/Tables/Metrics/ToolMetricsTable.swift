import Rows

/// `tool_metrics`: single calls of tools, in order of time.
package struct ToolMetricsTable: CallTable {
    package static let columns: [Column<Self>] = CallMetrics.columns("tool_id", lengthMax: nil)

    package static let definition = CallMetrics.definition(
        "tool_metrics",
        columns,
        objects: "tools",
        childCount: .metricsPerTool
    )

    let metrics: CallMetrics

    package init(_ population: Population) {
        metrics = CallMetrics(population, population.toolEvents, objects: "tools")
    }
}

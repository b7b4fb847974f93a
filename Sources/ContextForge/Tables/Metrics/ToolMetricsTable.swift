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

extension CountKey {
    /// Calls of a tool.
    package static let metricsPerTool = CountKey(
        "metrics_per_tool",
        "Calls of a tool",
        1...200,
        mean: 20,
        shapes: CountKey.accessShapes
    )
}

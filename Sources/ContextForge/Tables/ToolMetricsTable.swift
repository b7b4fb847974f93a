import Rows

/// `tool_metrics`: single calls of tools, in order of time.
package struct ToolMetricsTable: GatewayTable {
    package static let definition = CallMetrics.definition(
        "tool_metrics",
        column: "tool_id",
        lengthMax: nil,
        objects: "tools",
        childCount: TableDefinition.ChildCount(.metricsPerTool, by: "tool_id")
    )

    private let metrics: CallMetrics

    package init(_ population: Population) {
        metrics = CallMetrics(
            population,
            population.toolEvents,
            objects: "tools",
            column: "tool_id"
        )
    }

    package var rowCount: Int64 { metrics.windows.rowCount }

    package var parents: ParentCounts? { metrics.windows.streams.parents }

    package func fill(_ batch: ColumnBatch) {
        metrics.fill(batch)
    }
}

import Rows

/// `resource_metrics`: single reads of resources, in order of time.
package struct ResourceMetricsTable: GatewayTable {
    package static let definition = CallMetrics.definition(
        "resource_metrics",
        column: "resource_id",
        lengthMax: 36,
        objects: "resources",
        childCount: TableDefinition.ChildCount(.metricsPerResource, by: "resource_id")
    )

    private let metrics: CallMetrics

    package init(_ population: Population) {
        metrics = CallMetrics(
            population,
            population.resourceEvents,
            objects: "resources",
            column: "resource_id"
        )
    }

    package var rowCount: Int64 { metrics.windows.rowCount }

    package var parents: ParentCounts? { metrics.windows.streams.parents }

    package func fill(_ batch: ColumnBatch) {
        metrics.fill(batch)
    }
}

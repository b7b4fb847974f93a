import Rows

/// `server_metrics`: single calls of virtual servers, in order of time.
package struct ServerMetricsTable: GatewayTable {
    package static let definition = CallMetrics.definition(
        "server_metrics",
        column: "server_id",
        lengthMax: 36,
        objects: "servers",
        childCount: TableDefinition.ChildCount(.metricsPerServer, by: "server_id")
    )

    private let metrics: CallMetrics

    package init(_ population: Population) {
        metrics = CallMetrics(
            population,
            population.serverEvents,
            objects: "servers",
            column: "server_id"
        )
    }

    package var rowCount: Int64 { metrics.windows.rowCount }

    package var parents: ParentCounts? { metrics.windows.streams.parents }

    package func fill(_ batch: ColumnBatch) {
        metrics.fill(batch)
    }
}

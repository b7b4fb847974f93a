import Rows

/// `server_metrics`: single calls of virtual servers, in order of time.
package struct ServerMetricsTable: CallTable {
    package static let columns: [Column<Self>] = CallMetrics.columns("server_id")

    package static let definition = CallMetrics.definition(
        "server_metrics",
        columns,
        objects: "servers",
        childCount: .metricsPerServer
    )

    let metrics: CallMetrics

    package init(_ population: Population) {
        metrics = CallMetrics(population, population.serverEvents, objects: "servers")
    }
}

extension CountKey {
    /// Calls of a virtual server.
    package static let metricsPerServer = CountKey(
        "metrics_per_server",
        "Calls of a virtual server",
        0...80,
        mean: 8,
        shapes: CountKey.accessShapes
    )
}

import Rows

/// `server_metrics_hourly`: calls of virtual servers, summed up by the hour.
package struct ServerMetricsHourlyTable: GatewayTable {
    package static let definition = HourlyCallMetrics.definition(
        "server_metrics_hourly",
        key: "uq_server_metrics_hourly_server_hour",
        of: "server_metrics",
        column: "server_id",
        nameColumn: "server_name",
        objects: "servers"
    )

    private let metrics: HourlyCallMetrics
    private let servers: ServersTable

    package init(_ population: Population) {
        metrics = HourlyCallMetrics(
            population,
            population.serverEvents,
            objects: "servers",
            column: "server_id",
            nameColumn: "server_name"
        )
        servers = ServersTable(population)
    }

    package var rowCount: Int64 { metrics.windows.rowCount }

    package func fill(_ batch: ColumnBatch) {
        metrics.fill(batch) { row, writer in servers.appendName(row, into: &writer) }
    }
}

import Rows

/// `server_metrics_hourly`: calls of virtual servers, summed up by the hour.
package struct ServerMetricsHourlyTable: HourlyCallTable {
    package static let columns: [Column<Self>] = HourlyCallMetrics.columns(
        "server_id",
        name: "server_name"
    )

    package static let definition = HourlyCallMetrics.definition(
        "server_metrics_hourly",
        columns,
        key: "uq_server_metrics_hourly_server_hour",
        of: "server_metrics",
        objects: "servers"
    )

    let metrics: HourlyCallMetrics
    private let servers: ServersTable

    package init(_ population: Population) {
        metrics = HourlyCallMetrics(population, population.serverEvents, objects: "servers")
        servers = ServersTable(population)
    }

    func appendName(_ sum: HourSum, scratch: inout ByteWriter, into writer: inout ByteWriter) {
        servers.appendName(sum.object, into: &writer)
    }
}

import Rows

/// `resource_metrics_hourly`: reads of resources, summed up by the hour.
package struct ResourceMetricsHourlyTable: GatewayTable {
    package static let definition = HourlyCallMetrics.definition(
        "resource_metrics_hourly",
        key: "uq_resource_metrics_hourly_resource_hour",
        of: "resource_metrics",
        column: "resource_id",
        nameColumn: "resource_name",
        // The migration to release 1.1.0 puts the gateway's name before that of a resource.
        formerNameColumn: "original_name",
        objects: "resources"
    )

    private let metrics: HourlyCallMetrics
    private let resources: ResourcesTable

    package init(_ population: Population) {
        metrics = HourlyCallMetrics(
            population,
            population.resourceEvents,
            objects: "resources",
            column: "resource_id",
            nameColumn: "resource_name"
        )
        resources = ResourcesTable(population)
    }

    package var rowCount: Int64 { metrics.windows.rowCount }

    package func fill(_ batch: ColumnBatch) {
        metrics.fill(batch) { row, writer in resources.appendName(row, batch, into: &writer) }
    }
}

import Rows

/// `resource_metrics_hourly`: reads of resources, summed up by the hour.
package struct ResourceMetricsHourlyTable: HourlyCallTable {
    package static let columns: [Column<Self>] = HourlyCallMetrics.columns(
        "resource_id",
        name: "resource_name"
    )

    package static let definition = HourlyCallMetrics.definition(
        "resource_metrics_hourly",
        columns,
        key: "uq_resource_metrics_hourly_resource_hour",
        of: "resource_metrics",
        // The migration to release 1.1.0 puts the gateway's name before that of a resource.
        formerNameColumn: "original_name",
        objects: "resources"
    )

    let metrics: HourlyCallMetrics
    private let resources: ResourcesTable

    package init(_ population: Population) {
        metrics = HourlyCallMetrics(population, population.resourceEvents, objects: "resources")
        resources = ResourcesTable(population)
    }

    func appendName(_ sum: HourSum, scratch: inout ByteWriter, into writer: inout ByteWriter) {
        resources.appendName(
            sum.object,
            prefixed: sum.prefixesNames,
            scratch: &scratch,
            into: &writer
        )
    }
}

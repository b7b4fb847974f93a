import Rows

/// `resource_metrics`: single reads of resources, in order of time.
package struct ResourceMetricsTable: CallTable {
    package static let columns: [Column<Self>] = CallMetrics.columns("resource_id")

    package static let definition = CallMetrics.definition(
        "resource_metrics",
        columns,
        objects: "resources",
        childCount: .metricsPerResource
    )

    let metrics: CallMetrics

    package init(_ population: Population) {
        metrics = CallMetrics(population, population.resourceEvents, objects: "resources")
    }
}

extension CountKey {
    /// Reads of a resource.
    package static let metricsPerResource = CountKey(
        "metrics_per_resource",
        "Reads of a resource",
        0...12,
        mean: 1.2,
        shapes: CountKey.accessShapes
    )
}

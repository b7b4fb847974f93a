import Rows

/// `performance_metrics`: log entries summed up by five minutes and by day, in order of time.
package struct PerformanceMetricsTable: GatewayTable {
    package static let columns: [Column<Self>] = [
        .identifiers(.required("id", .text(lengthMax: 36))) { $0.identifiers },
        .integers(.required("timestamp", .timestamp)) { _, _, sum in sum.start + sum.length },
        .text(.required("operation_type", .text(lengthMax: 100))) { _, _, sum, writer in
            writer.append(sum.operation.type)
        },
        .text(.required("component", .text(lengthMax: 100))) { _, _, sum, writer in
            writer.append(sum.operation.component)
        },
        .integers(.required("request_count", .integer)) { _, _, sum in sum.count },
        .integers(.required("error_count", .integer)) { _, _, sum in sum.errorCount },
        .doubles(.required("error_rate", .double)) { _, _, sum in
            Double(sum.errorCount) / Double(sum.count)
        },
        .doubles(.required("avg_duration_ms", .double)) { _, _, sum in sum.mean },
        .doubles(.required("min_duration_ms", .double)) { _, _, sum in sum.least },
        .doubles(.required("max_duration_ms", .double)) { _, _, sum in sum.greatest },
        .doubles(.required("p50_duration_ms", .double)) { _, _, sum in sum.percentiles.0 },
        .doubles(.required("p95_duration_ms", .double)) { _, _, sum in sum.percentiles.1 },
        .doubles(.required("p99_duration_ms", .double)) { _, _, sum in sum.percentiles.2 },
        .integers(.required("window_start", .timestamp)) { _, _, sum in sum.start },
        .integers(.required("window_end", .timestamp)) { _, _, sum in sum.start + sum.length },
        .integers(.required("window_duration_seconds", .integer)) { _, _, sum in
            sum.length / 1_000_000
        },
        .text(.optional("metric_metadata", .json)) { _, _, sum, writer in
            writer.append("{\"sample_size\": ")
            writer.append(decimal: UInt64(sum.count))
            writer.append("}")
        },
    ]

    package static let definition = TableDefinition(
        name: "performance_metrics",
        component: "performance_metrics",
        columns: columns.map(\.definition),
        otherParents: ["structured_log_entries"],
        creationColumn: "timestamp",
        // The gateway's pages look at the last day.
        followsRecentShare: false,
        upkeep: TableUpkeep(
            recomputedColumns: [
                "error_count", "error_rate", "avg_duration_ms", "min_duration_ms",
                "max_duration_ms", "p50_duration_ms", "p95_duration_ms", "p99_duration_ms",
            ],
            signature: TableUpkeep.Signature(
                column: "metric_metadata",
                mark: "\"generated_at\"",
                countColumn: "request_count"
            )
        )
    )

    /// What the columns of a sum share.
    package typealias Shared = RequestSummaries.Summary

    private let summaries: [RequestSummaries.Summary]
    private let identifiers: IdentifierKey

    package init(_ population: Population) {
        summaries = RequestSummaries(population).summaries
        identifiers = Population.identifiers(
            "performance_metrics",
            rowCount: Int64(summaries.count),
            population.configuration
        )
    }

    package var rowCount: Int64 { Int64(summaries.count) }

    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<Shared>) {
        for index in 0..<batch.rowCount {
            shared[index] = summaries[Int(batch.rows.lowerBound) + index]
        }
    }
}

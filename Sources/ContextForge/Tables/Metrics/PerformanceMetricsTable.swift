import Rows

/// `performance_metrics`: log entries summed up by five minutes and by day, in order of time.
package struct PerformanceMetricsTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "performance_metrics",
        component: "performance_metrics",
        columns: [
            .required("id", .text(lengthMax: 36)),
            .required("timestamp", .timestamp),
            .required("operation_type", .text(lengthMax: 100)),
            .required("component", .text(lengthMax: 100)),
            .required("request_count", .integer),
            .required("error_count", .integer),
            .required("error_rate", .double),
            .required("avg_duration_ms", .double),
            .required("min_duration_ms", .double),
            .required("max_duration_ms", .double),
            .required("p50_duration_ms", .double),
            .required("p95_duration_ms", .double),
            .required("p99_duration_ms", .double),
            .required("window_start", .timestamp),
            .required("window_end", .timestamp),
            .required("window_duration_seconds", .integer),
            .optional("metric_metadata", .json),
        ],
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

    private let summaries: [RequestSummaries.Summary]
    private let identifiers: IdentifierKey

    package init(_ population: Population) {
        summaries = RequestSummaries(population).summaries
        identifiers = Population.identifiers(
            "performance_metrics",
            Int64(summaries.count),
            population.configuration
        )
    }

    package var rowCount: Int64 { Int64(summaries.count) }

    package func fill(_ batch: ColumnBatch) {
        func summary(_ row: Int64) -> RequestSummaries.Summary { summaries[Int(row)] }
        batch.text("id") { writer, row, _ in identifiers.appendHex(row, into: &writer) }
        batch.integers("timestamp") { row, _ in summary(row).start + summary(row).length }
        batch.text("operation_type") { writer, row, _ in
            writer.append(summary(row).operation.type)
        }
        batch.text("component") { writer, row, _ in
            writer.append(summary(row).operation.component)
        }
        batch.integers("request_count") { row, _ in summary(row).count }
        batch.integers("error_count") { row, _ in summary(row).errorCount }
        batch.doubles("error_rate") { row, _ in
            Double(summary(row).errorCount) / Double(summary(row).count)
        }
        batch.doubles("avg_duration_ms") { row, _ in summary(row).mean }
        batch.doubles("min_duration_ms") { row, _ in summary(row).least }
        batch.doubles("max_duration_ms") { row, _ in summary(row).greatest }
        batch.doubles("p50_duration_ms") { row, _ in summary(row).percentiles.0 }
        batch.doubles("p95_duration_ms") { row, _ in summary(row).percentiles.1 }
        batch.doubles("p99_duration_ms") { row, _ in summary(row).percentiles.2 }
        batch.integers("window_start") { row, _ in summary(row).start }
        batch.integers("window_end") { row, _ in summary(row).start + summary(row).length }
        batch.integers("window_duration_seconds") { row, _ in summary(row).length / 1_000_000 }
        batch.text("metric_metadata") { writer, row, _ in
            writer.append("{\"sample_size\": ")
            writer.append(decimal: UInt64(summary(row).count))
            writer.append("}")
        }
    }
}

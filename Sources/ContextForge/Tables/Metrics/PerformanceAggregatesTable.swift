import Rows

/// `performance_aggregates`: the machines by the hour and by the day.
package struct PerformanceAggregatesTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "performance_aggregates",
        component: "performance_aggregates",
        columns: [
            .reservedKey("id"),
            .required("period_start", .timestamp),
            .required("period_end", .timestamp),
            .required("period_type", .text(lengthMax: 20)),
            .optional("host", .text(lengthMax: 255)),
            .required("requests_total", .integer),
            .required("requests_2xx", .integer),
            .required("requests_4xx", .integer),
            .required("requests_5xx", .integer),
            .required("avg_response_time_ms", .double),
            .required("p95_response_time_ms", .double),
            .required("peak_requests_per_second", .double),
            .required("avg_cpu_percent", .double),
            .required("avg_memory_percent", .double),
            .required("peak_cpu_percent", .double),
            .required("peak_memory_percent", .double),
            .required("created_at", .timestamp),
        ],
        uniqueKeys: [
            TableDefinition.UniqueKey(
                "uq_performance_aggregate_period_host",
                ["period_type", "period_start", "host"]
            )
        ],
        // The gateway keeps 90 days of them.
        followsRecentShare: false,
        ownerSign: .host("host")
    )

    private static let hour = ActivityCalendar.microsecondsPerHour
    private static let day = 24 * ActivityCalendar.microsecondsPerHour
    private static let dayCountMax: Int64 = 90
    private static let hourCountMax: Int64 = 2 * 24

    private let hosts: GatewayHosts
    private let load: HostLoad
    private let lastDay: Int64
    private let lastHour: Int64
    private let dayCount: Int64
    private let hourCount: Int64

    package init(_ population: Population) {
        hosts = GatewayHosts(population)
        load = HostLoad(population)
        let timeline = population.timeline
        lastDay = timeline.end - timeline.end % Self.day
        lastHour = timeline.end - timeline.end % Self.hour
        dayCount = max(0, min(Self.dayCountMax, (lastDay - timeline.start) / Self.day))
        hourCount = max(0, min(Self.hourCountMax, (lastHour - timeline.start) / Self.hour))
    }

    package var rowCount: Int64 { (dayCount + hourCount) * hosts.count }

    /// A period of a machine.
    private struct Period {
        let start: Int64
        let length: Int64
        let isDay: Bool
    }

    /// The days come first.
    private func period(_ row: Int64) -> Period {
        let number = row / hosts.count
        guard number < dayCount else {
            let start = lastHour - (hourCount - (number - dayCount)) * Self.hour
            return Period(start: start, length: Self.hour, isDay: false)
        }
        return Period(
            start: lastDay - (dayCount - number) * Self.day,
            length: Self.day,
            isDay: true
        )
    }

    private func sample(_ row: Int64) -> HostLoad.Sample {
        let period = period(row)
        return load.sample(
            host: row % hosts.count,
            start: period.start,
            length: period.length
        )
    }

    package func fill(_ batch: ColumnBatch) {
        batch.reservedKeys("id")
        batch.integers("period_start") { row, _ in period(row).start }
        batch.integers("period_end") { row, _ in period(row).start + period(row).length }
        batch.text("period_type") { writer, row, _ in
            writer.append(period(row).isDay ? "daily" : "hourly")
        }
        batch.text("host") { writer, row, _ in
            hosts.appendHost(row % hosts.count, into: &writer)
        }
        batch.integers("requests_total") { row, _ in sample(row).requestCount }
        batch.integers("requests_2xx") { row, _ in
            let sample = sample(row)
            return sample.requestCount - sample.clientErrorCount - sample.serverErrorCount
        }
        batch.integers("requests_4xx") { row, _ in sample(row).clientErrorCount }
        batch.integers("requests_5xx") { row, _ in sample(row).serverErrorCount }
        batch.doubles("avg_response_time_ms") { row, _ in sample(row).responseTime }
        // The gateway has no figure for it either and writes 0.
        batch.doubles("p95_response_time_ms") { _, _ in 0 }
        batch.doubles("peak_requests_per_second") { row, _ in
            HostLoad.rounded(sample(row).rate * 1.8)
        }
        batch.doubles("avg_cpu_percent") { row, _ in sample(row).processorPercent }
        batch.doubles("avg_memory_percent") { row, _ in sample(row).memoryPercent }
        batch.doubles("peak_cpu_percent") { row, _ in
            min(100, HostLoad.rounded(sample(row).processorPercent * 1.25))
        }
        batch.doubles("peak_memory_percent") { row, _ in
            min(100, HostLoad.rounded(sample(row).memoryPercent * 1.05))
        }
        batch.integers("created_at") { row, _ in period(row).start + period(row).length }
    }
}

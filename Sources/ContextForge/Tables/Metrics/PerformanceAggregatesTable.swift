import Rows

/// `performance_aggregates`: the machines by the hour and by the day.
package struct PerformanceAggregatesTable: GatewayTable {
    package static let columns: [Column<Self>] = [
        .reservedKey("id"),
        .integers(.required("period_start", .timestamp)) { _, _, sum in sum.period.start },
        .integers(.required("period_end", .timestamp)) { _, _, sum in sum.period.end },
        .text(.required("period_type", .text(lengthMax: 20))) { _, _, sum, writer in
            writer.append(sum.period.isDay ? "daily" : "hourly")
        },
        .text(.optional("host", .text(lengthMax: 255))) { table, row, _, writer in
            table.hosts.appendHost(row % table.hosts.count, into: &writer)
        },
        .integers(.required("requests_total", .integer)) { _, _, sum in sum.load.requestCount },
        .integers(.required("requests_2xx", .integer)) { _, _, sum in
            sum.load.requestCount - sum.load.clientErrorCount - sum.load.serverErrorCount
        },
        .integers(.required("requests_4xx", .integer)) { _, _, sum in sum.load.clientErrorCount },
        .integers(.required("requests_5xx", .integer)) { _, _, sum in sum.load.serverErrorCount },
        .doubles(.required("avg_response_time_ms", .double)) { _, _, sum in
            sum.load.responseTime
        },
        // The gateway has no figure for it either and writes 0.
        .doubles(.required("p95_response_time_ms", .double)) { _, _, _ in 0 },
        .doubles(.required("peak_requests_per_second", .double)) { _, _, sum in
            HostLoad.rounded(sum.load.rate * 1.8)
        },
        .doubles(.required("avg_cpu_percent", .double)) { _, _, sum in sum.load.processorPercent },
        .doubles(.required("avg_memory_percent", .double)) { _, _, sum in sum.load.memoryPercent },
        .doubles(.required("peak_cpu_percent", .double)) { _, _, sum in
            min(100, HostLoad.rounded(sum.load.processorPercent * 1.25))
        },
        .doubles(.required("peak_memory_percent", .double)) { _, _, sum in
            min(100, HostLoad.rounded(sum.load.memoryPercent * 1.05))
        },
        .integers(.required("created_at", .timestamp)) { _, _, sum in sum.period.end },
    ]

    package static let definition = TableDefinition(
        name: "performance_aggregates",
        component: "performance_aggregates",
        columns: columns.map(\.definition),
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

    /// What the columns of a sum share.
    package struct Shared: BitwiseCopyable {
        let period: Period
        /// How busy the machine was.
        let load: HostLoad.Sample
    }

    /// An hour or a day.
    struct Period {
        let start: Int64
        let length: Int64
        let isDay: Bool

        var end: Int64 { start + length }
    }

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

    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<Shared>) {
        for index in 0..<batch.rowCount {
            let row = batch.rows.lowerBound + Int64(index)
            let period = period(row)
            let sample = load.sample(
                host: row % hosts.count,
                start: period.start,
                length: period.length
            )
            shared[index] = Shared(period: period, load: sample)
        }
    }
}

import Rows

/// `performance_snapshots`: samples of each machine of the last day, every five minutes.
package struct PerformanceSnapshotsTable: GatewayTable {
    package static let columns: [Column<Self>] = [
        .reservedKey("id"),
        .integers(.required("timestamp", .timestamp)) { table, row, _ in table.time(row) },
        .text(.required("host", .text(lengthMax: 255))) { table, row, _, writer in
            table.hosts.appendHost(table.host(row), into: &writer)
        },
        .text(.optional("worker_id", .text(lengthMax: 64))) { table, row, _, writer in
            writer.append(decimal: UInt64(1200 + 100 * table.host(row)))
        },
        .text(.required("metrics_json", .json)) { table, row, _, writer in
            table.appendMetrics(table.sample(row), into: &writer)
        },
        .integers(.required("created_at", .timestamp)) { table, row, _ in table.time(row) },
    ]

    package static let definition = TableDefinition(
        name: "performance_snapshots",
        component: "performance_snapshots",
        columns: columns.map(\.definition),
        // The gateway keeps a day of them.
        followsRecentShare: false,
        ownerSign: .host("host")
    )

    private static let period: Int64 = 5 * 60_000_000
    private static let periodCountMax: Int64 = 288
    private static let memoryMegabytes: Int64 = 16_384

    private let hosts: GatewayHosts
    private let load: HostLoad
    private let first: Int64
    private let periodCount: Int64

    package init(_ population: Population) {
        hosts = GatewayHosts(population)
        load = HostLoad(population)
        let timeline = population.timeline
        let last = timeline.end - timeline.end % Self.period
        periodCount = max(0, min(Self.periodCountMax, (last - timeline.start) / Self.period))
        first = last - (periodCount - 1) * Self.period
    }

    package var rowCount: Int64 { periodCount * hosts.count }

    private func host(_ row: Int64) -> Int64 { row % hosts.count }

    private func time(_ row: Int64) -> Int64 { first + row / hosts.count * Self.period }

    private func sample(_ row: Int64) -> HostLoad.Sample {
        load.sample(host: host(row), start: time(row) - Self.period, length: Self.period)
    }

    private func appendMetrics(_ sample: HostLoad.Sample, into writer: inout ByteWriter) {
        let used = Int64(Double(Self.memoryMegabytes) * sample.memoryPercent / 100)
        writer.append("{\"system\": {\"cpu_percent\": ")
        writer.append(hundredths: sample.processorPercent)
        writer.append(", \"cpu_count\": 4, \"memory_total_mb\": ")
        writer.append(decimal: UInt64(Self.memoryMegabytes))
        writer.append(", \"memory_used_mb\": ")
        writer.append(decimal: UInt64(used))
        writer.append(", \"memory_available_mb\": ")
        writer.append(decimal: UInt64(Self.memoryMegabytes - used))
        writer.append(", \"memory_percent\": ")
        writer.append(hundredths: sample.memoryPercent)
        writer.append(", \"disk_total_gb\": 200.0, \"disk_used_gb\": 84.0")
        writer.append(", \"disk_percent\": 42.0}, \"requests\": {\"requests_total\": ")
        writer.append(decimal: UInt64(sample.requestCount))
        writer.append(", \"requests_per_second\": ")
        writer.append(hundredths: sample.rate)
        writer.append(", \"requests_4xx\": ")
        writer.append(decimal: UInt64(sample.clientErrorCount))
        writer.append(", \"requests_5xx\": ")
        writer.append(decimal: UInt64(sample.serverErrorCount))
        writer.append(", \"response_time_avg_ms\": ")
        writer.append(hundredths: sample.responseTime)
        writer.append("}, \"database\": {\"pool_size\": 20}")
        writer.append(", \"gunicorn\": {\"workers_total\": 4}, \"workers\": []}")
    }
}

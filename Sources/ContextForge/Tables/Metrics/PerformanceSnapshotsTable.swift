import Rows

/// `performance_snapshots`: samples of each machine of the last day, every five minutes.
package struct PerformanceSnapshotsTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "performance_snapshots",
        component: "performance_snapshots",
        columns: [
            .reservedKey("id"),
            .required("timestamp", .timestamp),
            .required("host", .text(lengthMax: 255)),
            .optional("worker_id", .text(lengthMax: 64)),
            .required("metrics_json", .json),
            .required("created_at", .timestamp),
        ],
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

    package func fill(_ batch: ColumnBatch) {
        func host(_ row: Int64) -> Int64 { row % hosts.count }
        func time(_ row: Int64) -> Int64 { first + row / hosts.count * Self.period }
        batch.reservedKeys("id")
        batch.integers("timestamp") { row, _ in time(row) }
        batch.text("host") { writer, row, _ in hosts.appendHost(host(row), into: &writer) }
        batch.text("worker_id") { writer, row, _ in
            writer.append(decimal: UInt64(1200 + 100 * host(row)))
        }
        batch.text("metrics_json") { writer, row, _ in
            appendMetrics(
                load.sample(host: host(row), start: time(row) - Self.period, length: Self.period),
                into: &writer
            )
        }
        batch.integers("created_at") { row, _ in time(row) }
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

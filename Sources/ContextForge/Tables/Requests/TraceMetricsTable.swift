import Rows

/// `observability_metrics`: two samples for each traced request, in order of time.
package struct TraceMetricsTable: RequestTable {
    package static let columns: [Column<Self>] = [
        .reservedKey("id"),
        .text(.required("name", .text(lengthMax: 255))) { _, row, _, writer in
            writer.append(isDuration(row) ? "http.server.duration" : "http.server.response.size")
        },
        .text(.required("metric_type", .text(lengthMax: 20))) { _, row, _, writer in
            writer.append(isDuration(row) ? "histogram" : "gauge")
        },
        .doubles(.required("value", .double)) { table, row, request in
            isDuration(row)
                ? Double(request.duration) / 1000
                : Double(sizes.value(table.sizeKey.bits(request.number)))
        },
        .integers(.required("timestamp", .timestamp)) { _, _, request in request.time },
        .text(.optional("unit", .text(lengthMax: 20))) { _, row, _, writer in
            writer.append(isDuration(row) ? "ms" : "By")
        },
        .text(.optional("attributes", .json)) { _, _, request, writer in
            writer.append("{\"http.route\": \"")
            writer.append(request.operation.route)
            writer.append("\"}")
        },
        .text(.optional("resource_type", .text(lengthMax: 50))) { _, _, request, writer in
            writer.append(request.operation.subject.word)
        },
        .text(.optional("resource_id", .text(lengthMax: 36))) { table, _, request, writer in
            table.requests.appendSubject(request, into: &writer)
        },
        .trace(.optional("trace_id", .text(lengthMax: 36))),
        .integers(.required("created_at", .timestamp)) { _, _, request in request.time },
    ]

    package static let definition = TableDefinition(
        name: "observability_metrics",
        component: "observability_metrics",
        columns: columns.map(\.definition),
        references: [
            TableDefinition.Reference(
                "trace_id",
                to: "observability_traces",
                key: "trace_id",
                isDeclared: true
            )
        ],
        creationColumn: "timestamp",
        followsRecentShare: false,
        laterColumns: ["created_at"],
        derivation: Derivation(
            objectColumn: "resource_id",
            objectKeys: Population.objectKeys
        )
    )

    /// Samples of a request: how long it took, and how many bytes were answered.
    private static let sampleCount: Int64 = 2
    private static let sizes = QuantileTable([
        120, 260, 410, 620, 900, 1_400, 2_300, 4_100, 8_800, 21_000, 160_000,
    ])

    /// What the columns of a sample share.
    package typealias Shared = UserRequests.Request

    let requests: UserRequests
    private let sizeKey: CellKey

    package init(_ population: Population) {
        requests = UserRequests(population)
        sizeKey = population.key("observability_metrics", "size")
    }

    package var rowCount: Int64 {
        requests.traceWindows.rowCount * TraceMetricsTable.sampleCount
    }

    /// The samples of a request stand side by side.
    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<Shared>) {
        let samples = TraceMetricsTable.sampleCount
        let rows = batch.rows
        let traces = (rows.lowerBound / samples)..<((rows.upperBound + samples - 1) / samples)
        requests.forEachTrace(traces, using: batch.events) { position, request in
            let first = (traces.lowerBound + Int64(position)) * samples
            for row in max(first, rows.lowerBound)..<min(first + samples, rows.upperBound) {
                shared[Int(row - rows.lowerBound)] = request
            }
        }
    }

    /// Whether a sample is of the duration, not of the size.
    private static func isDuration(_ row: Int64) -> Bool { row % sampleCount == 0 }
}

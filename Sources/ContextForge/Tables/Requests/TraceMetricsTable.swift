import Rows

/// `observability_metrics`: two samples for each traced request, in order of time.
package struct TraceMetricsTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "observability_metrics",
        component: "observability_metrics",
        columns: [
            .reservedKey("id"),
            .required("name", .text(lengthMax: 255)),
            .required("metric_type", .text(lengthMax: 20)),
            .required("value", .double),
            .required("timestamp", .timestamp),
            .optional("unit", .text(lengthMax: 20)),
            .optional("attributes", .json),
            .optional("resource_type", .text(lengthMax: 50)),
            .optional("resource_id", .text(lengthMax: 36)),
            .optional("trace_id", .text(lengthMax: 36)),
            .required("created_at", .timestamp),
        ],
        references: [
            TableDefinition.Reference(
                "trace_id",
                "observability_traces",
                "trace_id",
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

    private let requests: UserRequests
    private let sizeKey: CellKey

    package init(_ population: Population) {
        requests = UserRequests(population)
        sizeKey = population.key("observability_metrics", "size")
    }

    package var rowCount: Int64 {
        requests.traceWindows.rowCount * TraceMetricsTable.sampleCount
    }

    package func fill(_ batch: ColumnBatch) {
        let lanes = RequestLanes(batch)
        let samples = TraceMetricsTable.sampleCount
        let rows = batch.rows
        let traces = (rows.lowerBound / samples)..<((rows.upperBound + samples - 1) / samples)
        requests.forEachTrace(traces, batch.events) { position, request in
            let first = (traces.lowerBound + Int64(position)) * samples
            for row in max(first, rows.lowerBound)..<min(first + samples, rows.upperBound) {
                lanes.store(request, at: Int(row - rows.lowerBound))
            }
        }
        func isDuration(_ row: Int64) -> Bool { row % samples == 0 }
        batch.reservedKeys("id")
        batch.text("name") { writer, row, _ in
            writer.append(isDuration(row) ? "http.server.duration" : "http.server.response.size")
        }
        batch.text("metric_type") { writer, row, _ in
            writer.append(isDuration(row) ? "histogram" : "gauge")
        }
        batch.doubles("value") { row, index in
            isDuration(row)
                ? Double(lanes.duration[index]) / 1000
                : Double(TraceMetricsTable.sizes.value(sizeKey.bits(lanes.number[index])))
        }
        batch.integers("timestamp") { _, index in lanes.time[index] }
        batch.text("unit") { writer, row, _ in writer.append(isDuration(row) ? "ms" : "By") }
        batch.text("attributes") { writer, _, index in
            writer.append("{\"http.route\": \"")
            writer.append(lanes.operation(index).route)
            writer.append("\"}")
        }
        batch.text("resource_type") { writer, _, index in
            writer.append(lanes.operation(index).subject.word)
        }
        batch.text("resource_id") { writer, _, index in
            let subject = lanes.operation(index).subject
            requests.subjects.appendIdentifier(subject, lanes.object[index], into: &writer)
        }
        batch.text("trace_id") { writer, _, index in
            requests.appendTrace(lanes.number[index], into: &writer)
        }
        batch.integers("created_at") { _, index in lanes.time[index] }
    }
}

import Rows

/// `observability_events`: what happened inside spans, in the order of the spans.
package struct SpanEventsTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "observability_events",
        component: "observability_events",
        columns: [
            .reservedKey("id"),
            .required("span_id", .text(lengthMax: 36)),
            .required("name", .text(lengthMax: 255)),
            .required("timestamp", .timestamp),
            .optional("attributes", .json),
            .optional("severity", .text(lengthMax: 20)),
            .optional("message", .text(lengthMax: nil)),
            .optional("exception_type", .text(lengthMax: 255)),
            .optional("exception_message", .text(lengthMax: nil)),
            .unfilled("exception_stacktrace", .text(lengthMax: nil)),
            .required("created_at", .timestamp),
        ],
        references: [
            TableDefinition.Reference("span_id", "observability_spans", "span_id", isDeclared: true)
        ],
        creationColumn: "timestamp",
        followsRecentShare: false,
        laterColumns: ["created_at"],
        derivation: Derivation()
    )

    /// One span in so many has an event.
    private static let period: Int64 = 2

    private let spans: TraceSpans

    package init(_ population: Population) {
        spans = TraceSpans(population)
    }

    package var rowCount: Int64 {
        (spans.rowCount + SpanEventsTable.period - 1) / SpanEventsTable.period
    }

    package func fill(_ batch: ColumnBatch) {
        let request = RequestLanes(batch)
        let isError = batch.lane(.siblings)
        let period = SpanEventsTable.period
        let last = min(batch.rows.upperBound * period, spans.rowCount)
        spans.forEach((batch.rows.lowerBound * period)..<last, batch.events) { position, span in
            let (index, rest) = Int64(position).quotientAndRemainder(dividingBy: period)
            guard rest == 0 else { return }
            request.store(span.request, at: Int(index))
            request.time[Int(index)] = span.start + span.duration / 2
            isError[Int(index)] = span.isError ? 1 : 0
        }
        batch.reservedKeys("id")
        batch.text("span_id") { writer, row, _ in
            spans.appendIdentifier(row * period, into: &writer)
        }
        batch.text("name") { writer, row, index in
            writer.append(isError[index] == 1 ? "exception" : row % 3 == 0 ? "log" : "checkpoint")
        }
        batch.integers("timestamp") { _, index in request.time[index] }
        batch.constant("attributes", "{}")
        batch.text("severity") { writer, row, index in
            writer.append(isError[index] == 1 ? "error" : row % 3 == 0 ? "debug" : "info")
        }
        batch.text("message") { writer, _, index in
            if isError[index] == 1 {
                let number = request.number[index]
                spans.requests.appendReason(request.status[index], number, into: &writer)
            } else {
                writer.append("Half of the work is done")
            }
        }
        batch.optionalText("exception_type") { writer, _, index in
            writer.append(request.status[index] < 500 ? "PermissionError" : "ConnectionError")
            return isError[index] == 1
        }
        batch.optionalText("exception_message") { writer, _, index in
            let number = request.number[index]
            spans.requests.appendReason(request.status[index], number, into: &writer)
            return isError[index] == 1
        }
        batch.integers("created_at") { _, index in request.time[index] }
    }
}

import Rows

/// `observability_events`: what happened inside spans, in the order of the spans.
package struct SpanEventsTable: GatewayTable {
    package static let columns: [Column<Self>] = [
        .reservedKey("id"),
        .text(.required("span_id", .text(lengthMax: 36))) { table, row, _, writer in
            table.spans.appendIdentifier(row * period, into: &writer)
        },
        .text(.required("name", .text(lengthMax: 255))) { _, row, event, writer in
            writer.append(event.isError ? "exception" : row % 3 == 0 ? "log" : "checkpoint")
        },
        .integers(.required("timestamp", .timestamp)) { _, _, event in event.time },
        .constant(.optional("attributes", .json), "{}"),
        .text(.optional("severity", .text(lengthMax: 20))) { _, row, event, writer in
            writer.append(event.isError ? "error" : row % 3 == 0 ? "debug" : "info")
        },
        .text(.optional("message", .text(lengthMax: nil))) { table, _, event, writer in
            if event.isError {
                table.spans.requests.appendReason(event.request, into: &writer)
            } else {
                writer.append("Half of the work is done")
            }
        },
        .optionalText(.optional("exception_type", .text(lengthMax: 255))) { _, _, event, writer in
            writer.append(event.request.status < 500 ? "PermissionError" : "ConnectionError")
            return event.isError
        },
        .optionalText(.optional("exception_message", .text(lengthMax: nil))) {
            (table, _, event, writer) in
            table.spans.requests.appendReason(event.request, into: &writer)
            return event.isError
        },
        .unfilled("exception_stacktrace", .text(lengthMax: nil)),
        .integers(.required("created_at", .timestamp)) { _, _, event in event.time },
    ]

    package static let definition = TableDefinition(
        name: "observability_events",
        component: "observability_events",
        columns: columns.map(\.definition),
        references: [
            TableDefinition.Reference(
                "span_id",
                to: "observability_spans",
                key: "span_id",
                isDeclared: true
            )
        ],
        creationColumn: "timestamp",
        followsRecentShare: false,
        laterColumns: ["created_at"],
        derivation: Derivation()
    )

    /// One span in so many has an event.
    private static let period: Int64 = 2

    /// What the columns of an event share.
    package struct Shared: BitwiseCopyable {
        /// The request whose span it is in.
        let request: UserRequests.Request
        let time: Int64
        /// Whether the span failed.
        let isError: Bool
    }

    private let spans: TraceSpans

    package init(_ population: Population) {
        spans = TraceSpans(population)
    }

    package var rowCount: Int64 {
        (spans.rowCount + SpanEventsTable.period - 1) / SpanEventsTable.period
    }

    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<Shared>) {
        let period = SpanEventsTable.period
        let last = min(batch.rows.upperBound * period, spans.rowCount)
        spans.forEach((batch.rows.lowerBound * period)..<last, using: batch.events) {
            (position, span) in
            let (index, rest) = Int64(position).quotientAndRemainder(dividingBy: period)
            guard rest == 0 else { return }
            shared[Int(index)] = Shared(
                request: span.request,
                time: span.start + span.duration / 2,
                isError: span.isError
            )
        }
    }
}

import Rows

/// `observability_spans`: what each traced request is made of, in order of time.
package struct SpansTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "observability_spans",
        component: "observability_spans",
        columns: [
            .required("span_id", .text(lengthMax: 36)),
            .required("trace_id", .text(lengthMax: 36)),
            .optional("parent_span_id", .text(lengthMax: 36)),
            .required("name", .text(lengthMax: 255)),
            .required("kind", .text(lengthMax: 20)),
            .required("start_time", .timestamp),
            .optional("end_time", .timestamp),
            .optional("duration_ms", .double),
            .required("status", .text(lengthMax: 20)),
            .optional("status_message", .text(lengthMax: nil)),
            .optional("attributes", .json),
            .unfilled("resource_name", .text(lengthMax: 255)),
            .optional("resource_type", .text(lengthMax: 50)),
            .optional("resource_id", .text(lengthMax: 36)),
            .required("created_at", .timestamp),
        ],
        primaryKey: ["span_id"],
        references: [
            TableDefinition.Reference(
                "trace_id",
                "observability_traces",
                "trace_id",
                isDeclared: true
            ),
            TableDefinition.Reference(
                "parent_span_id",
                "observability_spans",
                "span_id",
                isDeclared: true
            ),
        ],
        creationColumn: "start_time",
        followsRecentShare: false,
        laterColumns: ["end_time", "created_at"],
        derivation: Derivation(
            objectColumn: "resource_id",
            objectKeys: Population.objectKeys
        ),
        childCount: TableDefinition.ChildCount(.spansPerTrace, by: "trace_id")
    )

    private let spans: TraceSpans

    package init(_ population: Population) {
        spans = TraceSpans(population)
    }

    package var rowCount: Int64 { spans.rowCount }

    package var parents: ParentCounts? { spans.counts.parents }

    package func fill(_ batch: ColumnBatch) {
        let request = RequestLanes(batch)
        // The place in the trace; the lanes of start and duration hold the span's own.
        let ordinal = batch.lane(.siblings)
        spans.forEach(batch.rows, batch.events) { index, span in
            request.store(span.request, at: index)
            request.time[index] = span.start
            request.duration[index] = span.duration
            ordinal[index] = span.place.ordinal
        }
        func part(_ index: Int) -> TraceSpans.Part? {
            ordinal[index] == 0 ? nil : TraceSpans.Part(rawValue: (ordinal[index] - 1) % 4)
        }
        batch.text("span_id") { writer, row, _ in spans.appendIdentifier(row, into: &writer) }
        batch.text("trace_id") { writer, _, index in
            spans.requests.appendTrace(request.number[index], into: &writer)
        }
        batch.optionalText("parent_span_id") { writer, row, index in
            spans.appendIdentifier(row - ordinal[index], into: &writer)
            return ordinal[index] > 0
        }
        batch.text("name") { writer, _, index in
            writer.append(part(index)?.name ?? request.operation(index).span)
        }
        batch.text("kind") { writer, _, index in writer.append(part(index)?.kind ?? "server") }
        batch.integers("start_time") { _, index in request.time[index] }
        batch.integers("end_time") { _, index in request.time[index] + request.duration[index] }
        batch.doubles("duration_ms") { _, index in Double(request.duration[index]) / 1000 }
        batch.text("status") { writer, _, index in
            writer.append(isError(request, ordinal, index) ? "error" : "ok")
        }
        batch.optionalText("status_message") { writer, _, index in
            let number = request.number[index]
            spans.requests.appendReason(request.status[index], number, into: &writer)
            return isError(request, ordinal, index)
        }
        batch.text("attributes") { writer, _, index in
            if let part = part(index) {
                appendAttributes(of: part, into: &writer)
            } else {
                appendAttributes(of: request, index, batch, into: &writer)
            }
        }
        batch.text("resource_type") { writer, _, index in
            switch part(index) {
            case nil: writer.append(request.operation(index).subject.word)
            case .query: writer.append("database")
            default: writer.append("gateway")
            }
        }
        batch.optionalText("resource_id") { writer, _, index in
            let subject = request.operation(index).subject
            spans.requests.subjects.appendIdentifier(subject, request.object[index], into: &writer)
            return ordinal[index] == 0
        }
        batch.integers("created_at") { _, index in request.time[index] }
    }

    private func isError(
        _ request: RequestLanes,
        _ ordinal: UnsafeMutablePointer<Int64>,
        _ index: Int
    ) -> Bool {
        ordinal[index] == 0 && request.status[index] >= 400
    }

    private func appendAttributes(of part: TraceSpans.Part, into writer: inout ByteWriter) {
        switch part {
        case .authentication: writer.append("{\"auth.method\": \"bearer\"}")
        case .query: writer.append("{\"db.system\": \"sql\", \"db.operation\": \"SELECT\"}")
        case .plugin: writer.append("{\"plugin.hook\": \"pre_invoke\"}")
        case .upstream: writer.append("{\"http.method\": \"POST\"}")
        }
    }

    /// What the gateway's statistics look for: the name of a tool, the id of a prompt, the address
    /// of a resource.
    private func appendAttributes(
        of request: RequestLanes,
        _ index: Int,
        _ batch: ColumnBatch,
        into writer: inout ByteWriter
    ) {
        let subjects = spans.requests.subjects
        let subject = request.operation(index).subject
        let object = request.object[index]
        writer.append("{\"")
        switch subject {
        case .tool:
            writer.append("tool.name\": \"")
            _ = subjects.appendName(
                subject,
                object,
                prefixed: batch.constants.release >= ResourcesTable.prefixSince,
                scratch: &batch.scratch,
                into: &writer
            )
        case .resource:
            writer.append("resource.uri\": \"")
            subjects.appendResourceAddress(object, into: &writer)
        case .prompt, .server, .team:
            writer.append(subject.word)
            writer.append(".id\": \"")
            subjects.appendIdentifier(subject, object, into: &writer)
        }
        writer.append("\"}")
    }
}

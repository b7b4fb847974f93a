import Rows

/// `observability_spans`: what each traced request is made of, in order of time.
package struct SpansTable: RequestTable {
    package static let columns: [Column<Self>] = [
        .hexDigits(.required("span_id", .text(lengthMax: 36))) { $0.spans.identifierKey },
        .trace(.required("trace_id", .text(lengthMax: 36))),
        .optionalText(.optional("parent_span_id", .text(lengthMax: 36))) {
            (table, row, span, writer) in
            table.spans.appendIdentifier(row - span.ordinal, into: &writer)
            return span.ordinal > 0
        },
        .text(.required("name", .text(lengthMax: 255))) { _, _, span, writer in
            writer.append(span.part?.name ?? span.request.operation.span)
        },
        .text(.required("kind", .text(lengthMax: 20))) { _, _, span, writer in
            writer.append(span.part?.kind ?? "server")
        },
        .integers(.required("start_time", .timestamp)) { _, _, span in span.start },
        .integers(.optional("end_time", .timestamp)) { _, _, span in span.start + span.duration },
        .doubles(.optional("duration_ms", .double)) { _, _, span in Double(span.duration) / 1000 },
        .text(.required("status", .text(lengthMax: 20))) { _, _, span, writer in
            writer.append(span.isError ? "error" : "ok")
        },
        .optionalText(.optional("status_message", .text(lengthMax: nil))) {
            (table, _, span, writer) in
            table.requests.appendReason(span.request, into: &writer)
            return span.isError
        },
        .scratchText(.optional("attributes", .json)) { table, _, span, scratch, writer in
            if let part = span.part {
                table.appendAttributes(of: part, into: &writer)
            } else {
                table.appendAttributes(of: span, scratch: &scratch, into: &writer)
            }
        },
        .unfilled("resource_name", .text(lengthMax: 255)),
        .text(.optional("resource_type", .text(lengthMax: 50))) { _, _, span, writer in
            switch span.part {
            case nil: writer.append(span.request.operation.subject.word)
            case .query: writer.append("database")
            default: writer.append("gateway")
            }
        },
        .optionalText(.optional("resource_id", .text(lengthMax: 36))) { table, _, span, writer in
            table.requests.appendSubject(span.request, into: &writer)
            return span.ordinal == 0
        },
        .integers(.required("created_at", .timestamp)) { _, _, span in span.start },
    ]

    package static let definition = TableDefinition(
        name: "observability_spans",
        component: "observability_spans",
        columns: columns.map(\.definition),
        primaryKey: ["span_id"],
        references: [
            TableDefinition.Reference(
                "trace_id",
                to: "observability_traces",
                key: "trace_id",
                isDeclared: true
            ),
            TableDefinition.Reference(
                "parent_span_id",
                to: "observability_spans",
                key: "span_id",
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

    /// What the columns of a span share.
    package struct Shared: BitwiseCopyable, RequestRow {
        let request: UserRequests.Request
        /// Position among the spans of the trace.
        let ordinal: Int64
        /// The part of the operation; nil for the operation itself.
        let part: TraceSpans.Part?
        let start: Int64
        let duration: Int64
        let isError: Bool
        /// Whether the gateway puts its own name before that of a federated resource.
        let prefixesNames: Bool
    }

    private let spans: TraceSpans

    package init(_ population: Population) {
        spans = TraceSpans(population)
    }

    var requests: UserRequests { spans.requests }

    package var rowCount: Int64 { spans.rowCount }

    package var parents: ParentCounts? { spans.counts.parents }

    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<Shared>) {
        let prefixesNames = batch.constants.release >= ResourcesTable.prefixSince
        spans.forEach(batch.rows, using: batch.events) { index, span in
            shared[index] = Shared(
                request: span.request,
                ordinal: span.place.ordinal,
                part: span.part,
                start: span.start,
                duration: span.duration,
                isError: span.isError,
                prefixesNames: prefixesNames
            )
        }
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
        of span: Shared,
        scratch: inout ByteWriter,
        into writer: inout ByteWriter
    ) {
        let subject = span.request.operation.subject
        let object = span.request.object
        writer.append("{\"")
        switch subject {
        case .tool:
            writer.append("tool.name\": \"")
            _ = requests.subjects.appendName(
                subject,
                object,
                prefixed: span.prefixesNames,
                scratch: &scratch,
                into: &writer
            )
        case .resource:
            writer.append("resource.uri\": \"")
            requests.subjects.appendResourceAddress(object, into: &writer)
        case .prompt, .server, .team:
            writer.append(subject.word)
            writer.append(".id\": \"")
            requests.appendSubject(span.request, into: &writer)
        }
        writer.append("\"}")
    }
}

extension CountKey {
    /// Spans of a request's trace.
    package static let spansPerTrace = CountKey(
        "spans_per_trace",
        "Spans of a request's trace",
        1...8,
        mean: 4,
        lowerBound: 1
    )
}

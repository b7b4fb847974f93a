import Rows

/// The spans of the requests that have a trace: the operation itself, and what it is made of.
struct TraceSpans: Sendable {
    let requests: UserRequests
    /// Spans of each trace.
    let counts: ChildCounts
    /// The key of the identifiers.
    let identifierKey: CellKey

    /// What an operation is made of.
    enum Part: Int64, CaseIterable {
        case authentication
        case query
        case plugin
        case upstream

        /// The name of the span.
        var name: StaticString {
            switch self {
            case .authentication: "auth.verify_token"
            case .query: "database.query"
            case .plugin: "plugin.pre_invoke"
            case .upstream: "http.client"
            }
        }

        /// The gateway's word for its direction.
        var kind: StaticString { self == .query || self == .upstream ? "client" : "internal" }
    }

    init(_ population: Population) {
        requests = UserRequests(population)
        counts = ChildCounts(
            population.configuration[.spansPerTrace],
            parentCount: requests.traceWindows.rowCount,
            slope: .golden,
            key: population.key("observability_spans", "count")
        )
        identifierKey = population.key("observability_spans", "id")
    }

    /// One span.
    struct Span {
        let request: UserRequests.Request
        /// Its place among the spans of its trace; the first is the operation, the others its
        /// parts.
        let place: ChildCounts.Place

        /// The part of the operation; nil for the operation itself.
        var part: Part? {
            place.ordinal == 0 ? nil : Part(rawValue: (place.ordinal - 1) % 4)
        }

        /// When it began.
        var start: Int64 {
            guard place.ordinal > 0 else { return request.time }
            return request.time + request.duration * place.ordinal / (place.siblingCount + 1)
        }

        /// How long it took, in microseconds: parts follow each other within the operation.
        var duration: Int64 {
            guard place.ordinal > 0 else { return request.duration }
            let next = request.duration * (place.ordinal + 1) / (place.siblingCount + 1)
            return request.time + next - start
        }

        /// Whether it failed: the operation does, its parts are not to blame.
        var isError: Bool { place.ordinal == 0 && request.status >= 400 }
    }

    /// Number of spans.
    var rowCount: Int64 { counts.rowCount }

    /// Calls `body` with the index in `rows` and the span of each.
    @inline(__always)
    func forEach(_ rows: Range<Int64>, using memory: EventMemory, _ body: (Int, Span) -> Void) {
        guard !rows.isEmpty else { return }
        var place = counts.place(of: rows.lowerBound)
        let last = counts.place(of: rows.upperBound - 1).parent
        let first = place.parent
        var index = 0
        requests.forEachTrace(first..<(last + 1), using: memory) { offset, request in
            let trace = first + Int64(offset)
            while index < rows.count, place.parent == trace {
                body(index, Span(request: request, place: place))
                index += 1
                if index < rows.count { counts.advance(&place) }
            }
        }
    }

    /// Writes the identifier of a span.
    func appendIdentifier(_ row: Int64, into writer: inout ByteWriter) {
        HexDigits.append(identifierKey.bits(row), into: &writer)
    }
}

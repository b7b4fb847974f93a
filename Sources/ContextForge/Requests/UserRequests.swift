import Rows

/// What users ask of the gateway, and what the gateway keeps of it.
///
/// Each request has a log entry and an audit trail; the requests of the last day have a trace, and
/// those that are denied a security event. All of them find the same request by its number among
/// all, so that they agree in everything and carry the same correlation id.
package struct UserRequests: Sendable {
    /// All requests, in order of time.
    let windows: EventWindows
    /// Those that have a trace.
    let traceWindows: EventWindows
    /// What they are about.
    let subjects: RequestSubjects
    private let denied: EventSample
    private let outcomes: CallOutcomes
    private let events: EventStreams
    private let end: Int64
    private let operationKey: CellKey
    private let subjectKey: CellKey
    private let statusKey: CellKey
    private let correlationIdentifiers: IdentifierKey
    private let traceIdentifiers: IdentifierKey
    private let people: People
    private let clients: ClientTraces
    private let clientKey: CellKey

    /// Clock hours, the current one included, of which traces are kept: what the gateway's pages
    /// show.
    private static let traceHours: Int64 = 24
    /// One request in so many is denied.
    private static let deniedPeriod: Int64 = 40
    private static let deniedPosition: Int64 = 7

    private static let deniedStatuses: [Int64] = [401, 403, 403, 403, 429]
    private static let failureStatuses: [Int64] = [404, 422, 500, 500, 502, 503, 504, 504]

    init(_ population: Population) {
        let events = population.requestEvents
        let windows = population.requestWindows
        let end = population.timeline.end
        self.events = events
        self.windows = windows
        self.end = end
        denied = population.shared.deniedRequests {
            EventSample(
                of: windows,
                every: UserRequests.deniedPeriod,
                from: UserRequests.deniedPosition
            )
        }
        traceWindows = population.shared.tracedRequestWindows {
            let hour = ActivityCalendar.microsecondsPerHour
            return EventWindows(
                events,
                unit: .event,
                from: end - end % hour - (UserRequests.traceHours - 1) * hour
            )
        }
        subjects = RequestSubjects(population)
        outcomes = CallOutcomes(key: population.key("requests", "outcome"))
        operationKey = population.key("requests", "operation")
        subjectKey = population.key("requests", "subject")
        statusKey = population.key("requests", "status")
        correlationIdentifiers = IdentifierKey(
            key: population.key("requests", "correlation_id"),
            order: .random
        )
        traceIdentifiers = IdentifierKey(
            key: population.key("requests", "trace_id"),
            order: .random
        )
        people = population.people
        clients = ClientTraces(population)
        clientKey = population.key("requests", "client")
    }

    /// One request.
    package struct Request: BitwiseCopyable {
        /// Who asked.
        let user: Int64
        /// When; microseconds since 1970-01-01 UTC.
        let time: Int64
        /// A number of its own, for random choices.
        let number: Int64
        /// What was asked for.
        let operation: RequestOperation
        /// The row of the object that it is about.
        let object: Int64
        /// Status code of the answer.
        let status: Int64
        /// How long it took, in microseconds.
        let duration: Int64

        /// Whether something failed behind the gateway.
        var isError: Bool { status >= 500 }
    }

    /// Number of requests that are denied.
    var deniedCount: Int64 { denied.rowCount }

    /// The number among all requests of one that is denied, `0 ..< deniedCount`.
    func row(ofDenied number: Int64) -> Int64 { denied.row(number) }

    /// Calls `body` with the index in `rows` and the request of each.
    @inline(__always)
    func forEach(_ rows: Range<Int64>, using memory: EventMemory, _ body: (Int, Request) -> Void) {
        windows.forEach(rows, using: memory) { index, event in
            body(index, request(event, row: rows.lowerBound + Int64(index)))
        }
    }

    /// Calls `body` with the index in the slice and the request of every denied one in `rows`.
    @inline(__always)
    func forEachDenied(
        _ rows: Range<Int64>,
        using memory: EventMemory,
        _ body: (Int, Request) -> Void
    ) {
        denied.forEach(rows, using: memory) { index, event in
            body(index, request(event, row: denied.row(rows.lowerBound + Int64(index))))
        }
    }

    /// Calls `body` with every request from a moment on, or from the start of that hour.
    func forEach(since moment: Int64, _ body: (Request) -> Void) {
        let latest = EventWindows(events, unit: .event, from: moment)
        let offset = windows.rowCount - latest.rowCount
        latest.forEach(0..<latest.rowCount, using: EventMemory()) { index, event in
            body(request(event, row: offset + Int64(index)))
        }
    }

    /// Calls `body` with the index in `rows` and the request of each trace.
    @inline(__always)
    func forEachTrace(
        _ rows: Range<Int64>,
        using memory: EventMemory,
        _ body: (Int, Request) -> Void
    ) {
        let offset = windows.rowCount - traceWindows.rowCount
        traceWindows.forEach(rows, using: memory) { index, event in
            body(index, request(event, row: offset + rows.lowerBound + Int64(index)))
        }
    }

    private func request(_ event: EventRow, row: Int64) -> Request {
        let number = event.number
        let wanted = RequestOperation.choice.index(operationKey.bits(number))
        var operation = RequestOperation(rawValue: Int64(wanted)) ?? .listTools
        var object = subjects.row(
            operation.subject,
            user: event.object,
            key: subjectKey,
            number: number
        )
        if object == nil {
            operation = .listTools
            object = subjects.row(.team, user: event.object, key: subjectKey, number: number)
        }
        let status: Int64
        var duration = Int64(outcomes.seconds(number) * 1e6)
        let choice = statusKey.bits(number)
        if row % UserRequests.deniedPeriod == UserRequests.deniedPosition {
            let statuses = UserRequests.deniedStatuses
            status = statuses[Int(choice % UInt64(statuses.count))]
            // What is denied is not served.
            duration = 1_000 + duration / 16
        } else if outcomes.isSuccess(number) {
            status = operation == .useServer && choice % 8 == 0 ? 202 : 200
        } else {
            let statuses = UserRequests.failureStatuses
            status = statuses[Int(choice % UInt64(statuses.count))]
        }
        return Request(
            user: event.object,
            time: event.time,
            number: number,
            operation: operation,
            object: object ?? 0,
            status: status,
            // None is answered after the end of the data.
            duration: min(duration, end - event.time)
        )
    }

    // MARK: Cells

    /// Writes what the rows of one request have in common.
    func appendCorrelation(_ request: Request, into writer: inout ByteWriter) {
        correlationIdentifiers.appendHex(request.number, into: &writer)
    }

    /// Writes the identifier of a request's trace.
    func appendTrace(_ request: Request, into writer: inout ByteWriter) {
        traceIdentifiers.appendHex(request.number, into: &writer)
    }

    /// Writes the e-mail address of who asked.
    @inline(__always)
    func appendUser(_ request: Request, into writer: inout ByteWriter) {
        people.appendEmail(request.user, into: &writer)
    }

    /// Writes the network address that a request came from.
    @inline(__always)
    func appendClientAddress(_ request: Request, into writer: inout ByteWriter) {
        let bits = clientKey.bits(request.number)
        clients.appendAddress(request.user, bits: bits, into: &writer)
    }

    /// Writes the program that a request was made with.
    @inline(__always)
    func appendUserAgent(_ request: Request, into writer: inout ByteWriter) {
        clients.appendUserAgent(clientKey.stream(1).bits(request.number), into: &writer)
    }

    /// Writes the identifier of what a request is about.
    @inline(__always)
    func appendSubject(_ request: Request, into writer: inout ByteWriter) {
        subjects.appendIdentifier(request.operation.subject, request.object, into: &writer)
    }

    /// Writes the path of a request.
    func appendPath(_ request: Request, into writer: inout ByteWriter) {
        if let start = request.operation.pathStart {
            writer.append(start)
            appendSubject(request, into: &writer)
        }
        writer.append(request.operation.pathEnd)
    }

    /// Writes why a request was not served as asked.
    func appendReason(_ request: Request, into writer: inout ByteWriter) {
        switch request.status {
        case 401: writer.append("Token has expired")
        case 403: writer.append("Insufficient permissions")
        case 404: writer.append("Not found")
        case 422: writer.append("Invalid arguments: a required property is missing")
        case 429: writer.append("Rate limit exceeded")
        case 500: writer.append("Internal server error")
        case 502: writer.append("Upstream server returned 502 Bad Gateway")
        case 503: writer.append("Upstream server returned 503 Service Unavailable")
        default: writer.append("Connection to the upstream server timed out")
        }
    }
}

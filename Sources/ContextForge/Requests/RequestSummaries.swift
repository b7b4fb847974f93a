import Rows

/// The requests of the last days, summed up by part of the gateway, operation and window, as the
/// gateway sums up its log.
///
/// Five-minute windows of the last day and days of the three before it: their number does not
/// depend on the number of requests, so they are counted once and held.
package struct RequestSummaries: Sendable {
    /// One sum.
    package struct Summary: Sendable, BitwiseCopyable {
        /// An operation of the component and type that is summed up.
        let operation: RequestOperation
        /// When the window begins; microseconds since 1970-01-01 UTC.
        let start: Int64
        /// How long it is, in microseconds.
        let length: Int64
        /// Number of requests, 1 or more.
        let count: Int64
        /// Number of those that failed behind the gateway.
        let errorCount: Int64
        /// Milliseconds: mean, least, greatest, and at 50, 95 and 99 % of the requests.
        let mean: Double
        let least: Double
        let greatest: Double
        let percentiles: (Double, Double, Double)
    }

    /// All sums, in order of time.
    let summaries: [Summary]

    private static let minutes: Int64 = 5 * 60_000_000
    private static let day: Int64 = 86_400_000_000
    private static let dayCount: Int64 = 3

    init(_ population: Population) {
        let requests = UserRequests(population)
        let end = population.timeline.end
        let today = end - end % RequestSummaries.day
        let first = max(
            population.timeline.start,
            today - RequestSummaries.dayCount * RequestSummaries.day
        )
        // Only whole windows are summed up.
        let lastMinutes = end - end % RequestSummaries.minutes
        let firstMinutes = lastMinutes - RequestSummaries.day
        var windows = RequestWindows()
        requests.forEach(since: first) { request in
            if request.time < today {
                windows.add(request, length: RequestSummaries.day)
            }
            if request.time >= firstMinutes, request.time < lastMinutes {
                windows.add(request, length: RequestSummaries.minutes)
            }
        }
        summaries = windows.summaries()
    }
}

/// Collects requests by window, component and type of operation.
private struct RequestWindows {
    private struct Key: Hashable, Comparable {
        let end: Int64
        let length: Int64
        let pair: Int64

        static func < (first: Key, second: Key) -> Bool {
            (first.end, first.length, first.pair) < (second.end, second.length, second.pair)
        }
    }

    private var durations: [Key: [Double]] = [:]
    private var errorCounts: [Key: Int64] = [:]

    mutating func add(_ request: UserRequests.Request, length: Int64) {
        let start = request.time - request.time % length
        let key = Key(end: start + length, length: length, pair: request.operation.pair.rawValue)
        durations[key, default: []].append(Double(request.duration) / 1000)
        if request.status >= 500 { errorCounts[key, default: 0] += 1 }
    }

    /// The sums, in order of time: a sum is made when its window is over.
    func summaries() -> [RequestSummaries.Summary] {
        durations.keys.sorted().compactMap { key in
            guard let operation = RequestOperation(rawValue: key.pair),
                let values = durations[key]?.sorted(), let least = values.first,
                let greatest = values.last
            else { return nil }
            return RequestSummaries.Summary(
                operation: operation,
                start: key.end - key.length,
                length: key.length,
                count: Int64(values.count),
                errorCount: errorCounts[key] ?? 0,
                mean: values.reduce(0, +) / Double(values.count),
                least: least,
                greatest: greatest,
                percentiles: (
                    Percentile.value(50, of: values), Percentile.value(95, of: values),
                    Percentile.value(99, of: values)
                )
            )
        }
    }
}

extension RequestOperation {
    /// The first operation with the same component and type.
    fileprivate var pair: RequestOperation {
        switch self {
        case .viewTeam, .listMembers: .listTools
        default: self
        }
    }
}

import Rows

/// How calls end: whether they succeed, and how long they take.
///
/// The number of an event (``EventRow/number``) decides both, so that a single event and the hour
/// that sums it up say the same.
struct CallOutcomes: Sendable {
    private let key: CellKey
    private let durationKey: CellKey
    private let errorKey: CellKey

    /// Share of the calls that fail.
    private static let failurePercent: UInt64 = 4
    /// Microseconds of a call at every twentieth of all calls: a log-normal distribution with a
    /// median of 60 ms.
    private static let durations = QuantileTable([
        6_000, 15_000, 20_000, 25_000, 30_000, 35_000, 39_000, 44_000, 49_000, 54_000, 60_000,
        67_000, 74_000, 82_000, 92_000, 104_000, 120_000, 143_000, 180_000, 260_000, 1_400_000,
    ])
    private static let errors = WordList(
        """
        Connection to the upstream server timed out
        Upstream server returned 502 Bad Gateway
        Upstream server returned 503 Service Unavailable
        Request cancelled by the client
        Invalid arguments: a required property is missing
        Rate limit of the upstream server exceeded
        Upstream certificate could not be verified
        """
    )
    private static let errorChoice = WeightedChoice([30, 15, 20, 8, 15, 10, 2])

    /// The outcomes that belong to `key`.
    init(key: CellKey) {
        self.key = key
        durationKey = key.stream(1)
        errorKey = key.stream(2)
    }

    /// Whether an event succeeded.
    @inline(__always)
    func isSuccess(_ number: Int64) -> Bool {
        key.bits(number) % 100 >= CallOutcomes.failurePercent
    }

    /// Seconds that an event took; failures take longer.
    @inline(__always)
    func seconds(_ number: Int64) -> Double {
        seconds(number, isSuccess: isSuccess(number))
    }

    /// Seconds that an event took of which it is known whether it succeeded.
    @inline(__always)
    func seconds(_ number: Int64, isSuccess: Bool) -> Double {
        let duration = CallOutcomes.durations.value(durationKey.bits(number))
        return Double(isSuccess ? duration : duration * 3 + 250_000) / 1e6
    }

    /// Writes why an event failed; false when it did not.
    @inline(__always)
    func appendError(_ number: Int64, into writer: inout ByteWriter) -> Bool {
        if isSuccess(number) { return false }
        let choice = CallOutcomes.errorChoice.index(errorKey.bits(number))
        writer.append(CallOutcomes.errors[choice])
        return true
    }
}

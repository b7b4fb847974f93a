/// The rows of the window that was made last; it belongs to one batch, or to two
/// whose slices are made in turns, and so to one thread at a time.
public final class EventMemory {
    /// What rows have been made.
    struct Content: Equatable {
        /// Of which events.
        let token: UInt64
        /// Number of the window, or of the first one.
        let window: Int
        /// What a row stands for.
        let unit: EventWindows.Unit
        /// One row in so many.
        var period: Int64 = 1
        /// The number of the first of these, below `period`.
        var position: Int64 = 0
    }

    /// Work space for the durations of one row.
    public var values: [Double] = []
    private(set) var rows: [EventRow] = []
    private var content: Content?
    private var sampleSpace = SampleSpace()

    /// A memory that holds nothing yet.
    public init() {}

    /// Has `fill` make rows, unless they are what is there.
    @inline(__always)
    func make(_ wanted: Content, _ fill: (inout [EventRow]) -> Void) {
        guard content != wanted else { return }
        content = wanted
        // Not through the object, whose every access is checked.
        var made: [EventRow] = []
        swap(&made, &rows)
        made.removeAll(keepingCapacity: true)
        fill(&made)
        swap(&made, &rows)
    }

    /// Lends the emptied work space of a sample.
    @inline(__always)
    func withSampleSpace(_ body: (inout SampleSpace) -> Void) {
        var space = SampleSpace()
        swap(&space, &sampleSpace)
        space.removeAll()
        body(&space)
        swap(&space, &sampleSpace)
    }
}

extension EventMemory {
    /// Work space for windows of which only some events are made.
    struct SampleSpace {
        /// The parts of the windows.
        var parts: [Part] = []
        /// The moments of their events.
        var times: [Int64] = []
        /// For every stretch of time a number of moments.
        var counts: [Int32] = []

        fileprivate mutating func removeAll() {
            parts.removeAll(keepingCapacity: true)
            times.removeAll(keepingCapacity: true)
            counts.removeAll(keepingCapacity: true)
        }
    }
}

extension EventMemory.SampleSpace {
    /// The visits of a stream that fall within the windows.
    struct Part {
        let cohort: EventCohort
        let stream: EventStream
        let firstVisit: Int64
        /// Number of the first event among those of the windows.
        let firstEvent: Int

        /// Calls `body` with every visit from the first one on, its round, its position in that and
        /// the number of its events, as long as it returns true.
        @inline(__always)
        func forEachVisit(_ body: (Int64, Int64, Int64, Int64) -> Bool) {
            var visit = firstVisit
            var (round, position) = visit.quotientAndRemainder(dividingBy: stream.objectCount)
            while body(visit, round, position, stream.rounds.size(round)) {
                visit += 1
                position += 1
                if position == stream.objectCount { (round, position) = (round + 1, 0) }
            }
        }

        /// The object and the ordinal of the event that has a number among those of the windows.
        func event(_ number: Int) -> (object: Int64, ordinal: Int32) {
            var rest = Int64(number - firstEvent)
            var (round, position) = firstVisit.quotientAndRemainder(dividingBy: stream.objectCount)
            var size = stream.rounds.size(round)
            // All visits of a round have as many events.
            while rest >= (stream.objectCount - position) * size {
                rest -= (stream.objectCount - position) * size
                (round, position) = (round + 1, 0)
                size = stream.rounds.size(round)
            }
            let (visit, event) = rest.quotientAndRemainder(dividingBy: size)
            return (
                cohort.object(stream, at: position + visit),
                Int32(stream.rounds.eventCount(before: round) + event)
            )
        }
    }
}

/// The rows of a table that is in order of time: how many fall in each stretch of the clock.
///
/// Built once, when the plan is made; after that a row finds its window by a binary search, and the
/// rows of a window are made together in an ``EventMemory``.
public struct EventWindows: Sendable {
    /// What a row stands for.
    public enum Unit: Sendable {
        /// One event.
        case event
        /// All events of one object in one hour.
        case hour
    }

    /// Number of windows.
    var count: Int { rowStarts.count - 1 }
    /// Number of rows.
    public var rowCount: Int64 { rowStarts[rowStarts.count - 1] }
    /// The events.
    public let streams: EventStreams
    private let unit: Unit
    /// Where each window begins, and where the last one ends; microseconds since 1970-01-01 UTC.
    let times: [Int64]
    /// The same in activity.
    private let activities: [Double]
    /// Rows before each window, and all at the end.
    let rowStarts: [Int64]

    /// Events in a window at most, about: fewer than a batch has, because each batch makes the
    /// windows anew that it begins and ends in; and not many fewer, because every window asks all
    /// streams.
    ///
    /// An hour of sums is not cut: it has a row of 24 bytes for each object that is active in it.
    private static let rowCountAim = 1 << 13
    /// The longest window.
    private static let lengthMax = ActivityCalendar.microsecondsPerHour << 10

    /// Counts the rows between two moments; events before or behind are left out.
    ///
    /// - Precondition: With the unit `.hour`, both are whole hours of the clock.
    public init(_ streams: EventStreams, unit: Unit, from start: Int64 = .min, to end: Int64 = .max)
    {
        self.streams = streams
        self.unit = unit
        let timeline = streams.timeline
        let hour = ActivityCalendar.microsecondsPerHour
        let first = max(start, timeline.start)
        let last = min(end, timeline.end)
        var times: [Int64] = []
        if first < last {
            let lengths =
                unit == .event ? EventWindows.lengths(streams) : (older: hour, recent: hour)
            // From here on windows need only the streams of the recent part, but for the first.
            let cut = timeline.cut - timeline.cut % hour
            let end = last + (hour - last % hour) % hour
            var time = first - first % hour
            while time < last {
                times.append(time)
                time = time < cut ? min(time + lengths.older, cut) : time + lengths.recent
                time = min(time, end)
            }
            times.append(time)
        } else {
            times = [timeline.start]
        }
        self.times = times
        activities = times.map { Double(timeline.activity(at: $0)) }
        rowStarts = EventWindows.rowStarts(of: streams, per: unit, activities: activities)
    }

    /// The lengths of windows in both parts of the timeline.
    private static func lengths(_ streams: EventStreams) -> (older: Int64, recent: Int64) {
        let timeline = streams.timeline
        let olderCount = streams.olderEventCount
        return (
            older: length(olderCount, timeline.cut - timeline.start),
            recent: length(streams.eventCount - olderCount, timeline.end - timeline.cut)
        )
    }

    /// An hour, multiplied or divided by a power of two, for so many events in so long a part.
    private static func length(_ eventCount: Int64, _ microseconds: Int64) -> Int64 {
        let hour = ActivityCalendar.microsecondsPerHour
        // Traffic grows with the number of objects: the last hours have several times the mean.
        var count = Double(eventCount) * Double(hour) / Double(max(microseconds, hour)) * 6
        var length = hour
        while count > Double(rowCountAim), length > EventStreams.burstMicroseconds {
            length /= 2
            count /= 2
        }
        while count * 2 <= Double(rowCountAim), length < lengthMax {
            length *= 2
            count *= 2
        }
        return length
    }

    private static func rowStarts(
        of streams: EventStreams,
        per unit: Unit,
        activities: [Double]
    ) -> [Int64] {
        var counts = [Int64](repeating: 0, count: activities.count)
        for stream in streams.streams {
            // The first window that the stream has a part in.
            var window = partition(activities) { $0 > stream.start } - 1
            if window < 0 { window = 0 }
            var before = stream.visitCount(before: activities[window])
            var eventsBefore = stream.eventCount(before: before)
            let all = stream.visitCount
            while window + 1 < activities.count, before < all {
                let after = stream.visitCount(before: activities[window + 1])
                switch unit {
                case .event:
                    let eventsAfter = stream.eventCount(before: after)
                    counts[window] += eventsAfter - eventsBefore
                    eventsBefore = eventsAfter
                case .hour:
                    counts[window] += min(after - before, stream.objectCount)
                }
                before = after
                window += 1
            }
        }
        var sum: Int64 = 0
        for window in counts.indices {
            let count = counts[window]
            counts[window] = sum
            sum += count
        }
        return counts
    }

    /// Number of elements of a sorted array before the first that satisfies a condition.
    private static func partition(_ values: [Double], _ condition: (Double) -> Bool) -> Int {
        var low = 0
        var high = values.count
        while low < high {
            let middle = (low + high) / 2
            if condition(values[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    // MARK: Rows

    /// Calls `body` with the index in the slice and the row of every row of a batch.
    @inline(__always)
    public func forEach(in batch: ColumnBatch, _ body: (Int, EventRow) -> Void) {
        forEach(batch.rows, using: batch.events, body)
    }

    /// Calls `body` with the index in `rows` and the row of each.
    @inline(__always)
    public func forEach(
        _ rows: Range<Int64>,
        using memory: EventMemory,
        _ body: (Int, EventRow) -> Void
    ) {
        guard !rows.isEmpty else { return }
        var window = window(of: rows.lowerBound)
        var index = 0
        while index < rows.count {
            load(window, memory)
            var position = Int(rows.lowerBound + Int64(index) - rowStarts[window])
            let count = Int(rowStarts[window + 1] - rowStarts[window])
            // Not through the object, whose every access is checked.
            let made = memory.rows
            while position < count, index < rows.count {
                body(index, made[position])
                position += 1
                index += 1
            }
            window += 1
        }
    }

    /// The window of a row.
    func window(of row: Int64) -> Int {
        var low = 0
        var high = rowStarts.count - 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if rowStarts[middle] <= row { low = middle } else { high = middle }
        }
        return low
    }

    /// Calls `body` with the cohort, the stream and the visits of every part of some windows.
    @inline(__always)
    func forEachPart(
        of windows: Range<Int>,
        _ body: (EventCohort, EventStream, Range<Int64>) -> Void
    ) {
        let (from, to) = (activities[windows.lowerBound], activities[windows.upperBound])
        let isRecent = times[windows.lowerBound] >= streams.timeline.cut
        let firstCohort = isRecent ? streams.firstRecentCohort : 0
        for cohort in streams.cohorts[firstCohort...] {
            for index in cohort.streams {
                let stream = streams.streams[index]
                // The younger cohorts begin no earlier.
                if stream.start >= to { return }
                let first = stream.visitCount(before: from)
                let end = stream.visitCount(before: to)
                if first < end { body(cohort, stream, first..<end) }
            }
        }
    }

    /// Makes the rows of a window, unless they are the last that were made.
    private func load(_ window: Int, _ memory: EventMemory) {
        memory.make(EventMemory.Content(token: streams.token, window: window, unit: unit)) { rows in
            forEachPart(of: window..<(window + 1)) { cohort, stream, visits in
                switch unit {
                case .event: addEvents(visits, of: stream, in: cohort, to: &rows)
                case .hour: addHours(visits, of: stream, in: cohort, window: window, to: &rows)
                }
            }
            precondition(
                rows.count == Int(rowStarts[window + 1] - rowStarts[window]),
                "a window has another number of rows than planned"
            )
            if unit == .event { rows.sort() }
        }
    }

    private func addEvents(
        _ visits: Range<Int64>,
        of stream: EventStream,
        in cohort: EventCohort,
        to rows: inout [EventRow]
    ) {
        for visit in visits {
            let (round, position) = visit.quotientAndRemainder(dividingBy: stream.objectCount)
            let object = cohort.object(stream, at: position)
            let start = streams.timeline.moment(atActivity: stream.activity(visit))
            let first = stream.rounds.eventCount(before: round)
            let size = stream.rounds.size(round)
            for event in 0..<size {
                rows.append(
                    EventRow(
                        time: streams.moment(from: start, event: event, of: size),
                        object: object,
                        ordinal: Int32(first + event),
                        count: 1
                    )
                )
            }
        }
    }

    /// An object that is visited several times in the hour has one row with the events of all
    /// visits, which follow each other.
    private func addHours(
        _ visits: Range<Int64>,
        of stream: EventStream,
        in cohort: EventCohort,
        window: Int,
        to rows: inout [EventRow]
    ) {
        let end = min(visits.upperBound, visits.lowerBound + stream.objectCount)
        for visit in visits.lowerBound..<end {
            let (round, position) = visit.quotientAndRemainder(dividingBy: stream.objectCount)
            let more = (visits.upperBound - 1 - visit) / stream.objectCount
            let first = stream.rounds.eventCount(before: round)
            let after = stream.rounds.eventCount(before: round + more + 1)
            rows.append(
                EventRow(
                    time: times[window],
                    object: cohort.object(stream, at: position),
                    ordinal: Int32(first),
                    count: Int32(after - first)
                )
            )
        }
    }
}

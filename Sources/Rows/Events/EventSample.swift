/// One event in so many of those that are in order of time, and what it is.
///
/// Which events these are depends on the moments of all, but not on what else they are, and not on
/// the order of those between: the moments are counted in short stretches of time, and only the
/// events of the stretches that have a wanted one are made and put in order.
public struct EventSample: Sendable {
    private let windows: EventWindows
    private let period: Int64
    private let position: Int64

    /// So many windows are gone through at a time: each time asks all streams, and few of the
    /// events are made.
    private static let groupWindowCount = 8

    /// The events with the numbers `position`, `position + period` and so on.
    ///
    /// - Parameters:
    ///   - windows: Of single events.
    ///   - period: One event in so many is taken, 1 or more.
    ///   - position: Number of the first one, below `period`.
    public init(of windows: EventWindows, every period: Int64, from position: Int64) {
        precondition(
            period > 0 && (0..<period).contains(position),
            "a sample begins within its first period"
        )
        self.windows = windows
        self.period = period
        self.position = position
    }

    /// Number of events.
    public var rowCount: Int64 { count(before: windows.rowCount) }

    /// The number among all events of one of the sample.
    @inline(__always)
    public func row(_ sample: Int64) -> Int64 {
        sample * period + position
    }

    /// Number of events of the sample among the first ones of all.
    private func count(before row: Int64) -> Int64 {
        row > position ? (row - position + period - 1) / period : 0
    }

    /// Calls `body` with the index in `samples` and the event of each.
    @inline(__always)
    public func forEach(
        _ samples: Range<Int64>,
        using memory: EventMemory,
        _ body: (Int, EventRow) -> Void
    ) {
        guard !samples.isEmpty else { return }
        var group = windows.window(of: row(samples.lowerBound)) / EventSample.groupWindowCount
        var sample = samples.lowerBound
        while sample < samples.upperBound {
            let first = group * EventSample.groupWindowCount
            let members = first..<min(first + EventSample.groupWindowCount, windows.count)
            let before = count(before: windows.rowStarts[members.lowerBound])
            let end = min(count(before: windows.rowStarts[members.upperBound]), samples.upperBound)
            if sample < end {
                load(members, memory)
                let made = memory.rows
                while sample < end {
                    body(Int(sample - samples.lowerBound), made[Int(sample - before)])
                    sample += 1
                }
            }
            group += 1
        }
    }

    private func load(_ members: Range<Int>, _ memory: EventMemory) {
        let content = EventMemory.Content(
            token: windows.streams.token,
            window: members.lowerBound,
            unit: .event,
            period: period,
            position: position
        )
        memory.make(content) { rows in
            memory.withSampleSpace { space in
                let first = windows.rowStarts[members.lowerBound]
                addMoments(of: members, to: &space)
                let stretches = Stretches(
                    of: windows.times[members.lowerBound]..<windows.times[members.upperBound],
                    eventCount: space.times.count
                )
                count(space.times, in: stretches, into: &space.counts)
                keepWanted(&space.counts, from: first)
                addEvents(space, stretches, to: &rows)
                rows.sort()
                takeWanted(&rows, in: stretches, counts: space.counts, from: first)
            }
        }
    }

    /// Equally long stretches of some windows, some more than these have events.
    private struct Stretches {
        let start: Int64
        let shift: Int64
        let count: Int

        init(of times: Range<Int64>, eventCount: Int) {
            start = times.lowerBound
            let length = times.upperBound - start
            var shift: Int64 = 0
            while length >> (shift + 1) >= Int64(eventCount) { shift += 1 }
            self.shift = shift
            count = Int(length >> shift) + 1
        }

        @inline(__always)
        func index(of time: Int64) -> Int {
            Int((time - start) >> shift)
        }
    }

    /// The parts of some windows, and the moments of all their events in the order of these.
    private func addMoments(of members: Range<Int>, to space: inout EventMemory.SampleSpace) {
        let streams = windows.streams
        windows.forEachPart(of: members) { cohort, stream, visits in
            let part = EventMemory.SampleSpace.Part(
                cohort: cohort,
                stream: stream,
                firstVisit: visits.lowerBound,
                firstEvent: space.times.count
            )
            space.parts.append(part)
            part.forEachVisit { visit, _, _, size in
                let start = streams.timeline.moment(atActivity: stream.activity(visit))
                for event in 0..<size {
                    space.times.append(streams.moment(from: start, event: event, of: size))
                }
                return visit + 1 < visits.upperBound
            }
        }
        let planned =
            windows.rowStarts[members.upperBound] - windows.rowStarts[members.lowerBound]
        precondition(
            space.times.count == Int(planned),
            "windows have another number of events than planned"
        )
    }

    private func count(_ times: [Int64], in stretches: Stretches, into counts: inout [Int32]) {
        counts.removeAll(keepingCapacity: true)
        counts.append(contentsOf: repeatElement(0, count: stretches.count))
        for time in times { counts[stretches.index(of: time)] += 1 }
    }

    /// Makes of the number of events in each stretch how many lie before it; -1 where none
    /// of its events is wanted.
    private func keepWanted(_ counts: inout [Int32], from first: Int64) {
        var next = firstWanted(from: first)
        var before: Int64 = 0
        for index in counts.indices {
            let after = before + Int64(counts[index])
            counts[index] = next < after ? Int32(before) : -1
            while next < after { next += period }
            before = after
        }
    }

    private func addEvents(
        _ space: EventMemory.SampleSpace,
        _ stretches: Stretches,
        to rows: inout [EventRow]
    ) {
        var part = 0
        for number in space.times.indices {
            let time = space.times[number]
            guard space.counts[stretches.index(of: time)] >= 0 else { continue }
            while part + 1 < space.parts.count, space.parts[part + 1].firstEvent <= number {
                part += 1
            }
            let found = space.parts[part].event(number)
            rows.append(
                EventRow(time: time, object: found.object, ordinal: found.ordinal, count: 1)
            )
        }
    }

    /// Drops the events that only share a stretch with a wanted one.
    private func takeWanted(
        _ rows: inout [EventRow],
        in stretches: Stretches,
        counts: [Int32],
        from first: Int64
    ) {
        var next = firstWanted(from: first)
        var (stretch, number): (Int, Int64) = (-1, 0)
        var count = 0
        for index in rows.indices {
            let found = stretches.index(of: rows[index].time)
            if found != stretch { (stretch, number) = (found, Int64(counts[found])) }
            if number == next {
                rows[count] = rows[index]
                count += 1
                next += period
            }
            number += 1
        }
        rows.removeLast(rows.count - count)
    }

    /// The number within some windows, whose first event has the number `first`, of the first
    /// wanted one.
    private func firstWanted(from first: Int64) -> Int64 {
        row(count(before: first)) - first
    }
}

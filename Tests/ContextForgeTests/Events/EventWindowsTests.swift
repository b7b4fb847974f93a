import TestSupport
import Testing

@testable import ContextForge
@testable import Rows

@Suite struct EventWindowsTests {
    private static let hour = ActivityCalendar.microsecondsPerHour
    private static let timeline = Timeline(
        startMicroseconds: 1_767_225_600_000_000,
        endMicroseconds: DatasetConfiguration.endOfTests,
        recentDataPercent: 80
    )

    /// Events of `count` objects that are created one after another along the timeline.
    private static func events(
        _ count: Int64,
        _ distribution: CountDistribution,
        burstMax: Int64 = 8
    ) -> EventStreams {
        EventStreams(
            objectCount: count,
            distribution: distribution,
            burstMax: burstMax,
            tenantObjectCount: 4,
            timeline: timeline,
            key: CellKey(seed: 3, table: "objects", purpose: "events"),
            created: { timeline.moment((Double($0) + 0.5) / Double(max(count, 1)), .objects) }
        )
    }

    /// Few and many objects, equal and unequal ones.
    private static let samples: [EventStreams] = [
        events(1, .zipf(1...1, mean: 1)),
        events(1, .zipf(200...200, mean: 200)),
        events(40, .normal(5...5, mean: 5), burstMax: 1),
        events(40, .zipf(0...300, mean: 20)),
        events(1024, .zipf(0...9, mean: 2)),
        events(1025, .zipf(0...9, mean: 2)),
        events(3000, .uniform(3...3, mean: 3)),
    ]

    private struct Row: Equatable {
        let time: Int64
        let object: Int64
        let ordinal: Int32
        let count: Int32
    }

    private static func rows(
        _ windows: EventWindows,
        _ range: Range<Int64>? = nil,
        _ memory: EventMemory = EventMemory()
    ) -> [Row] {
        var rows: [Row] = []
        windows.forEach(range ?? 0..<windows.rowCount, using: memory) { index, row in
            #expect(index == rows.count)
            rows.append(
                Row(time: row.time, object: row.object, ordinal: row.ordinal, count: row.count)
            )
        }
        return rows
    }

    @Test(arguments: samples.indices)
    func `every event of every object is one row, in order of time`(index: Int) {
        let events = Self.samples[index]
        let rows = Self.rows(EventWindows(events, unit: .event))
        #expect(Int64(rows.count) == events.eventCount)
        #expect(rows.map(\.time) == rows.map(\.time).sorted())
        #expect(rows.allSatisfy { $0.count == 1 })
        let ordinals = Dictionary(grouping: rows, by: \.object).mapValues { $0.map(\.ordinal) }
        for object in 0..<events.objectCount {
            let expected = (0..<events.eventCount(of: object)).map { Int32($0) }
            #expect(ordinals[object, default: []] == expected)
        }
    }

    @Test(arguments: samples.indices)
    func `the hours of an object sum up its events, once each`(index: Int) {
        let events = Self.samples[index]
        let hours = Self.rows(EventWindows(events, unit: .hour))
        let single = Self.rows(EventWindows(events, unit: .event))
        #expect(hours.allSatisfy { $0.time % Self.hour == 0 && $0.count > 0 })
        #expect(hours.map(\.time) == hours.map(\.time).sorted())
        struct Key: Hashable {
            let object: Int64
            let hour: Int64
        }
        let calls = Dictionary(grouping: single) {
            Key(object: $0.object, hour: $0.time - $0.time % Self.hour)
        }
        #expect(calls.count == hours.count)
        for row in hours {
            let found = calls[Key(object: row.object, hour: row.time), default: []]
            #expect(found.count == Int(row.count))
            #expect(found.map(\.ordinal).min() == row.ordinal)
        }
    }

    @Test(arguments: samples.indices, [EventWindows.Unit.event, .hour])
    func `rows are the same however they are cut into batches`(
        index: Int,
        unit: EventWindows.Unit
    ) {
        let windows = EventWindows(Self.samples[index], unit: unit)
        let all = Self.rows(windows)
        var (seed, numbers) = SeededGenerator.announced(for: "EventWindowsTests")
        let shared = EventMemory()
        for _ in 0..<20 {
            let first = Int64.random(in: 0..<windows.rowCount, using: &numbers)
            let end = Int64.random(in: first...windows.rowCount, using: &numbers)
            let expected = Array(all[Int(first)..<Int(end)])
            #expect(Self.rows(windows, first..<end) == expected, "seed \(seed)")
            // Memory that holds another window makes no difference.
            #expect(Self.rows(windows, first..<end, shared) == expected, "seed \(seed)")
        }
        #expect(Self.rows(windows, 0..<0).isEmpty)
    }

    @Test(arguments: samples.indices)
    func `between two moments there are the events of that time, and no others`(index: Int) {
        let events = Self.samples[index]
        let all = Self.rows(EventWindows(events, unit: .event))
        let end = Self.timeline.end - Self.timeline.end % Self.hour
        for (from, to) in [
            (end - 48 * Self.hour, end), (Int64.min, end - 24 * Self.hour),
            (end - 3 * Self.hour, Int64.max),
        ] {
            let found = Self.rows(EventWindows(events, unit: .event, from: from, to: to))
            #expect(found == all.filter { $0.time >= from && $0.time < to })
            let hours = Self.rows(EventWindows(events, unit: .hour, from: from, to: to))
            #expect(hours.reduce(0) { $0 + Int($1.count) } == found.count)
        }
    }

    @Test func `memory of one table does not serve another`() {
        let memory = EventMemory()
        let windows = [3, 4].map { EventWindows(Self.samples[$0], unit: .event) }
        let apart = windows.map { Self.rows($0) }
        for _ in 0..<3 {
            for (number, window) in windows.enumerated() {
                let middle = window.rowCount / 2
                let first = Self.rows(window, 0..<middle, memory)
                let second = Self.rows(window, middle..<window.rowCount, memory)
                #expect(first + second == apart[number])
            }
        }
    }

    @Test func `a time without length, and objects without events, have no row`() {
        let events = Self.samples[3]
        let end = Self.timeline.end
        #expect(EventWindows(events, unit: .event, from: end, to: end).rowCount == 0)
        #expect(EventWindows(events, unit: .event, from: .max).rowCount == 0)
        #expect(EventWindows(events, unit: .hour, to: .min).rowCount == 0)
        let none = [Self.events(0, .zipf(1...5, mean: 2)), Self.events(9, .zipf(0...0, mean: 0))]
        for events in none {
            #expect(events.eventCount == 0)
            for unit in [EventWindows.Unit.event, .hour] {
                let windows = EventWindows(events, unit: unit)
                #expect(windows.rowCount == 0)
                #expect(Self.rows(windows).isEmpty)
            }
        }
    }

    @Test func `nothing happens before its object is there or after the end`() {
        for events in Self.samples {
            let count = Double(events.objectCount)
            for row in Self.rows(EventWindows(events, unit: .event)) {
                let created = Self.timeline.moment((Double(row.object) + 0.5) / count, .objects)
                #expect(row.time >= created)
                #expect(row.time <= Self.timeline.end)
            }
        }
    }

    @Test func `rows of events are ordered by time, then object, then number`() {
        let row = { EventRow(time: $0, object: $1, ordinal: $2, count: 1) }
        #expect(row(1, 9, 9) < row(2, 0, 0))
        #expect(row(1, 1, 9) < row(1, 2, 0))
        #expect(row(1, 1, 1) < row(1, 1, 2))
        #expect(!(row(1, 1, 1) < row(1, 1, 1)))
        #expect(row(0, 3, 7).number == EventRow.number(object: 3, ordinal: 7))
        #expect(
            EventRow.number(object: 1, ordinal: 0) > EventRow.number(object: 0, ordinal: 999_999)
        )
    }
}

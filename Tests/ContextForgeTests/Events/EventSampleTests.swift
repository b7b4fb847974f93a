import TestSupport
import Testing

@testable import ContextForge
@testable import Rows

@Suite struct EventSampleTests {
    private static let timeline = Timeline(
        startMicroseconds: 1_767_225_600_000_000,
        endMicroseconds: DatasetConfiguration.endOfTests,
        recentDataPercent: 80
    )

    /// Events of few objects, of many, and of so many that several happen in a microsecond's
    /// stretch.
    private static let windows: [EventWindows] = [
        (1, CountDistribution.zipf(200...200, mean: 200)), (40, .zipf(0...300, mean: 20)),
        (1025, .zipf(0...9, mean: 2)), (30_000, .zipf(0...60, mean: 6)),
    ].map { count, distribution in
        EventWindows(
            EventStreams(
                objectCount: count,
                distribution: distribution,
                burstMax: 8,
                tenantObjectCount: 4,
                timeline: timeline,
                key: CellKey(seed: 3, table: "objects", purpose: "events"),
                created: { timeline.moment((Double($0) + 0.5) / Double(count), .objects) }
            ),
            unit: .event
        )
    }

    private struct Row: Equatable {
        let time: Int64
        let number: Int64

        init(_ row: EventRow) {
            time = row.time
            number = row.number
        }
    }

    private static func rows(
        _ sample: EventSample,
        _ range: Range<Int64>,
        _ memory: EventMemory = EventMemory()
    ) -> [Row] {
        var rows: [Row] = []
        sample.forEach(range, using: memory) { index, row in
            #expect(index == rows.count)
            rows.append(Row(row))
        }
        return rows
    }

    @Test(
        arguments: windows.indices,
        [(1, 0), (2, 1), (25, 0), (40, 7), (1000, 999)] as [(Int64, Int64)]
    )
    func `a sample is every so many-th event`(index: Int, rule: (period: Int64, position: Int64)) {
        let windows = Self.windows[index]
        let sample = EventSample(of: windows, every: rule.period, from: rule.position)
        var expected: [Row] = []
        windows.forEach(0..<windows.rowCount, using: EventMemory()) { index, row in
            if Int64(index) % rule.period == rule.position { expected.append(Row(row)) }
        }
        #expect(sample.rowCount == Int64(expected.count))
        #expect(Self.rows(sample, 0..<sample.rowCount) == expected)
        #expect(Self.rows(sample, 0..<0).isEmpty)
        guard !expected.isEmpty else { return }
        var (seed, numbers) = SeededGenerator.announced(for: "EventSampleTests")
        let shared = EventMemory()
        for _ in 0..<20 {
            let first = Int64.random(in: 0..<sample.rowCount, using: &numbers)
            let end = Int64.random(in: first...sample.rowCount, using: &numbers)
            let part = Self.rows(sample, first..<end, shared)
            #expect(part == Array(expected[Int(first)..<Int(end)]), "seed \(seed)")
            #expect(sample.row(first) == first * rule.period + rule.position)
        }
    }

    @Test func `samples and whole windows share one memory`() {
        let windows = Self.windows[1]
        let memory = EventMemory()
        let samples = [(5, 0), (5, 3), (9, 3)].map {
            EventSample(of: windows, every: $0.0, from: $0.1)
        }
        let apart = samples.map { Self.rows($0, 0..<$0.rowCount) }
        for _ in 0..<2 {
            var whole: [Row] = []
            windows.forEach(0..<windows.rowCount, using: memory) { whole.append(Row($1)) }
            #expect(Int64(whole.count) == windows.rowCount)
            for (sample, expected) in zip(samples, apart) {
                #expect(Self.rows(sample, 0..<sample.rowCount, memory) == expected)
            }
        }
    }
}

import Testing

@testable import ContextForge
@testable import Rows

@Suite struct TimelineTests {
    private static let day: Int64 = 86_400_000_000
    private static let end = DatasetConfiguration.endOfTests

    /// Length in days and recent share in percent.
    private static let cases: [(Int64, Double)] = [
        (730, 80), (730, 0), (730, 100), (730, 50), (730, 33.3), (31, 80), (30, 100), (1, 100),
        (20_000, 99.5),
    ]

    private func timeline(_ dayCount: Int64, _ recentPercent: Double) -> Timeline {
        Timeline(
            startMicroseconds: TimelineTests.end - dayCount * TimelineTests.day,
            endMicroseconds: TimelineTests.end,
            recentDataPercent: recentPercent
        )
    }

    @Test(arguments: cases)
    func `exactly the recent share of places lies in the last 30 days`(
        dayCount: Int64,
        recentPercent: Double
    ) {
        let timeline = timeline(dayCount, recentPercent)
        let cut = TimelineTests.end - Timeline.recentMicroseconds
        for generation in Timeline.Generation.allCases {
            let recent = (0..<1000).filter { index in
                timeline.moment((Double(index) + 0.5) / 1000, generation) >= cut
            }
            #expect(recent.count == Int((recentPercent * 10).rounded()))
        }
    }

    @Test(arguments: cases)
    func `a place further on is never earlier, nor is a later generation`(
        dayCount: Int64,
        recentPercent: Double
    ) {
        let timeline = timeline(dayCount, recentPercent)
        var last = Timeline.Generation.allCases.map { _ in timeline.start }
        for index in 0...700 {
            let moments = Timeline.Generation.allCases.map {
                timeline.moment(Double(index) / 700, $0)
            }
            #expect(moments == moments.sorted())
            #expect(zip(last, moments).allSatisfy { $0 <= $1 })
            #expect(moments.allSatisfy { (timeline.start...timeline.end).contains($0) })
            last = moments
        }
    }

    @Test func `the whole period is used, but for the last hours, which are for what happens then`()
    {
        let timeline = timeline(730, 80)
        #expect(timeline.moment(0, .users) == timeline.start)
        let rest = timeline.end - timeline.moment(1, .users)
        #expect(rest > ActivityCalendar.microsecondsPerHour)
        #expect(rest < 24 * ActivityCalendar.microsecondsPerHour)
    }

    @Test func `older moments become rarer towards the start`() {
        let timeline = timeline(730, 80)
        let older = timeline.end - Timeline.recentMicroseconds - timeline.start
        var counts = [Int](repeating: 0, count: 4)
        for index in 0..<2000 {
            let moment = timeline.moment(0.2 * Double(index) / 2000, .users)
            counts[min(3, Int((moment - timeline.start) * 4 / older))] += 1
        }
        // The density of an exponential with three time constants doubles from part to part.
        for (early, late) in zip(counts, counts.dropFirst()) {
            #expect(Double(late) / Double(early) > 1.8)
            #expect(Double(late) / Double(early) < 2.5)
        }
    }

    @Test func `weekends are quieter in every generation`() {
        let timeline = timeline(730, 80)
        for generation in Timeline.Generation.allCases {
            let weekend = (0..<2000).filter { index in
                let moment = timeline.moment((Double(index) + 0.5) / 2000, generation)
                // 1970-01-01 was a Thursday: Saturdays and Sundays are days 2 and 3 from there.
                return [2, 3].contains(moment / TimelineTests.day % 7)
            }
            // Two days at 30 % of five days at 100 %.
            #expect((160...280).contains(weekend.count))
        }
    }

    @Test func `a moment between two others is neither before nor after them`() {
        let moments = (0...10).map { Timeline.between(1000, 2000, at: Double($0) / 10) }
        #expect(moments.first == 1000)
        #expect(moments.last == 2000)
        #expect(moments == moments.sorted())
        #expect(Timeline.between(7, 7, at: 0.5) == 7)
    }

    @Test func `a period that ends before it starts traps`() async {
        await #expect(processExitsWith: .failure) {
            _ = Timeline(startMicroseconds: 5, endMicroseconds: 5, recentDataPercent: 80)
        }
    }
}

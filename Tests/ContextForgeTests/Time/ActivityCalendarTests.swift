import TestSupport
import Testing

@testable import ContextForge
@testable import Rows

@Suite struct ActivityCalendarTests {
    private let calendar = ActivityCalendar()
    private static let hour = ActivityCalendar.microsecondsPerHour
    private static let day = 24 * hour
    /// 1970-01-05T00:00:00Z, a Monday.
    private static let monday = 4 * day

    private func activity(from start: Int64, lasting length: Int64) -> Int64 {
        calendar.activity(at: start + length) - calendar.activity(at: start)
    }

    @Test func `the time of a moment's activity is the moment`() {
        var (seed, numbers) = SeededGenerator.announced(for: "activity")
        var times = (0..<300).map { _ in
            Int64.random(in: -2_000_000_000_000_000...8_000_000_000_000_000, using: &numbers)
        }
        for hour in Int64(0)...168 {
            let border = ActivityCalendarTests.monday + hour * ActivityCalendarTests.hour
            times += [border - 1, border, border + 1]
        }
        // 2024-02-29T23:59:59.999999Z and midnight after it.
        times += [1_709_251_199_999_999, 1_709_251_200_000_000]
        for time in times {
            let found = calendar.time(atActivity: calendar.activity(at: time))
            #expect(found == time, "seed \(seed)")
        }
    }

    @Test func `activity rises with time`() {
        var last = calendar.activity(at: -ActivityCalendarTests.day)
        for step in 1...2000 {
            let time = -ActivityCalendarTests.day + Int64(step) * 987_654_321
            let next = calendar.activity(at: time)
            #expect(next > last)
            last = next
        }
        #expect(activity(from: 1_709_251_199_999_999, lasting: 1) > 0)
    }

    @Test func `the time of any activity lies in the microsecond that reaches it`() {
        let start = calendar.activity(at: 1_750_000_000_000_000)
        for step in Int64(0)..<500 {
            let total = start + step * 1_234_567_891
            let time = calendar.time(atActivity: total)
            #expect(calendar.activity(at: time) <= total)
            #expect(calendar.activity(at: time + 1) > total)
        }
    }

    @Test func `weekends are quieter than working days, and working days are alike`() {
        let days = (Int64(0)..<7).map { offset in
            activity(
                from: ActivityCalendarTests.monday + offset * ActivityCalendarTests.day,
                lasting: ActivityCalendarTests.day
            )
        }
        #expect(Set(days[0..<5]).count == 1)
        #expect(Set(days[5..<7]).count == 1)
        #expect((25...30).contains(days[5] * 100 / days[0]))
    }

    @Test func `working hours are busier than nights`() {
        func busyness(_ hour: Int64) -> Int64 {
            let start = ActivityCalendarTests.monday + hour * ActivityCalendarTests.hour
            return activity(from: start, lasting: ActivityCalendarTests.hour)
        }
        let night = (Int64(0)..<6).map(busyness)
        let office = (Int64(9)..<17).map(busyness)
        for (quiet, busy) in zip(night, office) { #expect(quiet * 7 < busy) }
    }

    @Test func `every week has the same activity`() {
        let week = 7 * ActivityCalendarTests.day
        let first = activity(from: 0, lasting: week)
        for start: Int64 in [-week - 5, 1_709_251_200_000_000, 3_999_999_999_999_999] {
            #expect(activity(from: start, lasting: week) == first)
        }
    }
}

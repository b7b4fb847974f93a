import Rows

/// When the rows of a table were created, by the hour: as the profile asks
/// for it, as it is planned, and as it was found.
package struct SurveyedHours: Sendable {
    /// Hours of a week, from Monday 00:00 UTC.
    package static let weekHourCount = 168
    private static let hour: Int64 = 3_600_000_000

    /// Name in a profile.
    package let component: String
    /// The first hour since 1970, and the number of rows of each hour from there on.
    package let firstHour: Int64
    package let counts: [Int64]
    /// Rows that the profile asks for each day from the first on, as parts of a row; empty where the
    /// lives of other rows decide.
    package let askedDays: [Double]
    /// Rows that the plan has each day; empty where the rows that were counted are the plan's.
    package let plannedDays: [Double]
    /// Shares of a week's rows that the profile asks for each of its hours.
    package let askedWeek: [Double]

    /// Number of rows of each day, from the day of the first hour on.
    package var days: [Int64] {
        var days = [Int64](repeating: 0, count: (counts.count + 23) / 24)
        for (index, count) in counts.enumerated() { days[index / 24] += count }
        return days
    }

    /// Number of rows of each hour of the week.
    package var week: [Int64] {
        var week = [Int64](repeating: 0, count: SurveyedHours.weekHourCount)
        for (index, count) in counts.enumerated() {
            week[SurveyedHours.hourOfWeek(firstHour + Int64(index))] += count
        }
        return week
    }

    /// Sorts hours, given as pairs of an hour since 1970 and a number of rows, into a timeline.
    ///
    /// With a `generation` the days that are asked for are those of the timeline.
    init(
        component: String,
        timeline: Timeline,
        generation: Timeline.Generation?,
        hours: [(hour: Int64, count: Int64)],
        planned: [(hour: Int64, count: Int64)] = []
    ) {
        self.component = component
        let first = timeline.start / SurveyedHours.hour / 24 * 24
        let last = timeline.end / SurveyedHours.hour
        firstHour = first
        var counts = [Int64](repeating: 0, count: Int(last - first) + 1)
        for (hour, count) in hours where hour >= first && hour <= last {
            counts[Int(hour - first)] += count
        }
        self.counts = counts
        let total = Double(counts.reduce(0, +))
        askedDays =
            generation.map { SurveyedHours.days(timeline, $0, from: first, total: total) } ?? []
        askedWeek = SurveyedHours.askedWeek
        var days = [Double](repeating: 0, count: planned.isEmpty ? 0 : (counts.count + 23) / 24)
        for (hour, count) in planned where hour >= first && hour <= last {
            days[Int(hour - first) / 24] += Double(count)
        }
        plannedDays = days
    }

    /// Where the places of a timeline fall, a sample of them.
    private static func days(
        _ timeline: Timeline,
        _ generation: Timeline.Generation,
        from firstHour: Int64,
        total: Double
    ) -> [Double] {
        let sampleCount = 20_000
        let dayCount = (timeline.end / hour - firstHour) / 24 + 1
        var days = [Double](repeating: 0, count: Int(dayCount))
        for sample in 0..<sampleCount {
            let place = (Double(sample) + 0.5) / Double(sampleCount)
            let day = (timeline.moment(place, generation) / hour - firstHour) / 24
            days[Int(day)] += total / Double(sampleCount)
        }
        return days
    }

    private static let askedWeek: [Double] = {
        let calendar = ActivityCalendar()
        // A whole week from a Monday, 1970-01-05.
        let monday = 4 * 24 * hour
        let edges = (0...weekHourCount).map { calendar.activity(at: monday + Int64($0) * hour) }
        let whole = Double(edges[weekHourCount] - edges[0])
        return zip(edges, edges.dropFirst()).map { Double($1 - $0) / whole }
    }()

    /// The hour of the week of an hour since 1970, a Thursday.
    private static func hourOfWeek(_ hour: Int64) -> Int { Int((hour + 72) % Int64(weekHourCount)) }
}

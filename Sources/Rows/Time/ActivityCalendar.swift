/// How busy the hours of a week are, and the time that activity has added up to.
///
/// Activity runs through a week as people work: mornings and afternoons of working days are
/// busiest, nights and weekends quiet. ``activity(at:)`` is the running total since 1970 and
/// ``time(atActivity:)`` its inverse; drawing moments uniformly in activity gives them the
/// rhythm. All arithmetic is in integers.
public struct ActivityCalendar: Sendable {
    /// Microseconds in an hour.
    public static let microsecondsPerHour: Int64 = 3_600_000_000
    private static let hoursPerWeek = 168
    /// 1970-01-01 was a Thursday; weeks here begin on Monday.
    private static let epochShift: Int64 = 3 * 24 * microsecondsPerHour

    /// Weight of each hour of a working day, UTC.
    private static let workingDay: [Int64] = [
        8, 6, 5, 5, 6, 9, 16, 34, 62, 86, 97, 92,
        78, 88, 100, 96, 86, 70, 50, 36, 27, 20, 15, 11,
    ]
    /// Weekends in percent of a working day.
    private static let weekendPercent: Int64 = 30

    private let weights: [Int64]
    /// Activity from the week's start to the start of each hour, and that of the whole week.
    private let hourStarts: [Int64]
    /// For every stretch of a week's activity the hour that it begins in.
    private let firstHours: [UInt8]
    /// A stretch of activity, as a power of two: a fifth of the busiest hour.
    private static let stretchShift: Int64 = 36

    /// The calendar; there is one only.
    public init() {
        let weekend = ActivityCalendar.workingDay.map {
            max(1, $0 * ActivityCalendar.weekendPercent / 100)
        }
        weights = (0..<7).flatMap { $0 < 5 ? ActivityCalendar.workingDay : weekend }
        var starts: [Int64] = [0]
        for weight in weights {
            starts.append(starts[starts.count - 1] + weight * ActivityCalendar.microsecondsPerHour)
        }
        hourStarts = starts
        let stretchCount = starts[starts.count - 1] >> ActivityCalendar.stretchShift + 1
        firstHours = (0..<stretchCount).map { stretch in
            let begin = stretch << ActivityCalendar.stretchShift
            return UInt8((starts.firstIndex { $0 > begin } ?? starts.count) - 1)
        }
    }

    /// The activity of a whole week.
    private var weekActivity: Int64 { hourStarts[ActivityCalendar.hoursPerWeek] }

    /// Activity from 1970 to a moment (microseconds since 1970-01-01 UTC), in weighted
    /// microseconds; strictly rising.
    public func activity(at time: Int64) -> Int64 {
        let shifted = time + ActivityCalendar.epochShift
        let weekLength = Int64(ActivityCalendar.hoursPerWeek) * ActivityCalendar.microsecondsPerHour
        let week = floorDivide(shifted, by: weekLength)
        let inWeek = shifted - week * weekLength
        let (hour, inHour) = inWeek.quotientAndRemainder(
            dividingBy: ActivityCalendar.microsecondsPerHour
        )
        return week * weekActivity + hourStarts[Int(hour)] + weights[Int(hour)] * inHour
    }

    /// The moment at which activity reaches a total: the inverse of ``activity(at:)``.
    public func time(atActivity activity: Int64) -> Int64 {
        let week = floorDivide(activity, by: weekActivity)
        let inWeek = activity - week * weekActivity
        // Nearly always this hour or the next one.
        var hour = Int(firstHours[Int(inWeek >> ActivityCalendar.stretchShift)])
        while hourStarts[hour + 1] <= inWeek { hour += 1 }
        let hours = week * Int64(ActivityCalendar.hoursPerWeek) + Int64(hour)
        let inHour = (inWeek - hourStarts[hour]) / weights[hour]
        return hours * ActivityCalendar.microsecondsPerHour + inHour - ActivityCalendar.epochShift
    }

    private func floorDivide(_ value: Int64, by divisor: Int64) -> Int64 {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}

/// When rows are created: maps a place in a table's order to a moment.
///
/// The configured share of all places falls in the last 30 days, evenly in activity; the
/// rest decays exponentially back to the start. Both parts follow the hours of the week
/// (``ActivityCalendar``). A place further on is never earlier, so tables whose rows stand in
/// the order of their parents are in order of creation.
///
/// ``Generation`` makes effects later than their causes: children of the same place are
/// created some days after their parents, without a change to the shares.
public struct Timeline: Sendable {
    /// How far a table is from the users in the ownership graph.
    ///
    /// A higher generation maps the same place to a later moment.
    public enum Generation: Int, Sendable, CaseIterable {
        case users
        case teams
        case objects
        case partsOfObjects
    }

    /// Length of the recent part.
    public static let recentMicroseconds: Int64 = 30 * 24 * ActivityCalendar.microsecondsPerHour

    /// First moment, microseconds since 1970-01-01 UTC.
    public let start: Int64
    /// Last moment.
    public let end: Int64
    /// Share of the places before the recent part, 0 to 1.
    public let olderShare: Double

    /// First moment of the recent part; the start when there is no older one.
    public let cut: Int64
    /// The activity at ``cut``, before which the older part ends.
    let cutActivity: Double
    /// The activity at ``end``.
    let endActivity: Double

    private static let segmentCount = 2048
    /// The last share of each part in which nothing is created any more, so that something can
    /// still happen to whatever was created last.
    private static let olderMargin = 1.0 / 50
    private static let recentMargin = 1.0 / 120
    /// Density just before the recent part, relative to that at the start, as a power of e.
    private static let decay = 3.0
    /// How strongly each generation is delayed.
    private static let delay = 0.25

    private let calendar = ActivityCalendar()
    /// For each generation, the activity at the ends of equal segments of the older part.
    private let olderActivity: [[Double]]
    /// The same for the recent part.
    private let recentActivity: [[Double]]

    /// The timeline of a configuration.
    public init(startMicroseconds: Int64, endMicroseconds: Int64, recentDataPercent: Double) {
        precondition(startMicroseconds < endMicroseconds, "a timeline cannot end before it starts")
        start = startMicroseconds
        end = endMicroseconds
        let cut = max(startMicroseconds, endMicroseconds - Timeline.recentMicroseconds)
        olderShare = cut == startMicroseconds ? 0 : 1 - recentDataPercent / 100
        let atStart = Double(calendar.activity(at: startMicroseconds))
        let atCut = Double(calendar.activity(at: cut))
        let atEnd = Double(calendar.activity(at: endMicroseconds))
        self.cut = cut
        cutActivity = atCut
        endActivity = atEnd
        let growth = PortableMath.exp(Timeline.decay) - 1
        var older: [[Double]] = []
        var recent: [[Double]] = []
        for generation in Generation.allCases {
            let places = (0...Timeline.segmentCount).map { segment in
                Timeline.delayed(
                    Double(segment) / Double(Timeline.segmentCount),
                    by: Double(generation.rawValue) * Timeline.delay
                )
            }
            older.append(
                places.map { place in
                    let progress = PortableMath.log(1 + place * growth) / Timeline.decay
                    return atStart + progress * (atCut - atStart) * (1 - Timeline.olderMargin)
                }
            )
            recent.append(places.map { atCut + $0 * (atEnd - atCut) * (1 - Timeline.recentMargin) })
        }
        olderActivity = older
        recentActivity = recent
    }

    /// The moment of a place, in microseconds since 1970-01-01 UTC, `start ... end`.
    ///
    /// The place is 0 to 1 through the table's rows in order of creation. For one place, a higher
    /// generation is never earlier.
    public func moment(_ place: Double, _ generation: Generation) -> Int64 {
        let activity: Double
        // With no recent part even the last place, 1, is older.
        if place < olderShare || olderShare == 1 {
            let part = place / olderShare
            activity = Timeline.interpolate(olderActivity[generation.rawValue], at: part)
        } else {
            let part = (place - olderShare) / (1 - olderShare)
            activity = Timeline.interpolate(recentActivity[generation.rawValue], at: part)
        }
        return min(max(calendar.time(atActivity: Int64(activity)), start), end)
    }

    /// The activity that has added up until a moment, from any moment of the timeline.
    public func activity(at moment: Int64) -> Int64 { calendar.activity(at: moment) }

    /// The moment at which activity reaches a total, never behind the end.
    @inline(__always)
    func moment(atActivity activity: Double) -> Int64 {
        min(calendar.time(atActivity: Int64(activity)), end)
    }

    /// A later place, at a part, 0 ..< 1, of the way to the end of the older or the recent part,
    /// whichever the place is in.
    ///
    /// What follows from a row at such a place leaves the share of recent rows as it is.
    public func later(than place: Double, at part: Double) -> Double {
        let limit = place < olderShare ? olderShare.nextDown : 1
        return Swift.max(place, Swift.min(place + (limit - place) * part, limit))
    }

    /// A moment between two others, both included, in equal parts of plain time.
    @inline(__always)
    public static func between(_ earlier: Int64, _ later: Int64, at part: Double) -> Int64 {
        earlier + Int64(Double(later - earlier) * part)
    }

    private static func interpolate(_ table: [Double], at part: Double) -> Double {
        let scaled = min(max(part, 0), 1) * Double(segmentCount)
        let segment = min(Int(scaled), segmentCount - 1)
        let below = table[segment]
        return below + (table[segment + 1] - below) * (scaled - Double(segment))
    }

    /// Maps 0…1 onto itself, rising and never below the place itself.
    private static func delayed(_ place: Double, by strength: Double) -> Double {
        place * (1 + strength) / (1 + strength * place)
    }
}

/// Objects that were created one after another, and what happens to them from then on.
///
/// Every cohort has the whole distribution of counts over its own objects: its totals are exact,
/// and hot objects are found in every cohort.
struct EventCohort: Sendable {
    /// Zero-based index of its first object.
    let firstObject: Int64
    /// By how much happens to them; ranks count from 0 in the cohort.
    let order: HeatOrder
    /// Its streams, in rising order of rank; objects to which nothing happens are in none.
    let streams: Range<Int>

    /// The object that one of its streams visits at a position of every round.
    @inline(__always)
    func object(_ stream: EventStream, at position: Int64) -> Int64 {
        firstObject + order.index(rank: stream.rank(position: position))
    }
}

/// How many objects of a table make a cohort.
public enum EventCohorts {
    /// Up to so many objects each is a cohort of its own, so that something may happen to it as
    /// soon as it is there.
    static let singleCountMax: Int64 = 1024
    /// Streams of all cohorts together, about: planning looks at each for every hour.
    private static let streamCountAim: Int64 = 8192
    private static let cohortCounts: ClosedRange<Int64> = 8...64
    /// Objects of a cohort, the least: fewer would blur the distribution.
    private static let objectCountMin: Int64 = 64

    /// About how many objects the smallest cohort of so many objects has; nil where each object is
    /// one.
    public static func objectCount(of objectCount: Int64) -> Int64? {
        guard objectCount > singleCountMax else { return nil }
        return max(objectCountMin, objectCount / Int64(cohortCounts.upperBound))
    }

    /// The ends of the cohorts of `objectCount` objects, of which the first `olderCount` belong to
    /// the older part of the timeline; no cohort belongs to both.
    static func ends(objectCount: Int64, olderCount: Int64, classCount: Int64) -> [Int64] {
        guard objectCount > singleCountMax else { return Array(1...max(objectCount, 1)) }
        let wanted = streamCountAim / classCount
        let all = min(max(wanted, cohortCounts.lowerBound), cohortCounts.upperBound)
        // Most of the time is in the older part, and least of what happens.
        let older = parts(olderCount, all / 4)
        let recent = parts(objectCount - olderCount, all - all / 4)
        return older + recent.map { $0 + olderCount }
    }

    private static func parts(_ count: Int64, _ wanted: Int64) -> [Int64] {
        guard count > 0 else { return [] }
        let number = max(1, min(wanted, count / objectCountMin))
        return (1...number).map { count * $0 / number }
    }
}

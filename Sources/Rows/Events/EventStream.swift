/// The events of those objects of a cohort that have equally many.
///
/// The objects take turns: in every round each is visited once, in an order of its own. So visit
/// `m` of the stream falls in round `m / objectCount`, the visits are in order of time, and the
/// number of visits before any moment is known without counting.
///
/// Time is measured in activity (``ActivityCalendar``), in which visits are spread evenly: some
/// visits over a stretch of the older part of the timeline, and the others over one of the recent
/// part.
struct EventStream: Sendable {
    /// First rank, in the cohort's order, of its objects; the others follow.
    let firstRank: Int64
    /// Number of its objects.
    let objectCount: Int64
    /// How the events of each object are grouped.
    let rounds: EventRounds
    /// Visits in the older part of the timeline, the first ones.
    let olderVisitCount: Int64
    private let older: Stretch
    private let recent: Stretch
    private let order: Permutation
    private let jitterKey: CellKey

    /// A stretch of activity with its visits.
    private struct Stretch {
        let start: Double
        let width: Double
        let visitCount: Int64

        init(_ activity: Range<Double>, visitCount: Int64) {
            start = activity.lowerBound
            width = activity.upperBound - activity.lowerBound
            self.visitCount = visitCount
        }

        /// The activity at a visit of the stretch, at a part, 0 ..< 1, of the visit's share.
        @inline(__always)
        func activity(_ visit: Int64, at part: Double) -> Double {
            start + width * ((Double(visit) + part) / Double(visitCount))
        }
    }

    /// The stream of `objectCount` objects: the first visits over a stretch of activity of the older
    /// part of the timeline, the others over one of the recent part.
    init(
        firstRank: Int64,
        objectCount: Int64,
        rounds: EventRounds,
        olderVisitCount: Int64,
        older: Range<Double>,
        recent: Range<Double>,
        key: CellKey
    ) {
        self.firstRank = firstRank
        self.objectCount = objectCount
        self.rounds = rounds
        self.olderVisitCount = olderVisitCount
        self.older = Stretch(older, visitCount: olderVisitCount)
        self.recent = Stretch(
            recent,
            visitCount: objectCount * rounds.visitCount - olderVisitCount
        )
        order = Permutation(count: objectCount, key: key)
        jitterKey = key.stream(1)
    }

    /// Visits of all its objects.
    var visitCount: Int64 { objectCount * rounds.visitCount }

    /// Activity at which it begins.
    var start: Double { olderVisitCount > 0 ? older.start : recent.start }

    /// Number of its events in the older part of the timeline.
    var olderEventCount: Int64 { eventCount(before: olderVisitCount) }

    /// The activity at a visit, `0 ..< visitCount`; rising.
    @inline(__always)
    func activity(_ visit: Int64) -> Double {
        let part = jitterKey.unit(visit)
        return visit < olderVisitCount
            ? older.activity(visit, at: part)
            : recent.activity(visit - olderVisitCount, at: part)
    }

    /// Number of visits before an activity: the inverse of ``activity(_:)``.
    @inline(__always)
    func visitCount(before activity: Double) -> Int64 {
        let isOlder = olderVisitCount > 0 && (recent.visitCount == 0 || activity <= recent.start)
        let stretch = isOlder ? older : recent
        let before = isOlder ? 0 : olderVisitCount
        guard activity > stretch.start else { return before }
        let place = (activity - stretch.start) / stretch.width * Double(stretch.visitCount)
        guard place < Double(stretch.visitCount) else { return before + stretch.visitCount }
        let whole = Int64(place)
        let part = jitterKey.unit(before + whole)
        return before + whole + (Double(whole) + part < place ? 1 : 0)
    }

    /// Events of all visits before a visit, `0 ... visitCount`.
    @inline(__always)
    func eventCount(before visit: Int64) -> Int64 {
        let (round, position) = visit.quotientAndRemainder(dividingBy: objectCount)
        return rounds.eventCount(before: round) * objectCount
            + (position > 0 ? position * rounds.size(round) : 0)
    }

    /// The rank, in the cohort's order, of the object that is visited at a position of a round.
    @inline(__always)
    func rank(position: Int64) -> Int64 {
        firstRank + (objectCount == 1 ? 0 : order(position))
    }

    /// The position in every round of the object of a rank.
    func position(rank: Int64) -> Int64 {
        objectCount == 1 ? 0 : order.index(of: rank - firstRank)
    }
}

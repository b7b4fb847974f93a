/// The events of those objects of a cohort that have equally many.
///
/// The objects take turns: in every round each is visited once, in an order of its own. So visit
/// `m` of the stream falls in round `m / objectCount`, the visits are in order of time, and the
/// number of visits before any moment is known without counting.
///
/// Time is measured in activity (``ActivityCalendar``), in which visits are spread evenly.
struct EventStream: Sendable {
    /// First rank, in the cohort's order, of its objects; the others follow.
    let firstRank: Int64
    /// Number of its objects.
    let objectCount: Int64
    /// How the events of each object are grouped.
    let rounds: EventRounds
    /// Activity at which it begins.
    let start: Double
    private let width: Double
    private let order: Permutation
    private let jitterKey: CellKey

    /// The stream of `objectCount` objects over a stretch of activity.
    init(
        firstRank: Int64,
        objectCount: Int64,
        rounds: EventRounds,
        activity: Range<Double>,
        key: CellKey
    ) {
        self.firstRank = firstRank
        self.objectCount = objectCount
        self.rounds = rounds
        start = activity.lowerBound
        width = activity.upperBound - activity.lowerBound
        order = Permutation(count: objectCount, key: key)
        jitterKey = key.stream(1)
    }

    /// Visits of all its objects.
    var visitCount: Int64 { objectCount * rounds.visitCount }

    /// The activity at a visit, `0 ..< visitCount`; rising.
    @inline(__always)
    func activity(_ visit: Int64) -> Double {
        start + width * ((Double(visit) + jitterKey.unit(visit)) / Double(visitCount))
    }

    /// Number of visits before an activity: the inverse of ``activity(_:)``.
    @inline(__always)
    func visitCount(before activity: Double) -> Int64 {
        guard activity > start else { return 0 }
        let place = (activity - start) / width * Double(visitCount)
        guard place < Double(visitCount) else { return visitCount }
        let whole = Int64(place)
        return whole + (Double(whole) + jitterKey.unit(whole) < place ? 1 : 0)
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

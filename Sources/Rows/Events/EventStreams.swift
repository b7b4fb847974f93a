/// What happens to the objects of a table: events in order of time across the objects.
///
/// The objects are cut into cohorts by age. What happens to a cohort begins when its last object is
/// there, so no event precedes its object, and ends with the part of the timeline that the cohort
/// belongs to. In small tables, some of the older objects are used only in the recent part and one
/// in both, so that the events have their share in the last 30 days; large tables need no
/// correction. Inside a cohort
/// the objects with equally many events form an ``EventStream``, whose events before any moment are
/// counted in constant time. So the rows of any stretch of time are found without looking at
/// others, and the events of any object too.
///
/// Memory: some hundred bytes for each of at most a few thousand streams, whatever the number of
/// events.
public struct EventStreams: Sendable {
    /// Number of objects.
    public let objectCount: Int64
    /// Number of events of all objects together.
    public let eventCount: Int64
    /// Sorted by age.
    let cohorts: [EventCohort]
    /// The streams of the cohorts, one after the other.
    let streams: [EventStream]
    /// First cohort with events in the recent part; their number when there is none.
    let firstRecentCohort: Int
    let timeline: Timeline
    /// Tells the memory of one table from that of another.
    let token: UInt64

    /// The events of `objectCount` objects.
    ///
    /// - Parameters:
    ///   - objectCount: Number of objects.
    ///   - distribution: Events of an object.
    ///   - burstMax: Greatest number of events of one visit.
    ///   - tenantObjectCount: About how many neighbouring objects belong to one tenant.
    ///   - timeline: Of the dataset.
    ///   - key: Of all choices.
    ///   - created: When an object was created; never falling from one object to the next.
    public init(
        objectCount: Int64,
        distribution: CountDistribution,
        burstMax: Int64 = 1,
        tenantObjectCount: Int64 = 1,
        timeline: Timeline,
        key: CellKey,
        created: (Int64) -> Int64
    ) {
        self.objectCount = objectCount
        self.timeline = timeline
        token = key.bits(0)
        var builder = EventStreamsBuilder(
            objectCount: objectCount,
            distribution: distribution,
            burstMax: burstMax,
            tenantObjectCount: tenantObjectCount,
            timeline: timeline,
            key: key
        )
        builder.build(created)
        cohorts = builder.cohorts
        streams = builder.streams
        firstRecentCohort = builder.firstRecentCohort
        eventCount = builder.streams.reduce(0) { $0 + $1.objectCount * $1.rounds.eventCount }
    }

    /// Number of events of the older part of the timeline.
    public var olderEventCount: Int64 { streams.reduce(0) { $0 + $1.olderEventCount } }

    /// Where the events of one object stand.
    private struct Place {
        let stream: EventStream
        let position: Int64
    }

    /// Number of events of an object.
    func eventCount(of object: Int64) -> Int64 {
        place(of: object)?.stream.rounds.eventCount ?? 0
    }

    /// When an event, `0 ..< eventCount(of: object)`, of an object happened.
    func moment(of object: Int64, event: Int64) -> Int64 {
        guard let place = place(of: object) else {
            preconditionFailure("an object without events has no event \(event)")
        }
        let rounds = place.stream.rounds
        let visit = rounds.visit(of: event)
        return moment(
            from: start(ofVisit: visit, at: place),
            event: event - rounds.eventCount(before: visit),
            of: rounds.size(visit)
        )
    }

    /// When the last event of an object before `limit` happened whose number,
    /// `0 ..< eventCount(of: object)`, satisfies `counts`; nil when there is none.
    ///
    /// Visits begin in order of time, but the burst of one can overlap the next.
    ///
    /// - Complexity: O(1) where the last event counts; O(events) where none does.
    public func lastMoment(
        of object: Int64,
        before limit: Int64 = .max,
        where counts: (Int64) -> Bool = { _ in true }
    ) -> Int64? {
        guard let place = place(of: object) else { return nil }
        let rounds = place.stream.rounds
        var latest: Int64?
        var visit = visitCount(at: place, before: limit) - 1
        while visit >= 0 {
            // No burst is larger than the first.
            if latest != nil, rounds.size(0) == 1 { break }
            let size = rounds.size(visit)
            let start = start(ofVisit: visit, at: place)
            if let latest, start + EventStreams.burstMicroseconds <= latest { break }
            let firstEvent = rounds.eventCount(before: visit)
            for event in (0..<size).reversed() where counts(firstEvent + event) {
                let moment = moment(from: start, event: event, of: size)
                guard moment < limit else { continue }
                latest = max(latest ?? moment, moment)
                break
            }
            visit -= 1
        }
        return latest
    }

    /// Visits of one object that begin before a moment.
    private func visitCount(at place: Place, before limit: Int64) -> Int64 {
        // Usually all do.
        var low: Int64 = 0
        var high = place.stream.rounds.visitCount
        var middle = high - 1
        while low < high {
            if start(ofVisit: middle, at: place) < limit { low = middle + 1 } else { high = middle }
            middle = (low + high) / 2
        }
        return low
    }

    private func start(ofVisit visit: Int64, at place: Place) -> Int64 {
        let stream = place.stream
        return timeline.moment(
            atActivity: stream.activity(visit * stream.objectCount + place.position)
        )
    }

    /// The moment of an event of a visit that begins at `first`: all fall within one
    /// ``burstMicroseconds`` stretch of the clock, so that none is in another hour than the visit.
    @inline(__always)
    func moment(from first: Int64, event: Int64, of eventCount: Int64) -> Int64 {
        if event == 0 { return first }
        let rest = EventStreams.burstMicroseconds - 1 - first % EventStreams.burstMicroseconds
        return min(first + rest * event / eventCount, timeline.end)
    }

    /// 1/64 of an hour.
    static let burstMicroseconds: Int64 = 56_250_000

    private func place(of object: Int64) -> Place? {
        precondition(object >= 0 && object < objectCount, "an object is outside its table")
        guard !cohorts.isEmpty else { return nil }
        var low = 0
        var high = cohorts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if cohorts[middle].firstObject <= object { low = middle } else { high = middle }
        }
        let cohort = cohorts[low]
        let rank = cohort.order.rank(object - cohort.firstObject)
        var index = cohort.streams.lowerBound
        while index < cohort.streams.upperBound {
            let stream = streams[index]
            if rank < stream.firstRank { return nil }
            if rank < stream.firstRank + stream.objectCount {
                return Place(stream: stream, position: stream.position(rank: rank))
            }
            index += 1
        }
        return nil
    }
}

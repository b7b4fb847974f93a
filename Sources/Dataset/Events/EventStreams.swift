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
package struct EventStreams: Sendable {
    /// Number of objects.
    package let objectCount: Int64
    /// Number of events of all objects together.
    package let eventCount: Int64
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
    init(
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
    var olderEventCount: Int64 { streams.reduce(0) { $0 + $1.olderEventCount } }

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
            preconditionFailure("an event is asked for of an object that has none")
        }
        return moment(at: place, event: event)
    }

    /// When the last event of an object before a moment happened; nil when there is none.
    func lastMoment(of object: Int64, before limit: Int64 = .max) -> Int64? {
        guard let place = place(of: object) else { return nil }
        // The events of an object are in order of time, and most often the last one counts.
        var low: Int64 = 0
        var high = place.stream.rounds.eventCount
        var middle = high - 1
        var last: Int64?
        while low < high {
            let moment = moment(at: place, event: middle)
            if moment < limit {
                low = middle + 1
                last = moment
            } else {
                high = middle
            }
            middle = (low + high) / 2
        }
        return last
    }

    private func moment(at place: Place, event: Int64) -> Int64 {
        let rounds = place.stream.rounds
        let round = rounds.visit(of: event)
        let visit = round * place.stream.objectCount + place.position
        return moment(
            from: timeline.moment(atActivity: place.stream.activity(visit)),
            event: event - rounds.eventCount(before: round),
            of: rounds.size(round)
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

/// Cuts the objects of a table into cohorts and those into streams.
private struct EventStreamsBuilder {
    let objectCount: Int64
    let distribution: CountDistribution
    let burstMax: Int64
    let tenantObjectCount: Int64
    let timeline: Timeline
    let key: CellKey
    private(set) var cohorts: [EventCohort] = []
    private(set) var streams: [EventStream] = []
    private(set) var firstRecentCohort = 0

    mutating func build(_ created: (Int64) -> Int64) {
        guard objectCount > 0, distribution.max > 0 else { return }
        let olderCount = olderCount(created)
        let shape = CountShape(distribution)
        if objectCount <= EventCohorts.singleCountMax {
            addSingles(shape, olderCount, created)
        } else {
            addCohorts(shape, olderCount, created)
        }
    }

    /// Many objects: each cohort belongs to one part of the timeline.
    private mutating func addCohorts(
        _ shape: CountShape,
        _ olderCount: Int64,
        _ created: (Int64) -> Int64
    ) {
        let ends = EventCohorts.ends(
            objectCount: objectCount,
            olderCount: olderCount,
            classCount: distribution.max - distribution.min + 1
        )
        var first: Int64 = 0
        for end in ends {
            if first == olderCount { firstRecentCohort = cohorts.count }
            let histogram = CountHistogram(
                distribution,
                shape,
                parentCount: end - first,
                before: first
            )
            addCohort(
                first..<end,
                EventStreamsBuilder.classes(histogram),
                start: Double(timeline.activity(at: created(end - 1))),
                olderEventCount: end <= olderCount ? .max : 0,
                burstMax: burstMax
            )
            first = end
        }
        if olderCount == objectCount { firstRecentCohort = cohorts.count }
    }

    /// Few objects: each is a cohort of its own.
    ///
    /// A hot one more or less before the last 30 days would move the share of the recent events, so
    /// they are spread evenly over the ages rather than by tenant; and what the older objects have
    /// beyond the share of the older part happens in the recent one.
    private mutating func addSingles(
        _ shape: CountShape,
        _ olderCount: Int64,
        _ created: (Int64) -> Int64
    ) {
        let histogram = CountHistogram(distribution, shape, parentCount: objectCount)
        let wanted = Int64((Double(histogram.total) * timeline.olderShare).rounded())
        let order = BalancedSpread(
            histogram,
            slope: .golden,
            key: key,
            BalancedSpread.Aim(
                parentCount: olderCount,
                childCount: wanted,
                prefersExcess: true
            )
        )
        var left = wanted
        var firstRecent: Int?
        for object in 0..<objectCount {
            let count = histogram.count(rank: order(object))
            let older = object < olderCount ? min(count, left) : 0
            left -= older
            if older < count, firstRecent == nil { firstRecent = cohorts.count }
            addCohort(
                object..<(object + 1),
                [(0, 1, count)],
                start: Double(timeline.activity(at: created(object))),
                olderEventCount: older,
                // In both parts, it is the one that makes the share exact.
                burstMax: older > 0 && older < count ? 1 : burstMax
            )
        }
        firstRecentCohort = firstRecent ?? cohorts.count
    }

    /// Number of objects that are created before the recent part of the timeline.
    private func olderCount(_ created: (Int64) -> Int64) -> Int64 {
        var low: Int64 = 0
        var high = objectCount
        while low < high {
            let middle = (low + high) / 2
            if created(middle) < timeline.cut { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Adds objects that are there at an activity; of those of a single one, about so many events are
    /// in the older part of the timeline.
    private mutating func addCohort(
        _ objects: Range<Int64>,
        _ classes: [(firstRank: Int64, objectCount: Int64, eventCount: Int64)],
        start: Double,
        olderEventCount: Int64,
        burstMax: Int64
    ) {
        let key = key.stream(2).stream(UInt64(objects.lowerBound))
        let firstStream = streams.count
        for (number, part) in classes.enumerated() where part.eventCount > 0 {
            let rounds = EventRounds(eventCount: part.eventCount, burstMax: burstMax)
            streams.append(
                EventStream(
                    firstRank: part.firstRank,
                    objectCount: part.objectCount,
                    rounds: rounds,
                    olderVisitCount: olderEventCount == 0
                        ? 0 : part.objectCount * rounds.visitCount(nearest: olderEventCount),
                    older: min(start, timeline.cutActivity)..<timeline.cutActivity,
                    recent: max(start, timeline.cutActivity)..<timeline.endActivity,
                    key: key.stream(UInt64(number) + 1)
                )
            )
        }
        cohorts.append(
            EventCohort(
                firstObject: objects.lowerBound,
                order: HeatOrder(
                    count: Int64(objects.count),
                    runLength: tenantObjectCount,
                    key: key.stream(0)
                ),
                streams: firstStream..<streams.count
            )
        )
    }

    /// The ranks of a histogram that have equally many events.
    private static func classes(
        _ histogram: CountHistogram
    ) -> [(firstRank: Int64, objectCount: Int64, eventCount: Int64)] {
        var first: Int64 = 0
        var classes: [(firstRank: Int64, objectCount: Int64, eventCount: Int64)] = []
        for count in histogram.countMin...histogram.countMax {
            let objects = histogram.parentCount(in: count...count)
            if objects > 0 { classes.append((first, objects, count)) }
            first += objects
        }
        return classes
    }
}

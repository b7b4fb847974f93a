/// Cuts the objects of a table into cohorts and those into streams.
struct EventStreamsBuilder {
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
            addSingles(shape, olderCount: olderCount, created: created)
        } else {
            addCohorts(shape, olderCount: olderCount, created: created)
        }
    }

    /// Many objects: each cohort belongs to one part of the timeline.
    private mutating func addCohorts(
        _ shape: CountShape,
        olderCount: Int64,
        created: (Int64) -> Int64
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
        olderCount: Int64,
        created: (Int64) -> Int64
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

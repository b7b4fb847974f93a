/// How the events of one object are grouped: an object is visited several times, and each visit is
/// a burst of events within a minute.
struct EventRounds: Sendable, Hashable {
    /// Events of the object.
    let eventCount: Int64
    /// Visits of the object; each has at least one event.
    let visitCount: Int64
    private let sizeMin: Int64
    /// Visits that have one event more than the others, the first ones.
    private let largerCount: Int64

    /// The visits of an object with `eventCount` events, one or more.
    ///
    /// Objects with more events have larger bursts, of at most `burstMax` events.
    init(eventCount: Int64, burstMax: Int64) {
        precondition(eventCount > 0 && burstMax > 0, "a visit has at least one event")
        self.eventCount = eventCount
        let burst = min(burstMax, 1 + eventCount / 5)
        visitCount = (eventCount + burst - 1) / burst
        sizeMin = eventCount / visitCount
        largerCount = eventCount % visitCount
    }

    /// Events of a visit.
    @inline(__always)
    func size(_ visit: Int64) -> Int64 {
        sizeMin + (visit < largerCount ? 1 : 0)
    }

    /// Events before a visit, `0 ... visitCount`.
    @inline(__always)
    func eventCount(before visit: Int64) -> Int64 {
        visit * sizeMin + min(visit, largerCount)
    }

    /// The number of visits, `0 ... visitCount`, that have a number of events most nearly.
    func visitCount(nearest events: Int64) -> Int64 {
        guard events < eventCount else { return visitCount }
        let visit = visit(of: events)
        let (below, above) = (eventCount(before: visit), eventCount(before: visit + 1))
        return events - below <= above - events ? visit : visit + 1
    }

    /// The visit that an event, `0 ..< eventCount`, belongs to.
    func visit(of event: Int64) -> Int64 {
        let boundary = largerCount * (sizeMin + 1)
        return event < boundary
            ? event / (sizeMin + 1) : largerCount + (event - boundary) / sizeMin
    }
}

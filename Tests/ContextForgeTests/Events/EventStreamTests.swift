import Testing

@testable import ContextForge
@testable import Rows

@Suite struct EventStreamTests {
    /// Streams of few and many objects, with one and with many events.
    private static let samples: [EventStream] = [
        stream(objects: 1, events: 1, burstMax: 1), stream(objects: 1, events: 30, burstMax: 8),
        stream(objects: 7, events: 1, burstMax: 1), stream(objects: 7, events: 23, burstMax: 4),
        stream(objects: 500, events: 3, burstMax: 8), stream(objects: 64, events: 40, burstMax: 8),
        stream(objects: 1, events: 30, burstMax: 8, olderVisits: 2),
        stream(objects: 64, events: 40, burstMax: 8, olderVisits: 70),
    ]

    /// A stream in the recent part of a timeline, or with some visits in the older part.
    private static func stream(
        objects: Int64,
        events: Int64,
        burstMax: Int64,
        olderVisits: Int64 = 0
    ) -> EventStream {
        EventStream(
            firstRank: 11,
            objectCount: objects,
            rounds: EventRounds(eventCount: events, burstMax: burstMax),
            olderVisitCount: olderVisits,
            older: 1e12..<2e12,
            recent: olderVisits == 0 ? 1e12..<9e12 : 4e12..<9e12,
            key: CellKey(seed: 5, table: "objects", purpose: "events")
        )
    }

    @Test func `so many visits as wanted are in the older part`() {
        let stream = Self.samples[7]
        #expect(stream.olderVisitCount == 70)
        #expect((0..<70).allSatisfy { stream.activity($0) < 2e12 })
        #expect((70..<stream.visitCount).allSatisfy { stream.activity($0) >= 4e12 })
        for activity in [2e12, 3e12, 4e12] {
            #expect(stream.visitCount(before: activity) == 70)
        }
        #expect(stream.olderEventCount == stream.eventCount(before: 70))
    }

    @Test(arguments: samples.indices)
    func `visits are in order of time, inside the stretch`(index: Int) {
        let stream = Self.samples[index]
        let activities = (0..<stream.visitCount).map { stream.activity($0) }
        #expect(activities == activities.sorted())
        #expect(activities.allSatisfy { $0 >= 1e12 && $0 < 9e12 })
        #expect(stream.visitCount == stream.objectCount * stream.rounds.visitCount)
    }

    @Test(arguments: samples.indices.filter { samples[$0].olderVisitCount == 0 })
    func `visits are spread evenly: every equal part of the stretch has one`(index: Int) {
        let stream = Self.samples[index]
        let width = 8e12 / Double(stream.visitCount)
        for visit in 0..<stream.visitCount {
            let part = (stream.activity(visit) - 1e12) / width
            #expect(Int64(part + 1e-6) == visit || Int64(part) == visit)
        }
    }

    @Test(arguments: samples.indices)
    func `the visits before a moment are known without counting`(index: Int) {
        let stream = Self.samples[index]
        let activities = (0..<stream.visitCount).map { stream.activity($0) }
        #expect(stream.visitCount(before: 0) == 0)
        #expect(stream.visitCount(before: 1e12) == 0)
        #expect(stream.visitCount(before: 9e12) == stream.visitCount)
        #expect(stream.visitCount(before: 1e300) == stream.visitCount)
        for (number, pair) in zip(activities, activities.dropFirst()).enumerated()
        where pair.1 - pair.0 > 1 {
            let between = (pair.0 + pair.1) / 2
            #expect(stream.visitCount(before: between) == Int64(number) + 1)
        }
    }

    @Test(arguments: samples.indices)
    func `in every round each object is visited once`(index: Int) {
        let stream = Self.samples[index]
        let ranks = (0..<stream.objectCount).map { stream.rank(position: $0) }
        #expect(ranks.sorted() == Array(11..<(11 + stream.objectCount)))
        for (position, rank) in ranks.enumerated() {
            #expect(stream.position(rank: rank) == Int64(position))
        }
    }

    @Test(arguments: samples.indices)
    func `the events before a visit are the sum of the visits before it`(index: Int) {
        let stream = Self.samples[index]
        var sum: Int64 = 0
        for visit in 0..<stream.visitCount {
            #expect(stream.eventCount(before: visit) == sum)
            sum += stream.rounds.size(visit / stream.objectCount)
        }
        #expect(stream.eventCount(before: stream.visitCount) == sum)
        #expect(sum == stream.objectCount * stream.rounds.eventCount)
    }
}

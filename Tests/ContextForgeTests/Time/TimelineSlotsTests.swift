import Testing

@testable import ContextForge
@testable import Rows

@Suite struct TimelineSlotsTests {
    @Test(arguments: [1, 2, 3, 7, 21, 100, 1_000_000] as [Int64], [0, 0.05, 0.2, 0.5, 1])
    func `parents share both parts of the timeline in order, and none lies in both`(
        count: Int64,
        share: Double
    ) {
        let slots = TimelineSlots(count: count, olderShare: share)
        let older = slots.olderCount
        for index in [0, 1, older - 2, older - 1, older, older + 1, count - 2, count - 1]
        where (0..<count).contains(index) {
            let slot = slots.slot(index)
            let part = index < older ? 0..<share : share..<1
            #expect(slot.start >= part.lowerBound)
            #expect(slot.place(1) <= part.upperBound + 1e-12)
            #expect(slot.width > 0)
            if index > 0 { #expect(slots.slot(index - 1).place(1) <= slot.start + 1e-12) }
        }
    }

    /// Number of parents, share of the older part, and the parents expected in it.
    private static let olderCounts: [(Int64, Double, Int64)] = [
        (100, 0.2, 20), (10, 0.2, 2), (21, 0.2, 4), (12, 0.2, 3), (1, 0.2, 1), (1, 0, 0),
        (7, 1, 7), (1000, 0.2004, 200), (3, 0.005, 0),
    ]

    @Test(arguments: olderCounts)
    func `the older part has its share of the parents, or one more where that is a point off`(
        count: Int64,
        share: Double,
        expected: Int64
    ) {
        #expect(TimelineSlots(count: count, olderShare: share).olderCount == expected)
    }

    @Test func `the parents before another one end before it begins`() {
        let users = TimelineSlots(count: 23, olderShare: 0.2)
        let gateways = TimelineSlots(count: 7, olderShare: 0.2)
        for gateway in Int64(0)..<7 {
            let before = users.count(before: gateway, in: gateways)
            let start = gateways.slot(gateway).start
            if before > 0 { #expect(users.slot(before - 1).place(1) <= start + 1e-12) }
            #expect(users.slot(before).place(1) > start)
        }
        #expect(users.count(before: 7, in: gateways) == 23)
    }

    @Test func `late rows come first in the recent part, in order`() {
        let slots = TimelineSlots(count: 12, olderShare: 0.2)
        let first = slots.slot(slots.olderCount)
        let places = [0, 0.25, 0.5, 0.999].map { slots.latePlace($0, in: 0.2..<0.5) }
        #expect(places == places.sorted())
        #expect(places[0] >= first.place(0.2))
        #expect(places[3] <= first.place(0.5))
    }

    @Test func `without recent parents, late rows have all of the recent part`() {
        let slots = TimelineSlots(count: 1, olderShare: 0.2)
        #expect(slots.olderCount == 1)
        #expect(abs(slots.latePlace(0, in: 0..<0.5) - 0.2) < 1e-12)
        #expect(slots.latePlace(0.999, in: 0..<0.5) > 0.99)
    }
}

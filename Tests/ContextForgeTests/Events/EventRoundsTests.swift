import Testing

@testable import ContextForge
@testable import Rows

@Suite struct EventRoundsTests {
    private static let bursts: [Int64] = [1, 2, 3, 8, 20]

    @Test(arguments: bursts)
    func `the visits have all events, none of them without one or with too many`(burstMax: Int64) {
        for eventCount in 1...400 as ClosedRange<Int64> {
            let rounds = EventRounds(eventCount: eventCount, burstMax: burstMax)
            let sizes = (0..<rounds.visitCount).map { rounds.size($0) }
            #expect(sizes.reduce(0, +) == eventCount)
            #expect(sizes.allSatisfy { $0 >= 1 && $0 <= burstMax })
        }
    }

    @Test(arguments: bursts)
    func `visits differ by one event at most, the larger ones come first`(burstMax: Int64) {
        for eventCount in 1...400 as ClosedRange<Int64> {
            let rounds = EventRounds(eventCount: eventCount, burstMax: burstMax)
            let sizes = (0..<rounds.visitCount).map { rounds.size($0) }
            #expect(sizes == sizes.sorted(by: >))
            #expect(sizes[0] - sizes[sizes.count - 1] <= 1)
        }
    }

    @Test(arguments: bursts)
    func `running totals are the sums of the visits, and an event finds its visit`(
        burstMax: Int64
    ) {
        for eventCount in [1, 2, 5, 6, 19, 20, 21, 100, 399] as [Int64] {
            let rounds = EventRounds(eventCount: eventCount, burstMax: burstMax)
            var sum: Int64 = 0
            for visit in 0..<rounds.visitCount {
                #expect(rounds.eventCount(before: visit) == sum)
                for event in sum..<(sum + rounds.size(visit)) {
                    #expect(rounds.visit(of: event) == visit)
                }
                sum += rounds.size(visit)
            }
            #expect(rounds.eventCount(before: rounds.visitCount) == eventCount)
        }
    }

    @Test func `objects with more events have larger bursts`() {
        let sizes = [1, 5, 10, 20, 40, 1000].map {
            EventRounds(eventCount: $0, burstMax: 8).size(0)
        }
        #expect(sizes == [1, 2, 3, 5, 8, 8])
    }

    @Test func `without bursts every event is a visit of its own`() {
        let rounds = EventRounds(eventCount: 7, burstMax: 1)
        #expect(rounds.visitCount == 7)
        #expect((0..<7 as Range<Int64>).allSatisfy { rounds.visit(of: $0) == $0 })
    }

    @Test(arguments: [(0, 1), (-1, 1), (1, 0)] as [(Int64, Int64)])
    func `no event and no burst are no rounds`(eventCount: Int64, burstMax: Int64) async {
        if eventCount == 0 {
            await #expect(processExitsWith: .failure) {
                _ = EventRounds(eventCount: 0, burstMax: 1)
            }
        } else if burstMax == 0 {
            await #expect(processExitsWith: .failure) {
                _ = EventRounds(eventCount: 1, burstMax: 0)
            }
        } else {
            await #expect(processExitsWith: .failure) {
                _ = EventRounds(eventCount: -1, burstMax: 1)
            }
        }
    }
}

import Testing

@testable import Executor

/// Only what the gateway's roll-up or retention explains wholly is taken for its work.
@Suite struct RemovalGroupTests {
    /// Calls of the hours 100 to 105, three each, summed up by the run itself before hour 103.
    private static let planned = HourCounts(uniqueKeysWithValues: (100...105).map { ($0, 3) })

    private static func table(
        _ name: String,
        found: HourCounts,
        sums: HourCounts = planned,
        ownSumsEnd: Int64? = 103
    ) -> RemovalGroup.Table {
        let foundCount = found.values.reduce(0, +)
        return RemovalGroup.Table(
            name: name,
            plannedCount: 18,
            foundCount: foundCount,
            planned: foundCount < 18 ? planned : nil,
            found: found,
            sums: sums,
            ownSumsEnd: ownSumsEnd
        )
    }

    private static func calls(_ hours: ClosedRange<Int64>) -> HourCounts {
        planned.filter { hours.contains($0.key) }
    }

    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let one: HourCounts
        var other: HourCounts = RemovalGroupTests.planned
        var sums: HourCounts = RemovalGroupTests.planned
        var oldestKeptHour: Int64 = 0
        var takesWholeHours = true
        let explained: [Range<Int64>]?
    }

    private static let cases = [
        Case(testDescription: "nothing is gone", one: planned, explained: nil),
        Case(
            testDescription: "hours that the gateway has summed up are gone",
            one: calls(100...102),
            explained: [103..<106]
        ),
        Case(
            testDescription: "a call is gone, the others of its hour are there",
            one: planned.merging([104: 2]) { $1 },
            explained: nil
        ),
        Case(
            testDescription: "an hour is gone, and so is a call of another",
            one: calls(100...103).merging([101: 2]) { $1 },
            explained: nil
        ),
        Case(
            testDescription: "the sums have fewer calls than are gone",
            one: calls(100...104),
            sums: planned.merging([105: 2]) { $1 },
            explained: nil
        ),
        Case(
            testDescription: "the sums have calls of others, too",
            one: calls(100...104),
            sums: planned.merging([105: 9]) { $1 },
            explained: [105..<106]
        ),
        Case(
            testDescription: "there are no sums",
            one: calls(100...104),
            sums: [:],
            explained: nil
        ),
        Case(
            testDescription: "an hour that the run has summed up itself is gone of one table",
            one: calls(101...105),
            explained: nil
        ),
        Case(
            testDescription: "an hour that the run has summed up itself is gone of all tables",
            one: calls(101...105),
            other: calls(101...105),
            explained: [100..<101]
        ),
        Case(
            testDescription: "the middle is gone of all tables",
            one: calls(100...101).merging(calls(104...105)) { $1 },
            other: calls(100...101).merging(calls(104...105)) { $1 },
            explained: [102..<104]
        ),
        Case(
            testDescription: "what is old is gone of all tables, and was not summed up",
            one: calls(104...105),
            other: calls(104...105),
            sums: [:],
            oldestKeptHour: 104,
            explained: [100..<104]
        ),
        Case(
            testDescription: "what is old is gone of one table only",
            one: calls(104...105),
            sums: [:],
            oldestKeptHour: 104,
            explained: nil
        ),
        Case(
            testDescription: "what is not yet old is gone of all tables",
            one: calls(104...105),
            other: calls(104...105),
            sums: [:],
            oldestKeptHour: 102,
            explained: nil
        ),
        Case(
            testDescription: "all is gone of all tables, and old",
            one: [:],
            other: [:],
            sums: [:],
            oldestKeptHour: 1_000,
            explained: [100..<106]
        ),
        Case(
            testDescription: "a call was moved to an hour without any",
            one: calls(100...104).merging([200: 1]) { $1 },
            explained: nil
        ),
        Case(
            testDescription: "the limit lies within an hour where that may be",
            one: calls(104...105).merging([103: 1]) { $1 },
            other: calls(104...105),
            sums: [:],
            oldestKeptHour: 104,
            takesWholeHours: false,
            explained: [100..<103]
        ),
    ]

    @Test(arguments: cases)
    func `an hour is the gateway's work only as a whole and with its evidence`(_ each: Case) {
        let group = RemovalGroup(
            tables: [
                Self.table("one", found: each.one, sums: each.sums),
                Self.table("other", found: each.other, sums: each.sums),
            ],
            takesWholeHours: each.takesWholeHours,
            oldestKeptHour: each.oldestKeptHour
        )
        #expect(group.explainedHours(of: group.tables[0]) == each.explained)
    }
}

import Planner
import Testing

@testable import Executor

@Suite struct SuspensionChoiceTests {
    private static let tables = [
        ("few", 9_999), ("many", 10_000), ("others", 50_000), ("none", 0),
    ].map { name, rowCount in
        TablePlan(
            name: name,
            component: name,
            rowCount: Int64(rowCount),
            firstBatch: 0,
            batchCount: 1,
            parents: [],
            rowByteCount: 1
        )
    }

    private func choice(
        _ setting: IndexSuspension,
        empty: Set<String> = ["few", "many", "others", "none"],
        sessions: Int64? = 0
    ) -> SuspensionChoice {
        SuspensionChoice(
            setting,
            tables: Self.tables,
            isEmpty: { empty.contains($0) },
            otherSessionCount: { sessions }
        )
    }

    @Test func `by itself, only empty tables that get many rows are chosen`() {
        #expect(choice(.auto).tables == ["many", "others"])
        #expect(choice(.auto, empty: ["few", "others"]).tables == ["others"])
        #expect(choice(.auto, empty: []).tables == [])
    }

    @Test func `every table that gets rows is chosen on request, and none if none is wanted`() {
        #expect(choice(.always, empty: [], sessions: 5).tables == ["few", "many", "others"])
        #expect(choice(.never).tables == [])
    }

    @Test func `by itself, nothing is chosen while somebody else is at work`() {
        let unknown = choice(.auto, sessions: nil)
        #expect(unknown.tables == ["many", "others"])
        #expect(unknown.sparesUniqueKeys && !choice(.auto).sparesUniqueKeys)
        #expect(!choice(.always, sessions: nil).sparesUniqueKeys)
        let busy = choice(.auto, sessions: 2)
        #expect(busy.tables == [])
        #expect(busy.notice?.contains("2 other sessions are connected") == true)
        #expect(choice(.auto, sessions: 1).notice?.contains("1 other session is") == true)
        // There is nothing to say where nothing would be suspended.
        #expect(choice(.auto, empty: [], sessions: 2).notice == nil)
    }
}

import Foundation
import Testing

@testable import CLI
@testable import Executor

@Suite struct ProgressRecordTests {
    private static let progress = RunProgress(
        tables: [
            RunProgress.Table(
                name: "email_users",
                component: "users",
                rowCount: 10,
                committedRowCount: 10,
                newRowCount: 10,
                isStarted: true,
                endedSeconds: 1
            ),
            RunProgress.Table(
                name: "tools",
                component: "tools",
                rowCount: 100,
                committedRowCount: 50,
                newRowCount: 40,
                isStarted: true,
                inHandRowCount: 8,
                timedRowCount: 40,
                workSeconds: 0.5
            ),
            RunProgress.Table(
                name: "prompts",
                component: "prompts",
                rowCount: 5,
                committedRowCount: 0
            ),
        ],
        retryCount: 2,
        recoveredCount: 1,
        generatedRowCount: 58,
        lastRetryCause: "connection-lost"
    )

    @Test func `a record is one line of JSON with everything that bars show`() {
        let moment = ProgressMoment(
            progress: Self.progress,
            seconds: 4,
            secondsLeft: 3.14159,
            memoryByteCount: 1_000_000
        )
        let line = JSONText.line(ProgressRecord(moment, at: 0, isLast: false))
        #expect(
            line == """
                {"at":"1970-01-01T00:00:00.000000Z","committedRows":60,"elapsedSeconds":4,\
                "generatedRows":58,"isLast":false,"lastRetryCause":"connection-lost",\
                "lostBatches":0,"memoryBytes":1000000,"newRows":50,"plannedRows":115,\
                "recoveredBatches":1,"restoredIndexes":0,"retries":2,"rowsPerSecond":12.5,\
                "secondsLeft":3.142,"suspendedIndexes":0,\
                "tables":[{"committedRows":50,"inHandRows":8,"plannedRows":100,\
                "rowsPerWorkSecond":80,"table":"tools"}],"tablesDone":1,"tablesTotal":3,\
                "type":"progress"}
                """
        )
    }

    @Test func `what is unknown is left out, and no number is infinite`() throws {
        let moment = ProgressMoment(progress: RunProgress(tables: []), seconds: 0)
        let line = JSONText.line(ProgressRecord(moment, at: 0, isLast: true))
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        #expect(object?["secondsLeft"] == nil)
        #expect(object?["rowsPerSecond"] as? Double == 0)
        #expect(object?["isLast"] as? Bool == true)
    }
}

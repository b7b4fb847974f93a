import Targets
import Testing

@testable import Executor

@Suite struct ProgressBoardTests {
    @Test func `a new board is empty`() {
        let progress = ProgressBoard().snapshot
        #expect(progress.tables.isEmpty)
        #expect(progress.rowCount == 0)
        #expect(progress.committedRowCount == 0)
    }

    @Test func `the totals are those of the tables`() {
        let board = ProgressBoard()
        board.update { progress in
            progress.tables = [
                RunProgress.Table(
                    name: "a",
                    component: "as",
                    rowCount: 10,
                    committedRowCount: 4,
                    newRowCount: 1
                ),
                RunProgress.Table(
                    name: "b",
                    component: "bs",
                    rowCount: 5,
                    committedRowCount: 5,
                    newRowCount: 2
                ),
            ]
        }
        #expect(board.snapshot.rowCount == 15)
        #expect(board.snapshot.committedRowCount == 9)
        #expect(board.snapshot.newRowCount == 3)
    }

    @Test func `a snapshot does not change afterwards`() {
        let board = ProgressBoard()
        let before = board.snapshot
        board.update { $0.retryCount += 1 }
        #expect(before.retryCount == 0)
        #expect(board.snapshot.retryCount == 1)
    }

    @Test func `a table's rate is of the work on it, whatever lies between`() {
        var table = RunProgress.Table(name: "a", component: "as", rowCount: 9, committedRowCount: 3)
        #expect(table.rowsPerWorkSecond == 0)
        table.advance(4, workSeconds: 0.5)
        table.endedSeconds = 600
        #expect(table.rowsPerWorkSecond == 8)
        table.advance(2, workSeconds: 1)
        #expect(table.rowsPerWorkSecond == 4)
    }

    @Test func `rows that were found in the target do not change the rate`() {
        var table = RunProgress.Table(name: "a", component: "as", rowCount: 9, committedRowCount: 3)
        table.advance(4, workSeconds: 0.5)
        table.recover(2)
        #expect(table.committedRowCount == 9)
        #expect(table.newRowCount == 6)
        #expect(table.rowsPerWorkSecond == 8)
    }

    @Test func `a run leaves every table complete on the board`() throws {
        let fixture = try RunFixture()
        let journal = try fixture.openJournal()
        let target = FakeTarget()
        let board = ProgressBoard()
        let assignment = try fixture.start(journal, target)
        #expect(try fixture.carryOut(assignment, journal, target, board: board) == .completed)
        let progress = board.snapshot
        #expect(progress.tables.map(\.name) == fixture.plan.tables.map(\.name))
        for table in progress.tables {
            #expect(table.committedRowCount == table.rowCount)
            #expect(table.newRowCount == table.rowCount)
        }
        #expect(progress.rowCount == fixture.plan.rowCount)
    }

    @Test func `a resumed run shows what was there and what is new apart`() throws {
        let fixture = try RunFixture()
        let journal = try fixture.openJournal()
        let stop = StopRequest()
        let target = FakeTarget(didCommit: { ticket in
            if ticket.batchNumber == 7 { stop.stop(reason: "test") }
        })
        let started = try fixture.start(journal, target)
        _ = try fixture.carryOut(started, journal, target, workers: 1, stop: stop)
        let assignment = try fixture.resume(journal, target)
        let board = ProgressBoard()
        #expect(try fixture.carryOut(assignment, journal, target, board: board) == .completed)
        let progress = board.snapshot
        #expect(progress.committedRowCount == fixture.plan.rowCount)
        #expect(progress.newRowCount > 0)
        #expect(progress.newRowCount < fixture.plan.rowCount)
    }
}

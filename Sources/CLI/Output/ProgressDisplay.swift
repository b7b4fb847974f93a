import Executor
import Foundation
import Synchronization

/// Shows the progress of a run on standard error while it goes on.
///
/// In a terminal, a line per table with a bar, redrawn in place; elsewhere a plain line every few
/// seconds. It runs on a thread of its own and reads the board; the run never waits for it.
final class ProgressDisplay: Sendable {
    private struct Pace {
        var redrawSeconds: Double
        /// Rows that must have come in since the last line; terminals redraw in any case.
        var rowCountMin: Int64
    }

    private let board: ProgressBoard
    private let drawsBars: Bool
    private let pace: Pace
    private let isEnded = Mutex(false)
    private let ended = DispatchSemaphore(value: 0)
    private let started = ContinuousClock.now
    private let byteCounts: [Int64]

    /// Starts to show a board.
    ///
    /// `byteCounts` are the estimated bytes of a row of each table, which time left is reckoned by;
    /// `updateRowCount` is the least number of rows between two plain lines.
    init(_ board: ProgressBoard, byteCounts: [Int64], updateRowCount: Int64) {
        self.board = board
        self.byteCounts = byteCounts
        drawsBars = Terminal.errorIsTerminal
        pace = Pace(redrawSeconds: drawsBars ? 0.2 : 3, rowCountMin: updateRowCount)
        let thread = Thread { [self] in
            show()
            ended.signal()
        }
        thread.name = "gatefill progress"
        thread.start()
    }

    /// Draws the last state and ends.
    func end() {
        isEnded.withLock { $0 = true }
        ended.wait()
    }

    private func show() {
        var lineCount = 0
        var lastRowCount: Int64 = 0
        var lastTime = ContinuousClock.now
        while true {
            let isLast = isEnded.withLock { $0 }
            let progress = board.snapshot
            let seconds = Double((ContinuousClock.now - started).microseconds) / 1e6
            if drawsBars {
                let lines = ProgressLines(progress, byteCounts: byteCounts, seconds: seconds)
                    .bars(columnCount: Terminal.columnCount)
                let up = lineCount > 0 ? "\u{1B}[\(lineCount)A" : ""
                Terminal.putError(up + lines.map { "\r\u{1B}[2K" + $0 + "\n" }.joined())
                lineCount = lines.count
            } else if !isLast, ContinuousClock.now - lastTime >= .seconds(pace.redrawSeconds),
                progress.newRowCount - lastRowCount >= max(1, pace.rowCountMin)
            {
                Terminal.writeError(
                    ProgressLines(progress, byteCounts: byteCounts, seconds: seconds).plain
                )
                lastRowCount = progress.newRowCount
                lastTime = ContinuousClock.now
            }
            if isLast { return }
            Thread.sleep(forTimeInterval: 0.1)
        }
    }
}

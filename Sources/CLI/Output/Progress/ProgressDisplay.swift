import Executor
import Foundation
import Journal

/// Shows the progress of a run on standard error while it goes on.
///
/// It runs on a thread of its own and reads the board; the run never waits for it.
final class ProgressDisplay: Sendable {
    private let board: ProgressBoard
    private let style: ProgressStyle
    private let abilities = TerminalAbilities.current
    private let byteCounts: [Int64]
    private let updateRowCount: Int64
    /// Signalled when the last state is to be drawn, and when it is.
    private let ending = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)
    private let started = ContinuousClock.now

    /// Starts to show a board.
    ///
    /// `byteCounts` are the estimated bytes of a row of each table, which time left is reckoned by;
    /// `updateRowCount` is the least number of rows between two plain lines.
    init(
        _ board: ProgressBoard,
        style: ProgressStyle,
        byteCounts: [Int64],
        updateRowCount: Int64
    ) {
        self.board = board
        self.style = style
        self.byteCounts = byteCounts
        self.updateRowCount = updateRowCount
        let thread = Thread { [self] in
            show()
            ended.signal()
        }
        thread.name = "gatefill progress"
        thread.start()
    }

    /// Draws the last state and ends.
    func end() {
        ending.signal()
        ended.wait()
    }

    /// Seconds between two plain lines, `seconds` after the start: an hour gives about a hundred.
    static func pauseSeconds(after seconds: Double) -> Double {
        seconds < 60 ? 3 : seconds < 600 ? 10 : 60
    }

    private func show() {
        var frame = TerminalFrame(abilities)
        var timeLeft = TimeLeft(byteCounts: byteCounts)
        var shown = (seconds: 0.0, rowCount: Int64(0), retryCount: 0)
        var observed = 0.0
        var isLast = false
        while true {
            let progress = board.snapshot
            let seconds = Double((ContinuousClock.now - started).microseconds) / 1e6
            if seconds - observed >= 0.5 {
                timeLeft.observe(progress, seconds: seconds)
                observed = seconds
            }
            let moment = ProgressMoment(
                progress: progress,
                seconds: seconds,
                secondsLeft: isLast ? nil : timeLeft.seconds(at: seconds),
                memoryByteCount: ProcessMemory.residentByteCount
            )
            let pause =
                switch style {
                case .bars: 0.2
                case .lines: ProgressDisplay.pauseSeconds(after: seconds)
                case .json, .none: 1.0
                }
            let isDue = seconds - shown.seconds >= pause
            switch style {
            case .bars where isDue || isLast:
                frame.draw(
                    ProgressLines(moment, glyphs: abilities.glyphs)
                        .bars(columnCount: frame.columnCount, lineCount: frame.lineCount)
                )
                shown.seconds = seconds
            case .lines where isDue && !isLast:
                let newRowCount = progress.newRowCount - shown.rowCount
                // A server that is down brings no rows, but that it is tried again is worth a line.
                guard
                    newRowCount >= max(1, updateRowCount)
                        || progress.retryCount > shown.retryCount
                else { break }
                Terminal.writeError(ProgressLines(moment).plain)
                shown = (seconds, progress.newRowCount, progress.retryCount)
            case .json where isDue || isLast:
                Terminal.writeError(
                    JSONText.line(ProgressRecord(moment, at: UTCTimestamp.now(), isLast: isLast))
                )
                shown.seconds = seconds
            default: break
            }
            if isLast { return }
            // No sleep: the run would wait for what is left of it.
            isLast = ending.wait(timeout: .now() + 0.1) == .success
        }
    }
}

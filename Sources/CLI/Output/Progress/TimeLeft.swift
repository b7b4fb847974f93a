import Executor
import Foundation

/// Reckons how long a run will still take; a pure value that is shown the run now and then.
///
/// The work that is left is counted in seconds of a worker. A table's rows cost what its rows have
/// cost lately; rows of a table that has hardly begun cost, byte by byte, what all rows have cost.
/// The pace is how many such seconds lately went into a second of the clock.
struct TimeLeft {
    /// Seconds after which something is known at all.
    private static let firstSeconds = 2.0
    /// Bytes that a row costs beside its own, in the database's headers and indexes.
    private static let rowOverheadByteCount = 100.0
    /// Rows that the guess by bytes counts for beside what was measured of a table.
    private static let guessRowCount = 1000.0

    private struct Cost {
        var rowCount = 0.0
        var workSeconds = 0.0
    }

    private let byteCounts: [Double]
    private var seen: [Cost]
    private var lately: [Cost]
    private var seenSeconds = 0.0
    private var pace = (elapsed: 0.0, work: 0.0)
    private var end: Double?

    /// Starts with nothing known; `byteCounts` are the estimated bytes of a row of each table.
    init(byteCounts: [Int64]) {
        self.byteCounts = byteCounts.map { Double($0) + TimeLeft.rowOverheadByteCount }
        seen = byteCounts.map { _ in Cost() }
        lately = seen
    }

    /// Takes a look at the run, `seconds` after its start.
    mutating func observe(_ progress: RunProgress, seconds: Double) {
        let passed = seconds - seenSeconds
        guard passed > 0, progress.tables.count == seen.count else { return }
        var work = 0.0
        for (index, table) in progress.tables.enumerated() {
            let rowCount = Double(table.timedRowCount) - seen[index].rowCount
            let workSeconds = table.workSeconds - seen[index].workSeconds
            guard rowCount > 0 || workSeconds > 0 else { continue }
            work += workSeconds
            // Old batches fade: indexes grow, and so does what a row costs.
            let fading = pow(0.5, workSeconds / max(20, seconds / 4))
            lately[index].rowCount = lately[index].rowCount * fading + rowCount
            lately[index].workSeconds = lately[index].workSeconds * fading + workSeconds
            seen[index] = Cost(
                rowCount: Double(table.timedRowCount),
                workSeconds: table.workSeconds
            )
        }
        let fading = pow(0.5, passed / max(20, seconds / 4))
        pace = (pace.elapsed * fading + passed, pace.work * fading + work)
        seenSeconds = seconds
        settle(progress, passed: passed)
    }

    /// Seconds left at a moment of the run; nil while nothing is known, or when nothing is left.
    func seconds(at seconds: Double) -> Double? { end.map { max(0, $0 - seconds) } }

    /// Moves the expected end towards what is reckoned now, the slower the farther it is.
    private mutating func settle(_ progress: RunProgress, passed: Double) {
        guard seenSeconds >= TimeLeft.firstSeconds, let left = reckon(progress) else {
            end = nil
            return
        }
        let reckoned = seenSeconds + left
        guard let before = end else {
            end = reckoned
            return
        }
        let share = passed / (passed + max(1, left / 30))
        end = before + (reckoned - before) * share
    }

    private func reckon(_ progress: RunProgress) -> Double? {
        let totalWork = seen.reduce(0) { $0 + $1.workSeconds }
        let totalBytes = zip(seen, byteCounts).reduce(0) { $0 + $1.0.rowCount * $1.1 }
        guard totalWork > 0, totalBytes > 0, pace.work > 0 else { return nil }
        var workLeft = 0.0
        for (index, table) in progress.tables.enumerated() {
            let rowsLeft = Double(table.rowCount - table.committedRowCount)
            guard rowsLeft > 0 else { continue }
            let guess = byteCounts[index] * totalWork / totalBytes
            let cost =
                (lately[index].workSeconds + guess * TimeLeft.guessRowCount)
                / (lately[index].rowCount + TimeLeft.guessRowCount)
            workLeft += rowsLeft * cost
        }
        return workLeft > 0 ? workLeft * pace.elapsed / pace.work : nil
    }
}

import Executor

/// What is known of a run at a moment, with what the display adds to it.
struct ProgressMoment {
    /// The run.
    let progress: RunProgress
    /// Seconds since this part of the run started.
    let seconds: Double
    /// Seconds that are left; nil when unknown.
    var secondsLeft: Double?
    /// Bytes of memory that the process has; 0 when unknown.
    var memoryByteCount: Int64 = 0

    /// Whether rows are made and then committed, unlike in a cleanup.
    var makesRows: Bool { progress.generatedRowCount > 0 }

    /// Tables that have rows left.
    var unfinishedTables: [RunProgress.Table] {
        progress.tables.filter { $0.committedRowCount < $0.rowCount }
    }

    /// Rows in a second since the start.
    var rowsPerSecond: Double { seconds > 0 ? Double(progress.newRowCount) / seconds : 0 }

    /// What there is to say beside rows: times, trouble, memory; most important first.
    var remarks: [(text: String, isTrouble: Bool)] {
        var remarks = [("elapsed \(Figures.duration(seconds))", false)]
        if progress.suspendedCount > 0 {
            remarks.append(
                ("\(progress.restoredCount)/\(progress.suspendedCount) indexes back", false)
            )
        }
        if let secondsLeft { remarks.append(("left \(Figures.duration(secondsLeft))", false)) }
        if progress.retryCount > 0 {
            let cause = progress.lastRetryCause.map { " (last: \($0))" } ?? ""
            remarks.append(
                (
                    ProgressMoment.count(progress.retryCount, "retry", plural: "retries") + cause,
                    true
                )
            )
        }
        if progress.recoveredCount > 0 {
            remarks.append(("\(progress.recoveredCount) recovered", true))
        }
        if progress.lostCount > 0 {
            remarks.append(("\(progress.lostCount) lost and loaded again", true))
        }
        if makesRows {
            remarks.append(("\(Figures.grouped(progress.generatedRowCount)) rows made", false))
        }
        if memoryByteCount > 0 {
            remarks.append(("memory \(Figures.bytes(memoryByteCount))", false))
        }
        return remarks
    }

    private static func count(_ count: Int, _ one: String, plural many: String) -> String {
        "\(count) \(count == 1 ? one : many)"
    }
}

import Executor

/// The progress of a run as lines of text: a pure function of what is known.
struct ProgressLines {
    private let progress: RunProgress
    private let byteCounts: [Int64]
    private let seconds: Double

    /// Lines for a moment, `seconds` after the start.
    init(_ progress: RunProgress, byteCounts: [Int64], seconds: Double) {
        self.progress = progress
        self.byteCounts = byteCounts
        self.seconds = seconds
    }

    /// A line for each table and one for all, none longer than the terminal is wide.
    func bars(columnCount: Int) -> [String] {
        let nameWidth = progress.tables.map(\.component.count).max() ?? 0
        var lines = progress.tables.map { table in
            let share = ProgressLines.share(table.committedRowCount, of: table.rowCount)
            let tail =
                "\(percent(share)) \(Figures.grouped(table.committedRowCount))"
                + "/\(Figures.grouped(table.rowCount))"
                + "  \(Figures.rate(table.newRowCount, seconds: tableSeconds(table)))"
            let name = table.component.padding(to: nameWidth)
            return fit(
                "\(name) \(bar(share, columnCount, used: nameWidth + 44)) \(tail)",
                columnCount
            )
        }
        lines.append(fit("\("total".padding(to: nameWidth)) \(total)", columnCount))
        return lines
    }

    /// One line for all tables.
    var plain: String { "progress: \(total)" }

    private var total: String {
        let share = ProgressLines.share(progress.committedRowCount, of: progress.rowCount)
        var parts = [
            "\(percent(share)) \(Figures.grouped(progress.committedRowCount))"
                + "/\(Figures.grouped(progress.rowCount)) rows",
            Figures.rate(progress.newRowCount, seconds: seconds),
            "elapsed \(Figures.duration(seconds))",
        ]
        if progress.suspendedCount > 0 {
            parts.append("\(progress.restoredCount)/\(progress.suspendedCount) indexes back")
        }
        if let left = secondsLeft { parts.append("left \(Figures.duration(left))") }
        if progress.retryCount > 0 { parts.append("\(progress.retryCount) retries") }
        if progress.recoveredCount > 0 { parts.append("\(progress.recoveredCount) recovered") }
        return parts.joined(separator: ", ")
    }

    /// Time left by bytes, since tables differ in the size of their rows; nil at the beginning.
    private var secondsLeft: Double? {
        var done = 0.0
        var left = 0.0
        for (table, byteCount) in zip(progress.tables, byteCounts) {
            done += Double(table.newRowCount * byteCount)
            left += Double((table.rowCount - table.committedRowCount) * byteCount)
        }
        guard seconds > 1, done > 0, left > 0 else { return nil }
        return left / (done / seconds)
    }

    private func tableSeconds(_ table: RunProgress.Table) -> Double {
        guard let startedSeconds = table.startedSeconds else { return 0 }
        let isComplete = table.committedRowCount == table.rowCount
        return (isComplete ? table.endedSeconds ?? seconds : seconds) - startedSeconds
    }

    private func bar(_ share: Double, _ columnCount: Int, used: Int) -> String {
        let width = min(30, max(0, columnCount - used))
        guard width >= 5 else { return "" }
        let filled = Int(Double(width) * share)
        return "[" + String(repeating: "#", count: filled)
            + String(repeating: ".", count: width - filled) + "]"
    }

    private func percent(_ share: Double) -> String {
        let text = "\(Int(share * 100))%"
        return String(repeating: " ", count: 4 - text.count) + text
    }

    private func fit(_ line: String, _ columnCount: Int) -> String {
        line.count < columnCount ? line : String(line.prefix(columnCount - 1))
    }

    private static func share(_ part: Int64, of whole: Int64) -> Double {
        whole > 0 ? Double(part) / Double(whole) : 1
    }
}

extension String {
    /// The text with blanks behind it, at least `width` characters long.
    fileprivate func padding(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}

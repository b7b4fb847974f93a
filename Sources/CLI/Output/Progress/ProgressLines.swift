import Executor

/// The progress of a run as lines of text: a pure function of what is known.
struct ProgressLines {
    private let moment: ProgressMoment
    private let glyphs: ProgressBar.Glyphs

    /// Lines for a moment.
    init(_ moment: ProgressMoment, glyphs: ProgressBar.Glyphs = .ascii) {
        self.moment = moment
        self.glyphs = glyphs
    }

    /// A line for each table and one for all, then times and trouble; none is as long as the
    /// terminal is wide, and all together are not as many as it is high.
    ///
    /// Where the tables are too many, those at work are shown, then those that come next.
    func bars(columnCount: Int, lineCount: Int = .max) -> [StyledText] {
        let remarks = remarkLines(columnCount)
        // The cursor's line below stays free.
        let room = max(1, lineCount - remarks.count - 2)
        let (tables, hidden) = shown(room)
        let total = Row(
            name: "total",
            committed: moment.progress.committedRowCount,
            inHand: moment.progress.tables.reduce(0) { $0 + $1.inHandRowCount },
            whole: moment.progress.rowCount,
            rate: Figures.rate(moment.progress.newRowCount, seconds: moment.seconds)
        )
        let rows = tables.map(row) + [total]
        let layout = ProgressLayout(rows, columnCount: columnCount)
        var lines = rows.map { layout.line($0, glyphs: glyphs) }
        if let hidden { lines.insert(StyledText(hidden, .faint), at: lines.count - 1) }
        return (lines + remarks).map { $0.prefix(max(0, columnCount - 1)) }
    }

    /// One line for all tables.
    var plain: String {
        let progress = moment.progress
        let share = ProgressLayout.share(progress.committedRowCount, of: progress.rowCount)
        let parts =
            [
                "\(ProgressLayout.percent(share)) \(Figures.grouped(progress.committedRowCount))"
                    + "/\(Figures.grouped(progress.rowCount)) rows",
                Figures.rate(progress.newRowCount, seconds: moment.seconds),
            ] + moment.remarks.map(\.text)
        return "progress: " + parts.joined(separator: ", ")
    }

    typealias Row = ProgressLayout.Row

    private func row(_ table: RunProgress.Table) -> Row {
        Row(
            name: table.component,
            committed: table.committedRowCount,
            inHand: table.inHandRowCount,
            whole: table.rowCount,
            rate: Figures.rate(table.rowsPerWorkSecond)
        )
    }

    /// The tables that there is room for, in their order, and a line about the others.
    private func shown(_ room: Int) -> ([RunProgress.Table], String?) {
        let tables = moment.progress.tables
        guard tables.count > room else { return (tables, nil) }
        let isDone = tables.map { $0.committedRowCount >= $0.rowCount }
        let atWork = tables.indices.filter { !isDone[$0] && tables[$0].isStarted }
        let waiting = tables.indices.filter { !isDone[$0] && !tables[$0].isStarted }
        // The last ones done, newest first, fill what is left when hardly any wait.
        let done = tables.indices.filter { isDone[$0] }.sorted {
            (tables[$0].endedSeconds ?? 0, $0) > (tables[$1].endedSeconds ?? 0, $1)
        }
        let chosen = (atWork + waiting.prefix(2) + done + waiting.dropFirst(2)).prefix(room - 1)
        let hidden = Set(tables.indices).subtracting(chosen)
        let doneCount = hidden.count(where: { isDone[$0] })
        let parts = [
            doneCount > 0 ? "\(doneCount) done" : nil,
            hidden.count > doneCount ? "\(hidden.count - doneCount) to come" : nil,
        ]
        return (
            chosen.sorted().map { tables[$0] },
            "(and \(hidden.count) tables: \(parts.compactMap(\.self).joined(separator: ", ")))"
        )
    }

    /// Times and trouble, on as many lines as they need.
    private func remarkLines(_ columnCount: Int) -> [StyledText] {
        var lines: [StyledText] = []
        for (text, isTrouble) in moment.remarks {
            let style: StyledText.Style = isTrouble ? .warning : .plain
            if let last = lines.last, last.count + 2 + text.count < columnCount {
                lines[lines.count - 1].add(", ")
                lines[lines.count - 1].add(text, style)
            } else {
                lines.append(StyledText(text, style))
            }
        }
        return lines
    }
}

/// Which columns fit beside each other: name, bar, share, rows and rate.
///
/// A narrow terminal first shortens the bar, then goes without the rate, then the rows; at last
/// only name and share are left.
struct ProgressLayout {
    /// What a line says.
    struct Row {
        let name: String
        let committed: Int64
        let inHand: Int64
        let whole: Int64
        let rate: String

        /// Committed and all rows, `1,000/5,000`.
        var counts: String { "\(Figures.grouped(committed))/\(Figures.grouped(whole))" }
    }

    private static let barWidths = 10...30
    private static let shareWidth = 4

    private let nameWidth: Int
    private let barWidth: Int
    private let countsWidth: Int
    private let rateWidth: Int

    /// Chooses columns for all rows together, so that they line up.
    init(_ rows: [Row], columnCount: Int) {
        let room = columnCount - 1
        let longest = rows.map(\.name.count).max() ?? 0
        // Long names give way before the bar does.
        let nameWidth = min(longest, max(8, room / 3))
        let counts = rows.map(\.counts.count).max() ?? 0
        let rate = rows.map(\.rate.count).max() ?? 0
        let share = ProgressLayout.shareWidth + 1
        let least = ProgressLayout.barWidths.lowerBound + 3
        var (countsWidth, rateWidth) = (counts, rate)
        if nameWidth + least + share + 1 + counts + 2 + rate > room { rateWidth = 0 }
        if nameWidth + least + share + 1 + counts > room { countsWidth = 0 }
        var used = nameWidth + share
        if countsWidth > 0 { used += 1 + countsWidth }
        if rateWidth > 0 { used += 2 + rateWidth }
        let left = room - used - 3
        self.nameWidth = nameWidth
        self.countsWidth = countsWidth
        self.rateWidth = rateWidth
        barWidth =
            left >= ProgressLayout.barWidths.lowerBound
            ? min(left, ProgressLayout.barWidths.upperBound) : 0
    }

    /// The line of a row.
    func line(_ row: Row, glyphs: ProgressBar.Glyphs) -> StyledText {
        let share = ProgressLayout.share(row.committed, of: row.whole)
        let isDone = row.committed >= row.whole
        let isAtWork = row.committed > 0 || row.inHand > 0
        let style: StyledText.Style = isDone || isAtWork ? .plain : .faint
        var line = StyledText()
        line.add(ProgressLayout.shortened(row.name, to: nameWidth), style)
        if barWidth > 0 {
            line.add(" [")
            let counts = ProgressBar.Counts(
                committed: row.committed,
                inHand: row.inHand,
                whole: row.whole
            )
            line.append(ProgressBar(counts, width: barWidth, glyphs: glyphs).text)
            line.add("]")
        }
        line.add(" " + ProgressLayout.percent(share), isDone ? .done : style)
        if countsWidth > 0 {
            line.add(" " + ProgressLayout.right(row.counts, countsWidth), style)
        }
        if rateWidth > 0 { line.add("  " + ProgressLayout.right(row.rate, rateWidth), style) }
        return line
    }

    /// The part of a whole, 0 to 1; of nothing, all.
    static func share(_ part: Int64, of whole: Int64) -> Double {
        whole > 0 ? min(1, max(0, Double(part) / Double(whole))) : 1
    }

    /// Whole per cent, four characters long; 100 only when nothing is missing.
    static func percent(_ share: Double) -> String { right("\(Int(share * 100))%", shareWidth) }

    private static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }

    private static func shortened(_ name: String, to width: Int) -> String {
        guard name.count > width else {
            return name + String(repeating: " ", count: width - name.count)
        }
        return String(name.prefix(max(0, width - 1))) + "~"
    }
}

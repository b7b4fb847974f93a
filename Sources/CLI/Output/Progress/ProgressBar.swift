/// A bar of three parts: what is committed, what is made, and what is left.
struct ProgressBar {
    /// What a bar is drawn with.
    struct Glyphs: Hashable {
        let committed: String
        let inHand: String
        let left: String

        /// For terminals that show Unicode.
        static let blocks = Glyphs(committed: "█", inHand: "▒", left: "·")
        /// For all others.
        static let ascii = Glyphs(committed: "#", inHand: "=", left: ".")
    }

    private let table: Counts
    private let width: Int
    private let glyphs: Glyphs

    /// Rows of a bar.
    struct Counts {
        let committed: Int64
        let inHand: Int64
        let whole: Int64
    }

    /// A bar `width` characters long.
    init(_ counts: Counts, width: Int, glyphs: Glyphs) {
        table = counts
        self.width = width
        self.glyphs = glyphs
    }

    /// The bar; it is full only when all rows are committed.
    var text: StyledText {
        let committed = length(of: table.committed)
        let made = max(committed, length(of: min(table.whole, table.committed + table.inHand)))
        var text = StyledText()
        text.add(String(repeating: glyphs.committed, count: committed), .done)
        text.add(String(repeating: glyphs.inHand, count: made - committed), .inHand)
        text.add(String(repeating: glyphs.left, count: width - made), .faint)
        return text
    }

    private func length(of rowCount: Int64) -> Int {
        guard table.whole > 0 else { return width }
        let share = Double(max(0, rowCount)) / Double(table.whole)
        return min(width, Int(Double(width) * share))
    }
}

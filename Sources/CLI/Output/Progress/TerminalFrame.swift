/// Lines at the bottom of the terminal that are drawn over again and again.
struct TerminalFrame {
    private let abilities: TerminalAbilities
    private var lengths: [Int] = []

    /// A frame with nothing in it.
    init(_ abilities: TerminalAbilities) {
        self.abilities = abilities
    }

    /// Columns that there are now.
    var columnCount: Int { Terminal.size.columnCount }

    /// Lines that there are now.
    var lineCount: Int { Terminal.size.lineCount }

    /// Draws lines over those drawn before; they should be shorter than the terminal is wide.
    mutating func draw(_ lines: [StyledText]) {
        Terminal.putError(replacement(lines, columnCount: columnCount))
        note(lines)
    }

    /// Notes that lines were drawn.
    mutating func note(_ lines: [StyledText]) { lengths = lines.map(\.count) }

    /// What replaces the lines drawn before in a terminal of so many columns, where they may be
    /// wrapped by now.
    func replacement(_ lines: [StyledText], columnCount: Int) -> String {
        let up = lengths.reduce(0) { $0 + max(1, ($1 + columnCount - 1) / max(1, columnCount)) }
        let texts = lines.map { abilities.hasColours ? $0.coloured : $0.text }
        guard abilities.movesCursor else { return texts.map { $0 + "\n" }.joined() }
        // Erased line by line, behind the text: a frame erased as a whole would flicker.
        return (up > 0 ? "\u{1B}[\(up)A\r" : "\r")
            + texts.map { $0 + "\u{1B}[K\n" }.joined() + "\u{1B}[J"
    }
}

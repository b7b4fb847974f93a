/// A line of text whose parts may be coloured, where the terminal has colours.
struct StyledText: Hashable {
    /// How a part is shown.
    enum Style: String {
        case plain = ""
        case done = "32"
        case inHand = "36"
        case faint = "2"
        case warning = "33"
        case strong = "1"
    }

    private struct Part: Hashable {
        var text: String
        let style: Style
    }

    private var parts: [Part] = []

    /// A line of one part.
    init(_ text: String = "", _ style: Style = .plain) { add(text, style) }

    /// Adds a part at the end.
    mutating func add(_ text: String, _ style: Style = .plain) {
        if !text.isEmpty { parts.append(Part(text: text, style: style)) }
    }

    /// Adds a line at the end.
    mutating func append(_ other: StyledText) { parts += other.parts }

    /// Number of characters.
    var count: Int { parts.reduce(0) { $0 + $1.text.count } }

    /// The text alone.
    var text: String { parts.map(\.text).joined() }

    /// The first characters, so many at most.
    func prefix(_ count: Int) -> StyledText {
        var result = StyledText()
        var room = count
        for part in parts where room > 0 {
            result.add(String(part.text.prefix(room)), part.style)
            room -= part.text.count
        }
        return result
    }

    /// The text with the terminal's codes for its colours.
    var coloured: String {
        parts.map { part in
            part.style == .plain
                ? part.text : "\u{1B}[\(part.style.rawValue)m\(part.text)\u{1B}[0m"
        }.joined()
    }
}

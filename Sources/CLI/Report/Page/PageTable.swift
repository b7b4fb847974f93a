/// A table of a report's page.
struct PageTable {
    /// A cell: text that is escaped, or markup that is not.
    enum Cell {
        case text(String)
        case number(String)
        case markup(String)
    }

    private let titles: [(text: String, isNumber: Bool)]
    private var rows: [[Cell]] = []

    /// A table with these titles; numbers stand to the right.
    init(_ titles: [(text: String, isNumber: Bool)]) {
        self.titles = titles
    }

    /// Adds a row of as many cells as there are titles.
    mutating func add(_ cells: [Cell]) {
        precondition(cells.count == titles.count, "a row has another number of cells than titles")
        rows.append(cells)
    }

    /// The table in a box that scrolls where the page is narrow.
    var html: String {
        // The types are spelt out: a library has a literal of its own for SQL that would fit too.
        let head: String = titles.map { (title) -> String in
            "<th\(title.isNumber ? " class=\"number\"" : "")>\(MarkupText.html(title.text))</th>"
        }.joined()
        let body: String = rows.map { (cells) -> String in
            let inside: String = cells.map { (cell) -> String in
                switch cell {
                case .text(let text): "<td>\(MarkupText.html(text))</td>"
                case .number(let text): "<td class=\"number\">\(MarkupText.html(text))</td>"
                case .markup(let markup): "<td>\(markup)</td>"
                }
            }.joined()
            return "<tr>\(inside)</tr>"
        }.joined(separator: "\n")
        return """
            <div class="card"><table><thead><tr>\(head)</tr></thead><tbody>
            \(body)
            </tbody></table></div>
            """
    }
}

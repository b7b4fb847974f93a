/// A table as Markdown that lines up in a terminal too.
struct TextTable {
    /// Titles; numbers stand to the right where `isNumber` says so.
    let titles: [String]
    let isNumber: [Bool]
    private(set) var rows: [[String]] = []

    init(_ columns: [(title: String, isNumber: Bool)]) {
        titles = columns.map(\.title)
        isNumber = columns.map(\.isNumber)
    }

    /// Adds a row of as many cells as there are titles.
    mutating func add(_ cells: [String]) {
        precondition(cells.count == titles.count, "a row has another number of cells than titles")
        rows.append(cells)
    }

    /// The lines, without a line break at the end.
    var text: String {
        let widths = titles.indices.map { column in
            ([titles] + rows).map { $0[column].count }.max() ?? 0
        }
        let rule = zip(widths, isNumber).map { width, isNumber in
            String(repeating: "-", count: width + 1) + (isNumber ? ":" : "-")
        }
        let lines = ([titles] + rows).map { cells in
            let padded = cells.indices.map { column in
                let space = String(repeating: " ", count: widths[column] - cells[column].count)
                return isNumber[column] ? space + cells[column] : cells[column] + space
            }
            return "| " + padded.joined(separator: " | ") + " |"
        }
        return ([lines[0], "|" + rule.joined(separator: "|") + "|"] + lines.dropFirst())
            .joined(separator: "\n")
    }
}

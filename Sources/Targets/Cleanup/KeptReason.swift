/// Why cleanup keeps a generated row.
package enum KeptReason: Sendable, Hashable {
    /// A row refers to it through this column, `table.column`.
    case reference(String)
    /// A row that the gateway derived from it, and that is to be kept, refers to it.
    case derivedRow(String)
    /// Somebody has changed this column of it.
    case change(String)
    /// It was still there after its deletion, because of this trigger or rule, if one is known.
    case server(String?)

    /// The text for a row that no trigger or rule of the database explains.
    private static let unexplained = "the server did not delete it"

    /// The text stored in the ledger and the journal and shown in reports.
    package var text: String {
        switch self {
        case .reference(let name): name
        case .derivedRow(let name): "derived \(name)"
        case .change(let column): "changed \(column)"
        case .server(let cause): cause ?? KeptReason.unexplained
        }
    }

    /// Reads ``text`` back.
    package init(_ text: String) {
        let words = text.split(separator: " ", maxSplits: 1).map(String.init)
        switch (words.first, words.count) {
        case ("changed", 2): self = .change(words[1])
        case ("derived", 2): self = .derivedRow(words[1])
        case (_, 1): self = .reference(text)
        default: self = .server(text == KeptReason.unexplained ? nil : text)
        }
    }
}

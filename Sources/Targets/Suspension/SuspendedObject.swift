import Foundation

/// An index or constraint that is dropped while its table loads, and made again.
package struct SuspendedObject: Sendable, Hashable {
    /// What it is; the raw value is the journal's word.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// An index, unique or not, that belongs to no constraint.
        case index
        /// A unique constraint with its index.
        case unique
        case foreignKey = "foreign-key"
    }

    /// The table that it is on.
    package let table: String
    /// Its own name.
    package let name: String
    /// What it is.
    package let kind: Kind
    /// The statements that make it again, in order: one, and of a unique constraint two, the first
    /// for its index and the second that makes the index a constraint.
    package let statements: [String]
    /// The table that a foreign key refers to; nil for other kinds.
    package let parent: String?
    /// The lines of ``TargetTable/constraints`` that go with it.
    package let schemaLines: [String]

    /// Creates one.
    package init(
        table: String,
        name: String,
        kind: Kind,
        statements: [String],
        parent: String? = nil,
        schemaLines: [String]
    ) {
        self.table = table
        self.name = name
        self.kind = kind
        self.statements = statements
        self.parent = parent
        self.schemaLines = schemaLines
    }

    /// Whether it keeps rows from being alike.
    package var isUnique: Bool {
        kind == .unique || (kind == .index && statements[0].hasPrefix("CREATE UNIQUE "))
    }

    /// All statements as one text, as the journal keeps them.
    package var definition: String { statements.joined(separator: SuspendedObject.separator) }

    /// Takes ``definition`` apart.
    package static func statements(in definition: String, of kind: Kind) -> [String] {
        // Only a unique constraint has two, and the name of an index cannot stand in its second.
        guard kind == .unique,
            let range = definition.range(of: separator + "ALTER TABLE ", options: .backwards)
        else { return [definition] }
        let second = definition.index(range.lowerBound, offsetBy: separator.count)
        return [String(definition[..<range.lowerBound]), String(definition[second...])]
    }

    private static let separator = ";\n"

    /// `foreign key `name` of table `table``, for people.
    package var title: String {
        let word =
            switch kind {
            case .index: "index"
            case .unique: "unique constraint"
            case .foreignKey: "foreign key"
            }
        return "\(word) `\(name)` of table `\(table)`"
    }

    /// What a table's foreign key is called while it is there and its rows are not checked yet.
    package var uncheckedLines: [String] {
        kind == .foreignKey ? schemaLines.map { $0 + SuspendedObject.uncheckedSuffix } : []
    }

    /// How PostgreSQL marks a foreign key whose rows are not checked.
    package static let uncheckedSuffix = " NOT VALID"
}

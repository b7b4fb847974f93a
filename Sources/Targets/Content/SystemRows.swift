import Dataset

/// System rows: those that the gateway creates when it first starts, in tables that gatefill fills
/// too.
///
/// Digests and deletions skip them.
package enum SystemRows {
    /// The `WHERE` clause that leaves the system rows of a table out, with a leading space; empty
    /// when it can have none.
    package static func exclusion(from table: String) -> String {
        column(of: table).map { " WHERE NOT \($0)" } ?? ""
    }

    /// The quoted name of the boolean column that marks them; nil when a table can have none.
    static func column(of table: String) -> String? {
        Catalogue.definitions.first { $0.name == table }?.systemColumn
            .map { SQLIdentifier.quoted($0) }
    }
}

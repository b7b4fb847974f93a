import Rows

/// System rows: those that the system creates when it first starts, in tables that gatefill fills
/// too.
///
/// Digests and deletions skip them.
extension Catalogue {
    /// The `WHERE` clause that leaves the system rows of a table out, with a leading space; empty
    /// when it can have none.
    package func systemRowExclusion(from table: String) -> String {
        systemColumn(of: table).map { " WHERE NOT \($0)" } ?? ""
    }

    /// The quoted name of the boolean column that marks them; nil when a table can have none.
    func systemColumn(of table: String) -> String? {
        definition(table)?.systemColumn.map { SQLIdentifier.quoted($0) }
    }
}

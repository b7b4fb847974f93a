import Dataset

/// Rows that the gateway itself creates when it first starts, in tables that gatefill fills too:
/// they are no part of a digest, and stay when everything else is deleted.
package enum SystemRows {
    /// The `WHERE` clause that leaves these rows of a table out, with a leading blank; empty where
    /// a table has none.
    package static func exclusion(from table: String) -> String {
        column(of: table).map { " WHERE NOT \($0)" } ?? ""
    }

    /// The quoted name of the boolean column that marks them; nil where a table has none.
    static func column(of table: String) -> String? {
        Catalogue.definitions.first { $0.name == table }?.systemColumn
            .map { SQLIdentifier.quoted($0) }
    }
}

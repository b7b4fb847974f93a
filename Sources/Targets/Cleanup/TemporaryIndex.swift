import Crypto
import Foundation
import Rows

/// An index that a cleanup makes on a referring column that has none, and drops again.
///
/// Without it, looking for what refers to a row, and the database's own check of a foreign key,
/// would read the whole referring table for every row.
struct TemporaryIndex {
    /// What the names of all such indexes begin with, so that one left behind by a crash is known.
    static let prefix = "gatefill_cleanup_"

    /// The reference whose column it is on.
    let reference: TableReference

    /// Its name: the same for the same column.
    var name: String {
        let digest = SHA256.hash(data: Data(reference.name.utf8))
        return TemporaryIndex.prefix
            + HexDigits.text(of: digest.prefix(8))
    }

    /// The statement that makes it, in the dialect that both databases share; `table` is the
    /// referring table as the database wants it spelled there.
    func creation(on table: String) -> String {
        "CREATE INDEX \(SQLIdentifier.quoted(name)) ON \(table) "
            + "(\(SQLIdentifier.quoted(reference.column)))"
    }

    /// The error when a foreign key has no index and none can be made.
    func refusal(_ cause: String) -> TargetError {
        TargetError(
            code: "missing-index",
            message: "could not delete rows of `\(reference.parent)`: a foreign key has no index",
            detail: "\(reference.name) has no index, so every deleted row would read the whole "
                + "table; \(cause)",
            hint: "Make one, for example: CREATE INDEX ON \(reference.table) "
                + "(\(reference.column)); then run the command again."
        )
    }
}

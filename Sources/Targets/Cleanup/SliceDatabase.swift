import Rows

/// Where a row is stored, as text: a `ctid` or a `rowid`; it holds as long as the transaction.
typealias RowPlace = String

/// A row that refers to another.
struct Referrer {
    /// Where it is.
    let place: RowPlace
    /// Where the row is that it refers to.
    let parent: RowPlace
    /// The columns that were asked for, as text.
    let cells: [String?]
}

/// What ``SliceDeletion`` asks of a database, for one slice of a table inside of the transaction
/// that deletes it.
protocol SliceDatabase {
    /// What its statements throw.
    associatedtype Failure: Error

    /// An error of gatefill's own.
    static func failure(_ error: TargetError) -> Failure

    /// The triggers and rules of a table that fire on DELETE.
    ///
    /// Those that were read before, unless they are to be read `again`.
    func obstacles(of table: String, again: Bool) throws(Failure) -> DeletionObstacles

    /// Those of some rows, counted within the slice, that are in the target, and where; with
    /// `areLocked`, nobody can change them or refer to them until the transaction ends.
    func presentRows(among rows: [Int], areLocked: Bool) throws(Failure) -> [Int: RowPlace]

    /// Those of some rows that somebody has changed.
    func changedRows(_ table: ComparedTable, among rows: [Int]) throws(Failure) -> ChangedRows

    /// The subset of `rows` that other rows, which are not deleted with them, refer to; each with
    /// the first such reference.
    func referredRows(
        among rows: [Int],
        by references: [TableReference]
    ) throws(Failure) -> [Int: TableReference]

    /// Deletes rows; the number that the statement reports.
    func delete(rows: [Int]) throws(Failure) -> Int64

    /// Deletes all that refers to rows, down to the leaves; the number of rows.
    func deleteReferringRows(to rows: [Int]) throws(Failure) -> Int64

    /// The rows that refer to rows at some places, with columns of theirs.
    func referrers(
        _ reference: TableReference,
        to places: [RowPlace],
        reading columns: [String]
    ) throws(Failure) -> [Referrer]

    /// Deletes the rows that refer to rows at some places; the number of those that are gone.
    func deleteReferrers(
        _ reference: TableReference,
        to places: [RowPlace]
    ) throws(Failure) -> Int64

    /// Deletes the rows of a table at some places; the number of those that are gone.
    func delete(_ places: [RowPlace], of table: String) throws(Failure) -> Int64

    /// Those of some values that a column holds.
    func existing(
        _ values: Set<String>,
        table: String,
        column: String
    ) throws(Failure) -> Set<String>
}

import Rows

/// Finds what refers to rows that are to be deleted.
///
/// By then a run's own children are gone, so what refers to a row is somebody else's, or was itself
/// kept.
struct PostgresReferenceGuard {
    private let connection: PostgresConnection
    private let table: CleanupTable

    /// A guard of one table's rows.
    init(_ connection: PostgresConnection, _ table: CleanupTable) {
        self.connection = connection
        self.table = table
    }

    /// Which of `rows`, counted within a slice, something refers to by one of `references`, with
    /// the first of them; `address` spells the addresses of rows.
    func referredRows(
        among rows: [Int],
        by references: [TableReference],
        address: ([Int]) -> PostgresKeys
    ) throws(TargetError) -> [Int: TableReference] {
        var referred: [Int: TableReference] = [:]
        // A row that stays may itself refer to a row of the same table.
        let isRepeated = references.contains(where: \.isWithinTable)
        var isSettled = references.isEmpty
        while !isSettled {
            isSettled = true
            let candidates = rows.filter { referred[$0] == nil }
            guard !candidates.isEmpty else { break }
            let keys = address(candidates)
            for reference in references {
                for place in try places(reference, keys) where referred[candidates[place]] == nil {
                    referred[candidates[place]] = reference
                    if isRepeated { isSettled = false }
                }
            }
        }
        return referred
    }

    /// The zero-based places of keys whose row is referred to by a row that is not among the keys.
    private func places(
        _ reference: TableReference,
        _ keys: PostgresKeys
    ) throws(TargetError) -> [Int] {
        // Rows of the same table that go together with it do not keep a row.
        let others =
            reference.isWithinTable
            ? "AND NOT EXISTS (SELECT 1 FROM \(keys.relation("o")) "
                + "WHERE \(keys.condition(row: "r", key: "o")))"
            : ""
        let found = try connection.execute(
            """
            SELECT k.place FROM \(keys.relation("k"))
            JOIN \(connection.name(of: table.name)) AS t
                ON \(keys.condition(row: "t", key: "k"))
            WHERE EXISTS (SELECT 1 FROM \(connection.referringName(reference)) AS r
                WHERE r.\(SQLIdentifier.quoted(reference.column))
                    = t.\(SQLIdentifier.quoted(reference.parentColumn)) \(others))
            """,
            keys.parameters
        )
        return PostgresReferenceGuard.places(found)
    }

    /// The first column of an answer, which counts from 1, from 0.
    static func places(_ result: PostgresResult) -> [Int] {
        (0..<result.rowCount).compactMap { result.text($0, 0).flatMap { Int($0) } }.map { $0 - 1 }
    }
}

/// The integer keys of a PostgreSQL table: how far they are used up, and the sequences that count
/// them.
///
/// A sequence counts for a column if the column owns it, or if the column's default draws from it,
/// whoever owns it: the gateway's next insert takes its key from there.
struct PostgresKeyCounter {
    private let connection: PostgresConnection
    private let table: String
    private let column: String

    init(_ connection: PostgresConnection, _ table: String, column: String) {
        self.connection = connection
        self.table = table
        self.column = column
    }

    /// The sequences, as statements spell them; none where nothing counts the keys.
    func sequences() throws(TargetError) -> [String] {
        let rows = try connection.execute(
            """
            WITH counted AS (
                SELECT a.attrelid, a.attnum, d.oid AS default_oid,
                    pg_get_expr(d.adbin, d.adrelid) AS expression
                FROM pg_attribute a
                LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
                WHERE a.attrelid = to_regclass($1) AND a.attname = $2
            ), found AS (
                SELECT pg_get_serial_sequence($1, $2)::regclass::oid AS oid FROM counted
                UNION
                SELECT p.refobjid FROM counted
                JOIN pg_depend p ON p.classid = 'pg_attrdef'::regclass AND p.objid = default_oid
                    AND p.refclassid = 'pg_class'::regclass
                UNION
                SELECT to_regclass(substring(expression from 'nextval[(][(]?''([^'']+)'''))::oid
                FROM counted
            )
            SELECT format('%I.%I', n.nspname, c.relname) FROM found
            JOIN pg_class c ON c.oid = found.oid AND c.relkind = 'S'
            JOIN pg_namespace n ON n.oid = c.relnamespace
            ORDER BY 1
            """,
            [connection.name(of: table), column]
        )
        return (0..<rows.rowCount).map { rows.text($0, 0) ?? "" }
    }

    /// How far the keys are used up; changes nothing.
    func range() throws(TargetError) -> KeyRange {
        let keys = try highestKey()
        var highest = keys.highest
        for sequence in try sequences() {
            let last = try connection.execute(
                "SELECT coalesce(pg_sequence_last_value($1::regclass), 0)",
                [sequence]
            )
            highest = max(highest, try wholeNumber(last))
        }
        return KeyRange(highest: highest, keyMax: keys.keyMax)
    }

    /// Moves the sequences past a block of `count` keys and returns the block's first key.
    ///
    /// A key column that nothing counts is safe behind its highest key.
    func reserve(_ count: Int64) throws(TargetError) -> Int64 {
        let keys = try highestKey()
        var highest = keys.highest
        let sequences = try sequences()
        for sequence in sequences {
            let next = try connection.execute("SELECT nextval($1::regclass)", [sequence])
            highest = max(highest, try wholeNumber(next))
        }
        let first = try KeyBlock.first(
            behind: highest,
            count: count,
            keyMax: keys.keyMax,
            table: table
        )
        for sequence in sequences {
            try connection.execute(
                "SELECT setval($1::regclass, $2::bigint)",
                [sequence, String(first + count - 1)]
            )
        }
        return first
    }

    private func highestKey() throws(TargetError) -> (highest: Int64, keyMax: Int64) {
        let name = connection.name(of: table)
        let facts = try connection.execute(
            """
            SELECT coalesce((SELECT max(\(SQLIdentifier.quoted(column))) FROM \(name)), 0),
                CASE format_type(atttypid, NULL) WHEN 'bigint' THEN 9223372036854775807
                    WHEN 'smallint' THEN 32767 ELSE 2147483647 END
            FROM pg_attribute WHERE attrelid = to_regclass($1) AND attname = $2
            """,
            [name, column]
        )
        return (try wholeNumber(facts), try wholeNumber(facts, column: 1))
    }

    private func wholeNumber(
        _ result: PostgresResult,
        column: Int = 0
    ) throws(TargetError) -> Int64 {
        guard result.rowCount > 0, let value = result.text(0, column).flatMap(Int64.init) else {
            throw TargetError(
                code: "unexpected-answer",
                message: "could not read the keys of table `\(table)`"
            )
        }
        return value
    }
}

extension PostgresTarget {
    package func inspect(tables: [String]) -> [Finding] {
        PostgresInspection(parameters, timeoutSeconds: timeoutSeconds, tables: tables).findings()
    }

    package func readKeyRange(table: String, column: String) throws(TargetError) -> KeyRange {
        let name = SQLIdentifier.quoted(table)
        let facts = try connect().execute(
            """
            SELECT greatest(
                    coalesce((SELECT max(\(SQLIdentifier.quoted(column))) FROM \(name)), 0),
                    coalesce(pg_sequence_last_value(pg_get_serial_sequence($1, $2)::regclass), 0)
                )::text,
                CASE format_type(atttypid, NULL) WHEN 'bigint' THEN 9223372036854775807
                    WHEN 'smallint' THEN 32767 ELSE 2147483647 END
            FROM pg_attribute WHERE attrelid = to_regclass($1) AND attname = $2
            """,
            [name, column]
        )
        return KeyRange(
            highest: try wholeNumber(facts, row: 0),
            keyMax: facts.rowCount > 0
                ? facts.text(0, 1).flatMap(Int64.init) ?? Int64(Int32.max) : Int64(Int32.max)
        )
    }

    /// The server's data, when it is on this machine and this role may know where.
    package var localDataPath: String? {
        guard parameters.isLocal else { return nil }
        do {
            let path = try connect().execute("SHOW data_directory").text(0, 0)
            return path
        } catch {
            // Only members of pg_read_all_settings may know.
            return nil
        }
    }
}

extension PostgresTarget {
    package func inspect(tables: [String]) -> [Finding] {
        PostgresInspection(self, tables: tables).findings()
    }

    package func readKeyRange(table: String, column: String) throws(TargetError) -> KeyRange {
        let connection = try connect()
        return try connection.transaction(
            TransactionOptions(isReadOnly: true, searchPath: [connection.schema])
        ) { () throws(TargetError) in
            try PostgresKeyCounter(connection, table, column: column).range()
        }
    }

    /// The server's data, when it is on this machine and this role may know where.
    package var localDataPath: String? {
        guard parameters.isLocal else { return nil }
        do {
            return try read { (connection) throws(TargetError) in
                try connection.execute("SHOW data_directory").text(0, 0)
            }
        } catch {
            // Only members of pg_read_all_settings may know.
            return nil
        }
    }
}

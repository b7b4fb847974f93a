/// A database of a ``PostgresCluster``, owned by an ordinary role, as the gateway's would be.
package struct PostgresDatabase: TestDatabase {
    package let name: String
    package let cluster: PostgresCluster

    /// A database of a cluster, which need not exist yet.
    package init(name: String, cluster: PostgresCluster) {
        self.name = name
        self.cluster = cluster
    }

    /// Over TCP on 127.0.0.1, as the owner, with the password.
    package var url: String { url(user: PostgresCluster.owner, password: PostgresCluster.password) }

    /// Over the Unix socket, as the owner, without a password.
    package var socketURL: String {
        "postgresql://\(PostgresCluster.owner)@/\(name)"
            + "?host=\(cluster.socketFolder)&port=\(cluster.port)"
    }

    /// Over TCP as another role.
    package func url(user: String, password: String) -> String {
        "postgresql://\(user):\(password)@127.0.0.1:\(cluster.port)/\(name)"
    }

    /// Runs statements as the superuser through psql and returns the rows of the last one.
    package func rows(_ sql: String) async throws -> [[String?]] {
        try await cluster.rows(sql, database: name)
    }

    package func tableNames() async throws -> [String] {
        try await rows(
            """
            SELECT table_schema || '.' || table_name FROM information_schema.tables
            WHERE table_schema NOT IN ('pg_catalog', 'information_schema')
            """
        ).compactMap { $0[0] }
    }

    package func contents() async throws -> [String: [String]] {
        let names = try await tableNames()
        guard !names.isEmpty else { return [:] }
        var tables = Dictionary(uniqueKeysWithValues: names.map { ($0, [String]()) })
        let questions = names.map { "SELECT '\($0)', whole_row::text FROM \($0) AS whole_row" }
        let everything = questions.joined(separator: " UNION ALL ")
        let sql = "SELECT * FROM (\(everything)) AS everything (name, content) "
        for row in try await rows(sql + "ORDER BY content COLLATE \"C\"") {
            guard let name = row[0], let text = row[1] else { continue }
            tables[name]?.append(text)
        }
        return tables
    }

    /// Holds a lock on a table in an open transaction until the returned object goes.
    ///
    /// The mode is for example `SHARE`, which lets others read but not write.
    package func lock(_ table: String, mode: String) async throws -> ChildProcess {
        let session = try cluster.begin(
            "BEGIN; LOCK TABLE \(table) IN \(mode) MODE; SELECT pg_sleep(600)",
            database: name
        )
        let held =
            "SELECT count(*) FROM pg_locks WHERE granted AND relation = '\(table)'::regclass"
            + " AND mode = '\(mode.capitalized)Lock'"
        while try await integer(held) == 0 {
            guard session.poll() == nil else {
                throw TestSupportError("could not lock \(table)", detail: session.standardError)
            }
        }
        return session
    }
}

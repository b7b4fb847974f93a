import Targets

/// What psql is told to fill the tables of a PostgreSQL database, and to make their indexes, over
/// several connections.
struct PostgresScripts {
    let tables: [String]
    let objects: [SuspendedObject]
    let connectionCount: Int
    /// Where the server keeps a file for each part of a table.
    let folder: String
    /// Bytes of tables and indexes, by name.
    let byteCounts: [String: Int64]
    /// Rows of tables, by name.
    let rowCounts: [String: Int]

    /// Memory of all connections together for the making of indexes, the same that gatefill allows.
    private static let memoryKilobyteCount = 1 << 20

    // MARK: Rows

    /// What is done once in a database before it is filled.
    static let preparation = """
        CREATE SCHEMA benchmark;
        CREATE TABLE benchmark.loaded (name text, part integer, PRIMARY KEY (name, part));
        """

    /// Writes the files: each table in as many parts as there are connections, cut between pages.
    ///
    /// A table that refers to itself is one part: `COPY` checks its foreign keys when all rows are
    /// in.
    var exports: [String] {
        let selfReferring = Set(objects.filter { $0.parent == $0.table }.map(\.table))
        return (0..<connectionCount).map { part in
            tables.map { table in
                let pageCount = (byteCounts[table] ?? 0) / 8_192
                let isWhole = selfReferring.contains(table)
                let place = Int64(isWhole ? min(part, 1) * connectionCount : part)
                let next = Int64(isWhole ? connectionCount : part + 1)
                let first = pageCount * place / Int64(connectionCount)
                let end = pageCount * next / Int64(connectionCount)
                return "COPY (SELECT * FROM \"\(table)\" "
                    + "WHERE ctid >= '(\(first),0)' AND ctid < '(\(end),0)') "
                    + "TO '\(file(table, part))' (FORMAT BINARY);\n"
            }.joined()
        }
    }

    /// Reads the files, each connection its part of every table.
    ///
    /// - Parameter isOrdered: Whether no table begins before all parts of the one before it are
    ///   committed, as foreign keys need.
    /// - Returns: A script for each connection.
    func copies(isOrdered: Bool) -> [String] {
        (0..<connectionCount).map { part in
            tables.map { table in
                let copy = "COPY \"\(table)\" FROM '\(file(table, part))' (FORMAT BINARY);\n"
                guard isOrdered else { return copy }
                return copy
                    + "INSERT INTO benchmark.loaded VALUES ('\(table)', \(part));\n"
                    + waitFor(table)
            }.joined()
        }
    }

    private func waitFor(_ table: String) -> String {
        """
        DO $$ BEGIN
            WHILE (SELECT count(*) FROM benchmark.loaded WHERE name = '\(table)') < \(connectionCount) LOOP
                PERFORM pg_sleep(0.0005);
            END LOOP;
        END $$;

        """
    }

    private func file(_ table: String, _ part: Int) -> String { "\(folder)/\(table).\(part)" }

    // MARK: Indexes

    /// Drops objects, foreign keys first.
    static func drop(_ objects: [SuspendedObject]) -> String {
        let foreignKeys = objects.filter { $0.kind == .foreignKey }
        let others = objects.filter { $0.kind != .foreignKey }
        return (foreignKeys + others).map { object in
            object.kind == .index
                ? "DROP INDEX \"\(object.name)\";\n"
                : "ALTER TABLE \"\(object.table)\" DROP CONSTRAINT \"\(object.name)\";\n"
        }.joined()
    }

    /// Makes the objects again, in stages: of each all scripts may run side by side, and must have
    /// ended before the next.
    var rebuild: [[String]] {
        let keys = objects.filter { $0.kind != .foreignKey }
        let foreignKeys = objects.filter { $0.kind == .foreignKey }
        let memory =
            "SET maintenance_work_mem = "
            + "'\(PostgresScripts.memoryKilobyteCount / connectionCount)kB';\n"
        let builds = shared(keys.map { ($0.statements[0], byteCounts[$0.name] ?? 0) })
        let attachments = keys.compactMap { $0.statements.dropFirst().first }
        let additions = foreignKeys.map {
            $0.statements[0].hasSuffix(SuspendedObject.uncheckedSuffix)
                ? $0.statements[0] : $0.statements[0] + SuspendedObject.uncheckedSuffix
        }
        // Those of a table one after the other: two would wait for each other.
        let validations = Dictionary(grouping: foreignKeys, by: \.table).sorted { $0.key < $1.key }
            .map { table, keys in
                let statements = keys.map {
                    "ALTER TABLE \"\(table)\" VALIDATE CONSTRAINT \"\($0.name)\""
                }
                let byteCount = (byteCounts[table] ?? 0) * Int64(keys.count)
                return (statements.joined(separator: ";\n"), byteCount)
            }
        return [
            builds.map { memory + $0 },
            [(attachments + additions).map { "\($0);\n" }.joined()],
            shared(validations).map { memory + $0 },
        ]
    }

    /// Gathers the statistics of all tables.
    var analyses: [String] {
        shared(tables.map { ("ANALYZE \"\($0)\"", byteCounts[$0] ?? 0) })
    }

    /// Shares statements out among the connections by what they are likely to take: the largest
    /// first, each to the connection that has the least to do.
    private func shared(_ statements: [(text: String, weight: Int64)]) -> [String] {
        var shares = Array(repeating: (text: "", weight: Int64(0)), count: connectionCount)
        for statement in statements.sorted(by: { ($1.weight, $0.text) < ($0.weight, $1.text) }) {
            let least = shares.indices.min { shares[$0].weight < shares[$1].weight } ?? 0
            shares[least].text += statement.text + ";\n"
            shares[least].weight += statement.weight
        }
        return shares.map(\.text)
    }
}

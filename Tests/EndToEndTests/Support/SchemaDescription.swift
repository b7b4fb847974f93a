import Foundation
import TestSupport

/// A database's schema without the ledger, as the database reports it: one line for each table,
/// column, constraint, index, sequence and comment.
enum SchemaDescription {
    static func lines(_ database: any TestDatabase, _ kind: TargetKind) async throws -> [String] {
        switch kind {
        case .sqlite: try await sqlite(database)
        case .postgres: try await postgres(database)
        }
    }

    // MARK: SQLite

    private static func sqlite(_ database: any TestDatabase) async throws -> [String] {
        let objects = try await database.rows(
            """
            SELECT type, name, sql FROM sqlite_schema
            WHERE name NOT LIKE 'sqlite%' AND tbl_name NOT LIKE 'gatefill%' ORDER BY type, name
            """
        )
        return objects.flatMap { object -> [String] in
            let (type, name, sql) = (object[0] ?? "", object[1] ?? "", object[2] ?? "")
            guard type == "table", let start = sql.firstIndex(of: "("),
                let end = sql.lastIndex(of: ")")
            else { return ["\(type) \(name): \(plain(sql))"] }
            let items = items(sql[sql.index(after: start)..<end])
            // The gateway's migrations do not always write constraints in the same order.
            return items.enumerated().map { index, item in
                isConstraint(item) ? "\(name): \(item)" : "\(name) \(index): \(item)"
            }
        }.sorted()
    }

    private static func isConstraint(_ item: String) -> Bool {
        ["CONSTRAINT ", "PRIMARY KEY", "UNIQUE", "FOREIGN KEY", "CHECK"].contains {
            item.hasPrefix($0)
        }
    }

    /// Columns and constraints, cut at the commas outside parentheses and quotes.
    private static func items(_ body: Substring) -> [String] {
        var items = [""]
        var depth = 0
        var isQuoted = false
        for character in body {
            if character == "'" { isQuoted.toggle() }
            if !isQuoted {
                if character == "(" { depth += 1 }
                if character == ")" { depth -= 1 }
                if character == ",", depth == 0 {
                    items.append("")
                    continue
                }
            }
            items[items.count - 1].append(character)
        }
        return items.map { plain($0) }
    }

    /// Without quotes around names, with single spaces.
    private static func plain(_ sql: some StringProtocol) -> String {
        String(sql).replacing("\"", with: "").replacing("(", with: " ( ").replacing(
            ")",
            with: " ) "
        )
        .split { $0.isWhitespace }.joined(separator: " ")
    }

    // MARK: PostgreSQL

    private static func postgres(_ database: any TestDatabase) async throws -> [String] {
        var lines: [String] = []
        for query in postgresQueries {
            lines += try await database.rows(query).map { row in
                row.map { $0 ?? "-" }.joined(separator: " ")
            }
        }
        return lines.sorted()
    }

    private static let postgresQueries = [
        """
        SELECT 'column', c.relname, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod),
            a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attidentity, a.attgenerated,
            col_description(c.oid, a.attnum)
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0
            AND NOT a.attisdropped
        """,
        """
        SELECT 'table', relname, relkind, relpersistence, obj_description(oid, 'pg_class')
        FROM pg_class WHERE relnamespace = 'public'::regnamespace
        """,
        """
        SELECT 'constraint', conrelid::regclass::text, conname, contype, convalidated,
            pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        """,
        """
        SELECT 'index', tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
        """,
        """
        SELECT 'sequence', s.sequencename, s.data_type, s.start_value, s.min_value, s.max_value,
            s.increment_by, s.cycle, s.cache_size, d.refobjid::regclass::text, d.refobjsubid,
            d.deptype
        FROM pg_sequences s LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass
            AND d.objid = format('%I.%I', s.schemaname, s.sequencename)::regclass
            AND d.refclassid = 'pg_class'::regclass
        WHERE s.schemaname = 'public'
        """,
    ]
}

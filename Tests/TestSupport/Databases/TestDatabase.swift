/// A target that tests look into without using the product's own code.
package protocol TestDatabase: Sendable {
    /// Where it is, in SQLAlchemy's spelling, as the gateway and `gatefill` take it.
    var url: String { get }

    /// Runs one statement and returns its rows, each value as text, nil for NULL.
    func rows(_ sql: String) async throws -> [[String?]]

    /// The names of all tables, as they stand in statements.
    func tableNames() async throws -> [String]

    /// Every row of every table, as one text with all its values, in the order of these texts.
    func contents() async throws -> [String: [String]]
}

extension TestDatabase {
    /// The only value of a statement that returns one row of one integer.
    package func integer(_ sql: String) async throws -> Int {
        let result = try await rows(sql)
        guard result.count == 1, let text = result[0].first ?? nil, let value = Int(text) else {
            throw TestSupportError("expected one integer from: \(sql)", detail: "\(result)")
        }
        return value
    }

    /// The rows of tables as the database counts them, in one statement.
    package func rowCounts(of tables: [String]) async throws -> [String: Int] {
        let questions = tables.map { "SELECT '\($0)', count(*) FROM \($0)" }
        var counts: [String: Int] = [:]
        for row in try await rows(questions.joined(separator: " UNION ALL ")) {
            guard let table = row[0], let count = row[1].flatMap({ Int($0) }) else {
                throw TestSupportError("expected a table and its rows", detail: "\(row)")
            }
            counts[table] = count
        }
        return counts
    }

    /// Runs one statement for its effect.
    package func execute(_ sql: String) async throws {
        _ = try await rows(sql)
    }

    /// The rows of a table as they are, in order of their key; for comparing before and after.
    package func snapshot(of table: String) async throws -> [[String?]] {
        try await rows("SELECT * FROM \(table) ORDER BY 1")
    }
}

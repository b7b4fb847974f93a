import ContextForge
import Rows
import Targets
import TestSupport
import Testing

@Suite struct TextSetTests {
    private static let odd = ["a", "b\"c", "d\\e", "f'g", "h\ni\u{1}", "ü$1", ""]

    private func readers() async throws -> [any TargetReader] {
        let file = try SQLiteFile()
        try await file.execute("CREATE TABLE present (value TEXT)")
        let database = try await PostgresCluster.shared().createDatabase()
        guard case .postgres(let parameters) = try TargetLocation(url: database.url) else {
            throw TestSupportError("not a URL of PostgreSQL", detail: database.url)
        }
        return [
            try SQLiteTarget(path: file.path, timeoutSeconds: 2).openReader(),
            try PostgresTarget(parameters, timeoutSeconds: 5).openReader(),
        ]
    }

    @Test func `queries find the members of sets, and nothing else`() async throws {
        for reader in try await readers() {
            let first = try reader.keep(Self.odd)
            let empty = try reader.keep([String]())
            let second = try reader.keep((0..<3_000).map { "user\($0)@example.com" })
            func holds(_ set: TextSet, _ value: String) throws -> Int64 {
                let literal = value.replacing("'", with: "''")
                return try reader.queryInteger(
                    """
                    SELECT count(*) FROM (SELECT '\(literal)' AS value) AS probe
                    WHERE \(set.contains("probe.value"))
                    """
                )
            }
            for text in Self.odd {
                #expect(try holds(first, text) == 1, "\(text)")
                #expect(try holds(second, text) == 0)
                #expect(try holds(empty, text) == 0)
            }
            #expect(try holds(first, "b") == 0)
            #expect(try holds(second, "user2999@example.com") == 1)
            #expect(try holds(second, "user3000@example.com") == 0)
            let both = try reader.queryInteger(
                """
                SELECT count(*) FROM (SELECT 'a' AS one, 'user1@example.com' AS two) AS probe
                WHERE \(second.contains("two")) AND \(first.contains("one"))
                    AND NOT \(second.contains("one"))
                """
            )
            #expect(both == 1)
        }
    }

    @Test func `whether NULL is a member is not known`() async throws {
        for reader in try await readers() {
            let set = try reader.keep(["a"])
            let unknown = try reader.queryInteger(
                """
                SELECT count(*) FROM (SELECT CAST(NULL AS text) AS value) AS probe
                WHERE (\(set.contains("probe.value"))) IS NOT FALSE
                """
            )
            #expect(unknown == 1)
        }
    }
}

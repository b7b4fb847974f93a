import Planner
import Targets
import TestSupport
import Testing

@testable import Executor

/// Referring columns without an index.
@Suite struct CleanupIndexTests {
    /// Rows of somebody else, in a table with a foreign key to tools and no index on it.
    private func addNotes(_ filled: FilledTarget) async throws {
        let numbers =
            filled.kind == .sqlite
            ? "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) "
                + "INSERT INTO notes SELECT i, NULL FROM n"
            : "INSERT INTO notes SELECT i, NULL FROM generate_series(1, 5000) AS n(i)"
        try await filled.database.execute(
            "CREATE TABLE notes (id INTEGER PRIMARY KEY, "
                + "tool_id VARCHAR(36) REFERENCES tools (id) ON DELETE CASCADE)"
        )
        try await filled.database.execute(numbers)
        try await filled.database.execute(
            "UPDATE notes SET tool_id = (SELECT min(id) FROM tools) WHERE id = 4711"
        )
    }

    private func indexNames(_ filled: FilledTarget) async throws -> [String] {
        let sql =
            filled.kind == .sqlite
            ? "SELECT name FROM sqlite_master WHERE type = 'index' AND name LIKE 'gatefill%'"
            : "SELECT indexname FROM pg_indexes WHERE indexname LIKE 'gatefill%'"
        return try await filled.database.rows(sql).compactMap { $0[0] }
    }

    @Test(arguments: TargetKind.allCases)
    func `an index is made for the time of the cleanup and is gone after it`(
        kind: TargetKind
    ) async throws {
        let filled = try await FilledTarget(kind)
        try await addNotes(filled)
        if kind == .postgres {
            try await filled.database.execute("ALTER TABLE notes OWNER TO \(PostgresCluster.owner)")
        }
        let assignment = try filled.startCleanup()
        let session = try filled.target.openCleanupSession(
            assignment.graph,
            generated: assignment.generated,
            isDryRun: false
        )
        let tools = try #require(assignment.tables.first { $0.name == "tools" })
        try session.prepare(tools)
        // As a process leaves it that is killed now.
        #expect(try await indexNames(filled).count == 1)
        let engine = filled.engine(try filled.startCleanup())
        #expect(try await indexNames(filled) == [])
        #expect(try engine.run() == .completed)
        _ = try engine.complete()
        #expect(try await indexNames(filled) == [])
        #expect(engine.keptRows.contains { $0.row.reason == "notes.tool_id" })
        #expect(try await filled.database.integer("SELECT count(*) FROM notes") == 5000)
        #expect(
            try await filled.database.integer(
                "SELECT count(*) FROM notes WHERE tool_id IS NOT NULL"
            ) == 1
        )
    }

    @Test func `a foreign key of another user's table without an index is refused by name`()
        async throws
    {
        let filled = try await FilledTarget(.postgres)
        try await addNotes(filled)
        try await filled.database.execute(
            "GRANT SELECT, UPDATE ON notes TO \(PostgresCluster.owner)"
        )
        let engine = filled.engine(try filled.startCleanup())
        let error = try #require(throws: TargetError.self) { _ = try engine.run() }
        #expect(error.code == "missing-index")
        #expect(error.detail?.contains("notes.tool_id") == true)
        #expect(error.hint?.contains("CREATE INDEX ON notes (tool_id)") == true)
        #expect(try filled.record.phase == .cleanupInterrupted)
        #expect(try await indexNames(filled) == [])
        try await filled.database.execute("CREATE INDEX notes_tool ON notes (tool_id)")
        let second = filled.engine(try filled.startCleanup())
        #expect(try second.run() == .completed)
    }
}

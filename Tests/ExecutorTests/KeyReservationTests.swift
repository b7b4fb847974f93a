import ContextForge
import Journal
import Planner
import Rows
import Targets
import TestSupport
import Testing

@testable import Executor

/// Blocks of integer keys when a run is resumed.
@Suite struct KeyReservationTests {
    private static let table = "tool_metrics_hourly"

    private static func postgres() async throws -> (any TestDatabase, any Target) {
        let database = try await PostgresCluster.shared().createDatabase()
        guard case .postgres(let parameters) = try TargetLocation(url: database.url) else {
            throw TestSupportError("not a URL of PostgreSQL", detail: database.url)
        }
        let target = PostgresTarget(parameters, timeoutSeconds: 5)
        try target.createSchema(.newest)
        return (database, target)
    }

    private static func sqlite() throws -> (any TestDatabase, any Target) {
        let file = try SQLiteFile()
        let target = SQLiteTarget(path: file.path, timeoutSeconds: 2)
        try target.createSchema(.newest)
        return (file, target)
    }

    /// Somebody else's row.
    private static func insert(_ database: any TestDatabase, key: Int) async throws {
        try await database.execute(
            """
            INSERT INTO \(table) (id, tool_id, tool_name, hour_start)
            VALUES (\(key), 't', 'T', '2020-01-01 00:00:00.000000')
            """
        )
    }

    /// The first keys of the blocks that were reserved in a table, one after the other.
    private func blocks(_ table: String, _ journal: EventStore) throws -> [Int64] {
        try journal.allEvents().compactMap { event in
            guard case .idsReserved(let block) = event, block.table == table else { return nil }
            return block.firstID
        }
    }

    @Test func `a block of PostgreSQL is kept, whatever other writers have counted`() async throws {
        let (database, target) = try await Self.postgres()
        let fixture = try RunFixture()
        let journal = try fixture.openJournal()
        let first = try fixture.start(journal, target).constants.firstKey(of: Self.table)
        let counted = try await database.integer(
            "SELECT nextval(pg_get_serial_sequence('\(Self.table)', 'id'))"
        )
        let resumed = try fixture.resume(journal, target)
        #expect(resumed.constants.firstKey(of: Self.table) == first)
        #expect(try blocks(Self.table, journal) == [first])
        // Nobody else has got a key of the block, and the run gets all of it.
        #expect(try fixture.carryOut(resumed, journal, target) == .completed)
        let rows = try #require(fixture.plan.tables.first { $0.name == Self.table }?.rowCount)
        let inBlock = try await database.integer(
            "SELECT count(*) FROM \(Self.table) WHERE id BETWEEN \(first) AND \(first + rows - 1)"
        )
        #expect(inBlock == Int(rows))
        #expect(counted == Int(first + rows))
    }

    @Test func `a block of SQLite without a committed batch is reserved anew`() async throws {
        let (database, target) = try Self.sqlite()
        let fixture = try RunFixture()
        let journal = try fixture.openJournal()
        let first = try fixture.start(journal, target).constants.firstKey(of: Self.table)
        // Another writer has come into the block meanwhile.
        let taken = Int(first) + 5
        try await Self.insert(database, key: taken)
        let resumed = try fixture.resume(journal, target)
        let second = resumed.constants.firstKey(of: Self.table)
        #expect(second > taken)
        #expect(try blocks(Self.table, journal) == [first, second])
        #expect(try fixture.carryOut(resumed, journal, target) == .completed)
        let rows = try #require(fixture.plan.tables.first { $0.name == Self.table }?.rowCount)
        let keys = try await database.rows(
            "SELECT min(id), max(id) FROM \(Self.table) WHERE id > \(taken)"
        )
        #expect(keys == [["\(second)", "\(second + rows - 1)"]])
    }

    @Test func `SQLite has room for what others write before the run comes to the table`()
        async throws
    {
        let (database, target) = try Self.sqlite()
        let fixture = try RunFixture()
        let journal = try fixture.openJournal()
        let assignment = try fixture.start(journal, target)
        let others = 20_000
        try await database.execute(
            """
            WITH RECURSIVE counted(n) AS
                (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < \(others))
            INSERT INTO \(Self.table) (tool_id, tool_name, hour_start)
            SELECT 't' || n, 'T', '2020-01-01 00:00:00.000000' FROM counted
            """
        )
        #expect(try fixture.carryOut(assignment, journal, target) == .completed)
        let rows = try #require(fixture.plan.tables.first { $0.name == Self.table }?.rowCount)
        let count = try await database.integer("SELECT count(*) FROM \(Self.table)")
        #expect(count == others + Int(rows))
    }

    @Test func `a block of SQLite with a committed batch is kept`() async throws {
        let (database, target) = try Self.sqlite()
        let fixture = try RunFixture()
        let journal = try fixture.openJournal()
        let assignment = try fixture.start(journal, target)
        let first = assignment.constants.firstKey(of: Self.table)
        let plan = try #require(fixture.plan.tables.first { $0.name == Self.table })
        // The ledger says so, whether the journal has heard of it or not.
        try await database.execute(
            """
            INSERT INTO gatefill_batch (run_uid, batch_number, table_name, first_row,
                row_count, epoch, attempt, committed_at) VALUES ('\(assignment.runUID)', \(plan.firstBatch),
                '\(Self.table)', 0, 10, 1, 1, '2026-06-01T00:00:00Z')
            """
        )
        try await Self.insert(database, key: Int(first) + 100_000)
        let resumed = try fixture.resume(journal, target)
        #expect(resumed.constants.firstKey(of: Self.table) == first)
        #expect(try blocks(Self.table, journal) == [first])
        #expect(resumed.recoveredCount == 1)
        // A table without a batch in the ledger gets another block, as before.
        #expect(try blocks("server_metrics_hourly", journal).count == 2)
    }

    @Test func `blocks of PostgreSQL are kept by every resumption`()
        async throws
    {
        let (_, target) = try await Self.postgres()
        let fixture = try RunFixture()
        let journal = try fixture.openJournal()
        let first = try fixture.start(journal, target).constants.firstKeys
        #expect(!first.isEmpty)
        for _ in 0..<2 {
            #expect(try fixture.resume(journal, target).constants.firstKeys == first)
        }
        for (table, key) in first { #expect(try blocks(table, journal) == [key]) }
    }
}

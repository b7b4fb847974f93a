import Foundation
import TestSupport
import Testing

/// Fault 27: Debian's PgBouncer lends a connection out for a transaction at a time.
@Suite(.serialized) struct Fault27PoolerTests {
    /// A run through a pooler: the child sees only its URL.
    private struct PooledDatabase: TestDatabase {
        let database: PostgresDatabase
        let url: String

        func rows(_ sql: String) async throws -> [[String?]] { try await database.rows(sql) }

        func tableNames() async throws -> [String] { try await database.tableNames() }

        func contents() async throws -> [String: [String]] { try await database.contents() }
    }

    private static func pooled(
        _ mode: ConnectionPooler.Mode
    ) async throws
        -> (ConnectionPooler, PooledDatabase)
    {
        let cluster = try await PostgresCluster.shared()
        let pooler = try await ConnectionPooler.start(mode, before: cluster)
        let database = try await cluster.createDatabase()
        return (pooler, PooledDatabase(database: database, url: pooler.url(database)))
    }

    @Test(arguments: [ConnectionPooler.Mode.session, .transaction])
    func `fault 27: a run through a pooler is exact, killed or not, and leaves nothing behind`(
        mode: ConnectionPooler.Mode
    ) async throws {
        let (pooler, database) = try await Self.pooled(mode)
        var generation = try Generation(into: database)
        generation.profile = "tiny"
        generation.batchSize = 5
        generation.workers = 3
        let first = try await generation.gatefill(
            generation.generateArguments,
            crashAt: "mid-rows:20"
        )
        #expect(first.exit == .signal(SIGKILL), "\(first.allOutput)")
        try await generation.resume().requireSuccess("gatefill resume")
        #expect(try await generation.digest() == CrashingRun.undisturbedDigest())

        let locks = """
            SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """
        #expect(try await database.integer(locks) == 0)
        // What a session is left with is what the next one begins with.
        let settings = try await ProcessRunner.run(
            "/usr/bin/env",
            [
                "psql", "--no-psqlrc", "--tuples-only", "--no-align", database.url,
                "--command=SHOW lock_timeout", "--command=SHOW synchronous_commit",
                "--command=SHOW session_replication_role",
            ]
        ).requireSuccess("psql")
        #expect(settings.standardOutput == "0\non\norigin\n")
        try await pooler.stop()
    }

    @Test(arguments: ConnectionPooler.Mode.allCases)
    func `doctor tells the mode of a pooler`(mode: ConnectionPooler.Mode) async throws {
        let (pooler, database) = try await Self.pooled(mode)
        let generation = try Generation(into: database)
        let result = try await generation.gatefill(
            ["doctor", "--json", "--journal", "run.journal"]
        )
        let json = try JSONSerialization.jsonObject(with: Data(result.standardOutput.utf8))
        let findings = try #require(json as? [[String: String]])
        let subject = mode == .statement ? "connection" : "pooling"
        let finding = try #require(findings.first { $0["subject"] == subject })
        switch mode {
        case .session, .transaction:
            #expect(finding["level"] == "ok")
            #expect(finding["message"]?.contains("\(mode) mode") == true, "\(finding)")
        case .statement:
            #expect(finding["level"] == "failed", "\(finding)")
            #expect(finding["hint"]?.contains("pool_mode to transaction") == true, "\(finding)")
            #expect(result.exit == .status(1))
        }
        try await pooler.stop()
    }

    @Test func `doctor finds no pooler where there is none`() async throws {
        let database = try await PostgresCluster.shared().createDatabase()
        let generation = try Generation(into: database)
        let result = try await generation.gatefill(["doctor", "--journal", "run.journal"])
        #expect(result.standardOutput.contains("pooling: none"), "\(result.allOutput)")
    }
}

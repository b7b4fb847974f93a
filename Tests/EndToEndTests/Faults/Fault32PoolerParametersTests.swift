import Foundation
import TestSupport
import Testing

/// Fault 32: a pooler that drops or refuses startup parameters.
///
/// Nothing relies on one: rows go into the planned tables and nowhere else.
@Suite(.serialized) struct Fault32PoolerParametersTests {
    /// A pooler's way of lending connections, and what it does with the parameter `options`.
    struct Setting: Sendable, CustomTestStringConvertible {
        let mode: ConnectionPooler.Mode
        let ignoresOptions: Bool

        var testDescription: String {
            "\(mode.rawValue), options \(ignoresOptions ? "dropped" : "refused")"
        }

        static let all = [ConnectionPooler.Mode.session, .transaction].flatMap { mode in
            [true, false].map { Setting(mode: mode, ignoresOptions: $0) }
        }

        func start(before cluster: PostgresCluster) async throws -> ConnectionPooler {
            try await ConnectionPooler.start(
                mode,
                before: cluster,
                sizeMax: 8,
                ignoring: ignoresOptions ? ["options"] : []
            )
        }
    }

    @Test(arguments: Setting.all)
    func `fault 32: a whole life writes only where it said`(setting: Setting) async throws {
        let cluster = try await PostgresCluster.shared()
        let pooler = try await setting.start(before: cluster)
        let database = try await cluster.createDatabase()
        let folder = try TemporaryFolder("pooler-parameters")
        let tiny = ["--profile", "tiny", "--end-date", "2026-06-01"]
        // Rows that are somebody's, in the gateway's own tables.
        try await GatefillBinary.run(
            ["generate", "--create-schema", "--seed", "7", "--target", database.url] + tiny,
            in: folder
        ).requireSuccess("generate")
        try await database.execute("DROP SCHEMA gatefill CASCADE")
        let before = try await WholeDatabase(database)
        func gatefill(_ arguments: [String]) async throws {
            try await GatefillBinary.run(
                arguments + ["--target", pooler.url(database)],
                in: folder
            )
            .requireSuccess("gatefill \(arguments[0])")
        }
        try await gatefill(["generate", "--skip-validation"] + tiny)
        try await gatefill(["verify", "2", "--checks", "content"])
        try await gatefill(["cleanup", "2", "--confirm"])
        #expect(try await WholeDatabase(database).differences(from: before) == [])
        try await pooler.stop()
    }

    @Test func `fault 32: a target is measured beside its tables, through a pooler too`()
        async throws
    {
        let cluster = try await PostgresCluster.shared()
        let setting = Setting(mode: .transaction, ignoresOptions: true)
        let pooler = try await setting.start(before: cluster)
        let generation = try await Generation(into: TargetKind.postgres.makeGateway())
        let database = try #require(generation.database as? PostgresDatabase)
        let before = try await WholeDatabase(database)
        try await GatefillBinary.run(
            [
                "plan", "--profile", "small", "--target-size", "60MB", "--target",
                pooler.url(database),
            ],
            in: generation.folder
        ).requireSuccess("gatefill plan")
        #expect(try await WholeDatabase(database).differences(from: before) == [])
        try await pooler.stop()
    }

    @Test func `fault 32: a search path that a pooler drops is refused, not replaced`() async throws
    {
        let cluster = try await PostgresCluster.shared()
        let setting = Setting(mode: .transaction, ignoresOptions: true)
        let pooler = try await setting.start(before: cluster)
        let database = try await cluster.createDatabase()
        try await database.execute(
            "CREATE SCHEMA tenant AUTHORIZATION \(PostgresCluster.owner)"
        )
        let folder = try TemporaryFolder("pooler-parameters")
        let arguments = ["generate", "--profile", "tiny", "--create-schema", "--target"]
        let asked = "?options=-csearch_path%3Dtenant"
        let refused = try await GatefillBinary.run(
            arguments + [pooler.url(database) + asked],
            in: folder
        )
        #expect(refused.exit == .status(69))
        #expect(refused.standardError.contains("error[search-path-ignored]"))
        #expect(try await database.tableNames() == [])

        try await GatefillBinary.run(arguments + [database.url + asked], in: folder)
            .requireSuccess("generate")
        let schemas = try await database.rows(
            "SELECT DISTINCT schemaname FROM pg_tables WHERE tablename = 'tools'"
        )
        #expect(schemas == [["tenant"]])
        try await pooler.stop()
    }
}

import Foundation
import TestSupport
import Testing

/// A target or journal that cannot be used: exit 69, what is wrong, and what to do.
@Suite struct TargetErrorTests {
    @Test func `a server that cannot be reached is refused`() async throws {
        let port = try LoopbackPort.free()
        let url = "postgresql://gateway:\(PostgresCluster.password)@127.0.0.1:\(port)/mcp"
        let result = try await generate(url)
        expectRefusal(result)
        #expect(result.standardError.contains("\(port)"))
    }

    @Test func `a wrong password is refused without showing it`() async throws {
        let database = try await PostgresCluster.shared().createDatabase()
        let result = try await generate(database.url(user: "gateway", password: "wr0ng-Zx81"))
        expectRefusal(result)
        #expect(!result.allOutput.contains("wr0ng-Zx81"))
    }

    @Test func `a role that may only read is refused before the first row`() async throws {
        let database = try await GatewayInstallation.makePostgres()
        let generation = try Generation(into: database)
        let before = try await generation.countsInTarget()
        try await database.execute(
            """
            CREATE ROLE reader LOGIN PASSWORD '\(PostgresCluster.password)';
            GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader;
            """
        )
        let result = try await generate(
            database.url(user: "reader", password: PostgresCluster.password)
        )
        expectRefusal(result)
        #expect(result.standardError.localizedCaseInsensitiveContains("permission"))
        #expect(try await generation.countsInTarget() == before)
    }

    @Test(arguments: TargetKind.allCases)
    func `a database of something else is refused and left alone`(kind: TargetKind) async throws {
        let database = try await kind.makeEmpty()
        try await database.execute("CREATE TABLE invoices (id integer)")
        let result = try await generate(database.url)
        expectRefusal(result)
        #expect(result.standardError.contains("ContextForge"))
        let tableNames =
            switch kind {
            case .sqlite: "SELECT name FROM sqlite_master WHERE type = 'table'"
            case .postgres:
                "SELECT tablename FROM pg_tables"
                    + " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
            }
        #expect(try await database.rows(tableNames) == [["invoices"]])
    }

    @Test func `a file that is not a database is refused and left alone`() async throws {
        let folder = try TemporaryFolder("text")
        let text = String(repeating: "not a database\n", count: 100)
        try text.write(toFile: folder.file("notes.txt"), atomically: true, encoding: .utf8)
        let result = try await generate("sqlite:///\(folder.file("notes.txt"))")
        expectRefusal(result)
        #expect(try String(contentsOfFile: folder.file("notes.txt"), encoding: .utf8) == text)
    }

    @Test func `a SQLite file that another program has locked is refused`() async throws {
        let file = try await GatewayInstallation.makeSQLite()
        let lock = try await file.lockExclusively()
        let result = try await generate(file.url)
        withExtendedLifetime(lock) { expectRefusal(result) }
        #expect(result.standardError.localizedCaseInsensitiveContains("locked"))
    }

    @Test
    func `fault 14: a journal that another runner holds is refused with that runner's process id`()
        async throws
    {
        // The first runner waits for a table that nobody may write, with its journal open.
        let database = try await GatewayInstallation.makePostgres()
        let lock = try await database.lock("email_users", mode: "SHARE")
        let first = try Generation(into: database)
        let runner = try ChildProcess(
            GatefillBinary.path(),
            first.generateArguments,
            workingFolder: first.folder.path
        )
        let waiting =
            "SELECT count(*) FROM pg_locks JOIN pg_class ON relation = pg_class.oid"
            + " WHERE NOT granted AND relname = 'email_users'"
        while try await database.integer(waiting) == 0 {
            try #require(runner.poll() == nil, "\(runner.standardError)")
        }

        let second = try await Generation(into: GatewayInstallation.makePostgres())
        let result = try await GatefillBinary.run(second.generateArguments, in: first.folder)
        withExtendedLifetime(lock) { expectRefusal(result) }
        #expect(result.standardError.contains("\(runner.processID)"))
    }

    private func generate(_ url: String) async throws -> ProcessResult {
        try await GatefillBinary.run(
            ["generate", "--profile", "tiny", "--target", url, "--journal", "run.journal"],
            in: TemporaryFolder("refused"),
            timeoutSeconds: 120
        )
    }

    /// Exit 69, an error with a code and a hint, and no password anywhere.
    private func expectRefusal(
        _ result: ProcessResult,
        at location: SourceLocation = #_sourceLocation
    ) {
        let text = result.standardError
        #expect(result.exit == .status(69), "\(text)", sourceLocation: location)
        #expect(text.contains(#/error\[[a-z-]+\]: /#), "\(text)", sourceLocation: location)
        #expect(text.contains("hint: "), "\(text)", sourceLocation: location)
        #expect(
            !result.allOutput.contains(PostgresCluster.password),
            sourceLocation: location
        )
    }
}

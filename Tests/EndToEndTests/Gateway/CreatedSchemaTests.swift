import Foundation
import TestSupport
import Testing

/// A created schema is identical to the gateway's own, and gateways start on it.
@Suite struct CreatedSchemaTests {
    private static let releases = [
        GatewayInstallation.oldestVersion, GatewayInstallation.earlierVersion,
        GatewayInstallation.version,
    ]

    /// A database that gatefill created for a release, with the rows of profile tiny.
    private func create(_ kind: TargetKind, _ release: String) async throws -> Generation {
        var created = try Generation(into: await kind.makeEmpty())
        created.profile = "tiny"
        created.options = ["--schema-release", release]
        try await created.run()
        return created
    }

    private func revision(_ database: any TestDatabase) async throws -> [[String?]] {
        try await database.rows("SELECT version_num FROM alembic_version")
    }

    private func permissions(_ database: any TestDatabase) async throws -> [String: Set<String>] {
        var found: [String: Set<String>] = [:]
        for row in try await database.rows(
            "SELECT name, permissions FROM roles WHERE is_system_role"
        ) {
            let list = try JSONDecoder().decode([String].self, from: Data((row[1] ?? "").utf8))
            found[row[0] ?? ""] = Set(list)
        }
        return found
    }

    @Test(arguments: TargetKind.allCases, releases)
    func `the schema is what the gateway's migrations make`(
        kind: TargetKind,
        release: String
    ) async throws {
        let created = try await create(kind, release).database
        let real = try await kind.makeEmpty()
        try await GatewayInstallation.find(release).bootstrap(real)
        let expected = try await SchemaDescription.lines(real, kind)
        let found = try await SchemaDescription.lines(created, kind)
        #expect(expected.count > 1_000)
        #expect(found.difference(from: expected).map { "\($0)" } == [])
        #expect(try await revision(created) == revision(real))
        let roles =
            "SELECT name, scope, description, is_active FROM roles WHERE is_system_role"
        #expect(try await Set(created.rows(roles)) == Set(real.rows(roles)))
        // Nobody has started a gateway on it, so its administrator does not exist yet.
        let verified = try await GatefillBinary.run(
            ["verify", "--all", "--target", created.url],
            in: TemporaryFolder("created")
        )
        #expect(verified.exit == .status(0), "\(verified.standardOutput)")
        if release == GatewayInstallation.version {
            #expect(try await permissions(created) == permissions(real))
        }
    }

    @Test(
        arguments: TargetKind.allCases,
        [GatewayInstallation.earlierVersion, GatewayInstallation.version]
    )
    func `the gateway starts on a created database and takes it for its own`(
        kind: TargetKind,
        release: String
    ) async throws {
        let database = try await kind.makeEmpty()
        let walk = try await GatewayWalk(
            into: database,
            options: ["--schema-release", release]
        )
        let schema = try await SchemaDescription.lines(database, kind)
        try await expectRows(of: release, in: database)
        let server = try await GatewayServer.start(
            on: database,
            showsPages: true,
            release: release
        )
        let result = try await walk.run(on: server)
        let log = try await server.stop()
        #expect(result.complaints == [])
        #expect(result.seen["users"] == walk.userCount)
        #expect((result.seen["members with a custom role"] ?? 0) > 0)
        #expect(log.rowErrors.filter { !GatewayWalk.isExpected($0) } == [])
        #expect(try await SchemaDescription.lines(database, kind) == schema)
        try await expectWholeLife(of: walk.generation)
    }

    @Test(arguments: TargetKind.allCases)
    func `system roles are nobody's rows, and remain when the tables are emptied`(
        kind: TargetKind
    ) async throws {
        let created = try await create(kind, GatewayInstallation.version)
        // Up to now, so that the system roles are older than the end of the data.
        func generate(seed: Int) async throws {
            let result = try await created.gatefill([
                "generate", "--profile", "tiny", "--seed", "\(seed)", "--journal", "run.journal",
                "--target", created.database.url,
            ]).requireSuccess("gatefill generate")
            #expect(!result.standardError.contains("not generated"), "\(result.standardError)")
        }
        try await generate(seed: 43)
        let name = (created.database as? PostgresDatabase)?.name ?? "target.db"
        try await created.gatefill([
            "cleanup", "--truncate", "--confirm", "--yes-truncate", name, "--target",
            created.database.url, "--journal", "run.journal",
        ]).requireSuccess("gatefill cleanup --truncate")
        #expect(try await created.database.rowCounts(of: ["roles"]) == ["roles": 5])
        try await generate(seed: 44)
    }

    /// Rows follow the release: since 1.0.9 a token that names no team has the personal one, since
    /// 1.0.11 users of an identity provider have no password.
    private func expectRows(of release: String, in database: any TestDatabase) async throws {
        let isNewest = release == GatewayInstallation.version
        func count(_ rows: String) async throws -> Int {
            let found = try await database.rows("SELECT count(*) FROM \(rows)")
            return try #require(found.first?.first?.flatMap { Int($0) })
        }
        let passwordless = try await count("email_users WHERE password_hash IS NULL")
        #expect(passwordless == 0 || isNewest)
        #expect(passwordless > 0 || !isNewest)
        let withoutTeam = try await count(
            "email_api_tokens t JOIN email_users u ON u.email = t.user_email "
                + "WHERE t.team_id IS NULL AND NOT u.is_admin"
        )
        #expect(withoutTeam == 0 || !isNewest)
        #expect(withoutTeam > 0 || isNewest)
        for table in ["resources", "prompts"] {
            #expect(try await count("\(table) WHERE gateway_id IS NOT NULL") > 0, "\(table)")
        }
    }

    @Test(arguments: TargetKind.allCases)
    func `a schema of no known release gets rows of the newest that fits, with a notice`(
        kind: TargetKind
    ) async throws {
        for (release, rows) in [("1.0.7", "1.0.10"), ("1.1.0", "1.1.0")] {
            let created = try await create(kind, release)
            try await created.gatefill(["cleanup", "--journal", "run.journal", "--confirm"])
                .requireSuccess("gatefill cleanup")
            try await created.database.execute("UPDATE alembic_version SET version_num = 'fork'")
            let result = try await created.gatefill(
                [
                    "generate", "--profile", "small", "--end-date", "2026-06-01", "--target",
                    created.database.url, "--journal", "other.journal",
                ]
            ).requireSuccess("gatefill generate")
            #expect(
                result.standardError.contains(
                    "the schema's revision fork belongs to none of the releases 1.0.3 to 1.1.0; "
                        + "rows are generated as for \(rows)\n"
                ),
                "\(result.standardError)"
            )
        }
    }

    @Test(arguments: TargetKind.allCases)
    func `a newer gateway migrates the schema of an older release to its own`(
        kind: TargetKind
    ) async throws {
        let old = try await create(kind, GatewayInstallation.earlierVersion)
        let server = try await GatewayServer.start(on: old.database)
        let tools = try server.list("/tools?limit=0&include_inactive=true")
        #expect(!tools.isEmpty)
        let log = try await server.stop()
        #expect(log.rowErrors.filter { !GatewayWalk.isExpected($0) } == [])
        let new = try await create(kind, GatewayInstallation.version).database
        #expect(try await revision(old.database) == revision(new))
        let found = try await SchemaDescription.lines(old.database, kind)
        #expect(try await found == SchemaDescription.lines(new, kind))
        try await expectWholeLife(of: old)
    }

    /// Verifies and cleans up after a gateway has run; only the gateway's own rows remain.
    private func expectWholeLife(of generation: Generation) async throws {
        try await generation.gatefill(["verify", "--journal", "run.journal"])
            .requireSuccess("gatefill verify")
        let figures = try await CleanupFigures(
            generation.gatefill(["cleanup", "--journal", "run.journal", "--confirm", "--json"])
                .requireSuccess("gatefill cleanup")
        )
        #expect(figures.kept == 0)
        #expect(figures.deleted + figures.alreadyGone == figures.generated)
        let own = [
            "alembic_version": 1, "email_users": 1, "email_teams": 1, "email_team_members": 1,
            "roles": 5,
        ]
        #expect(try await generation.database.rowCounts(of: own.keys.sorted()) == own)
        for query in ["email FROM email_users", "user_email FROM user_roles"] {
            let people = try await generation.database.rows("SELECT DISTINCT \(query)")
            #expect(people == [[GatewaySettings.administrator]])
        }
    }
}

import Dataset
import TestSupport
import Testing

/// The schema that gatefill creates is the gateway's own, to the last name.
@Suite struct CreatedSchemaTests {
    @Test(arguments: TargetKind.allCases)
    func `the schema is what the gateway's migrations make`(kind: TargetKind) async throws {
        var created = try Generation(into: await kind.makeEmpty())
        created.profile = "tiny"
        created.options = ["--skip-validation", "--schema-release", GatewayInstallation.version]
        try await created.run()
        let real = try await kind.makeGateway()
        let expected = try await SchemaDescription.lines(real, kind)
        let found = try await SchemaDescription.lines(created.database, kind)
        #expect(expected.count > 1_000)
        #expect(found.filter { !expected.contains($0) } == [])
        #expect(expected.filter { !found.contains($0) } == [])
        let revision = "SELECT version_num FROM alembic_version"
        #expect(try await created.database.rows(revision) == real.rows(revision))
        let roles = "SELECT name, scope, description, is_system_role, is_active FROM roles"
        #expect(try await Set(created.database.rows(roles)) == Set(real.rows(roles)))
    }

    @Test(arguments: TargetKind.allCases)
    func `the gateway starts on a created database and takes it for its own`(
        kind: TargetKind
    ) async throws {
        let database = try await kind.makeEmpty()
        let walk = try await GatewayWalk(
            into: database,
            options: ["--schema-release", GatewayInstallation.version]
        )
        let schema = try await SchemaDescription.lines(database, kind)
        let server = try await GatewayServer.start(on: database, showsPages: true)
        let result = try await walk.run(on: server)
        let log = try await server.stop()
        #expect(result.complaints == [])
        #expect(result.seen["users"] == walk.userCount)
        #expect(log.rowErrors.filter { !GatewayWalk.isExpected($0) } == [])
        #expect(try await SchemaDescription.lines(database, kind) == schema)

        try await walk.generation.gatefill(["verify", "--journal", "run.journal"])
            .requireSuccess("gatefill verify")
        let figures = try await CleanupFigures(
            walk.generation.gatefill(["cleanup", "--journal", "run.journal", "--confirm", "--json"])
                .requireSuccess("gatefill cleanup")
        )
        #expect(figures.kept == 0)
        #expect(figures.deleted + figures.alreadyGone == figures.generated)
        // The gateway's own administrator, and what belongs to it.
        let own = [
            "alembic_version": 1, "email_users": 1, "email_teams": 1, "email_team_members": 1,
            "roles": 5,
        ]
        let left = try await database.rowCounts(of: own.keys.sorted())
        #expect(left == own)
        for query in ["email FROM email_users", "user_email FROM user_roles"] {
            let people = try await database.rows("SELECT DISTINCT \(query)")
            #expect(people == [[GatewaySettings.administrator]])
        }
    }
}

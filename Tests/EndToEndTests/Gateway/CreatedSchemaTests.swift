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
}

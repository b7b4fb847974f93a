import TestSupport
import Testing

@testable import Dataset
@testable import Targets

@Suite struct TableCreationTests {
    @Test(arguments: TargetKind.allCases)
    func `a real database accepts every table of the catalogue`(kind: TargetKind) async throws {
        let real = try await RealTarget(empty: kind)
        #expect(try real.target.readSchemaIfExists().tables.isEmpty)
        try real.target.createTables(Catalogue.definitions)
        let schema = try real.target.readSchema()
        #expect(schema.tables.keys.sorted() == Catalogue.definitions.map(\.name).sorted())
        for table in Catalogue.definitions {
            let found = try #require(schema.tables[table.name])
            #expect(found.columns.map(\.name) == table.columns.map(\.name))
            #expect(found.columns.map(\.isNullable) == table.columns.map(\.isNullable))
            #expect(
                found.columns.map(\.hasDefault)
                    == table.columns.map { $0.defaultLiteral != nil || $0.isReservedKey }
            )
            #expect(found.primaryKey == table.primaryKey)
            let match = try SchemaMatch(table, found: found)
            #expect(match.notices.isEmpty)
            #expect(match.columns.count == table.filledColumns.count)
            if kind == .postgres { _ = try CopyEncoder(match, table: table.name) }
        }
    }

    @Test(arguments: TargetKind.allCases)
    func `creating the tables again changes nothing`(kind: TargetKind) async throws {
        let real = try await RealTarget(empty: kind)
        let names = Catalogue.definitions.map(\.name)
        try real.target.createTables(Catalogue.definitions)
        let fingerprint = try real.target.readSchema().fingerprint(of: names)
        try real.target.createTables(Catalogue.definitions)
        #expect(try real.target.readSchema().fingerprint(of: names) == fingerprint)
    }

    @Test(arguments: TargetKind.allCases)
    func `unique keys, checks and references are declared`(kind: TargetKind) async throws {
        let real = try await RealTarget(empty: kind)
        try real.target.createTables(Catalogue.definitions)
        let schema = try real.target.readSchema()
        let tokens = try #require(schema.tables["email_api_tokens"]).constraints.joined()
        #expect(tokens.contains("uq_email_api_tokens_jti"))
        #expect(tokens.contains("uq_email_api_tokens_user_name_global"))
        #expect(tokens.contains("IS NULL"))
        #expect(
            try #require(schema.tables["email_teams"]).constraints.joined()
                .contains("ck_email_teams_visibility")
        )
        #expect(
            try #require(schema.tables["tools"]).constraints.joined()
                .contains("fk_tools_gateway_id")
        )
    }

    @Test func `a reference to a table that is not created is left out`() throws {
        let tools = try #require(Catalogue.definitions.first { $0.name == "tools" })
        for dialect in [SQLDialect.postgres, .sqlite] {
            let sql = TableCreation.statements([tools], dialect: dialect, schema: "main").joined()
            #expect(!sql.contains("REFERENCES"))
        }
    }
}

import TestSupport
import Testing

@testable import Targets

/// What is read from the system catalogues of real databases.
@Suite struct TargetCatalogueTests {
    @Test(arguments: TargetKind.allCases)
    func `columns have their names, types, nullability and defaults`(
        kind: TargetKind
    ) async throws {
        let real = try await RealTarget(empty: kind)
        try await real.database.execute(
            """
            CREATE TABLE "Odd name" (
                "second key" varchar(36) NOT NULL, "first key" integer NOT NULL,
                "note" text, "amount" integer NOT NULL DEFAULT 3,
                PRIMARY KEY ("first key", "second key")
            )
            """
        )
        let table = try #require(try real.target.readSchema().tables["Odd name"])
        let number = kind == .sqlite ? "integer" : "int4"
        #expect(
            table.columns == [
                TargetColumn(
                    name: "second key",
                    type: "varchar",
                    isNullable: false,
                    hasDefault: false
                ),
                TargetColumn(
                    name: "first key",
                    type: number,
                    isNullable: false,
                    hasDefault: kind == .sqlite
                ),
                TargetColumn(name: "note", type: "text", isNullable: true, hasDefault: false),
                TargetColumn(name: "amount", type: number, isNullable: false, hasDefault: true),
            ]
        )
        #expect(table.primaryKey == ["first key", "second key"])
    }

    @Test(arguments: TargetKind.allCases)
    func `the ledger is not one of the target's tables`(kind: TargetKind) async throws {
        let real = try await RealTarget(kind)
        #expect(try real.target.readSchema().tables.keys.sorted() == ["samples"])
    }

    @Test(arguments: TargetKind.allCases)
    func `a table without a primary key has none`(kind: TargetKind) async throws {
        let real = try await RealTarget(empty: kind)
        try await real.database.execute("CREATE TABLE plain (a integer, b text)")
        #expect(try real.target.readSchema().tables["plain"]?.primaryKey == [])
        #expect(try !real.target.readSchema().tables.isEmpty)
    }

    @Test(arguments: TargetKind.allCases)
    func `an index, a column and a constraint change the fingerprint`(
        kind: TargetKind
    ) async throws {
        let real = try await RealTarget(kind)
        var seen = [try real.target.readSchema().fingerprint(of: ["samples"])]
        for change in [
            "CREATE INDEX samples_note ON samples (note)",
            "ALTER TABLE samples ADD COLUMN more integer",
            "CREATE UNIQUE INDEX samples_more ON samples (more)",
        ] {
            try await real.database.execute(change)
            let fingerprint = try real.target.readSchema().fingerprint(of: ["samples"])
            #expect(!seen.contains(fingerprint), "\(change)")
            seen.append(fingerprint)
        }
        try await real.database.execute("DROP INDEX samples_more")
        #expect(try real.target.readSchema().fingerprint(of: ["samples"]) == seen[2])
    }

    @Test func `only tables that an unqualified name finds are read`() async throws {
        let real = try await RealTarget(empty: .postgres)
        try await real.database.execute(
            """
            CREATE SCHEMA other;
            CREATE TABLE other.hidden (id integer PRIMARY KEY);
            CREATE VIEW seen AS SELECT 1 AS one;
            CREATE TABLE numbered (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY)
            """
        )
        let schema = try real.target.readSchema()
        #expect(schema.tables.keys.sorted() == ["numbered"])
        #expect(schema.tables["numbered"]?.columns.first?.hasDefault == true)
    }

    @Test func `a dropped column is gone`() async throws {
        let real = try await RealTarget(.postgres)
        try await real.database.execute("ALTER TABLE samples DROP COLUMN note")
        let names = try real.target.readSchema().tables["samples"]?.columns.map(\.name) ?? []
        #expect(!names.contains("note"))
        #expect(names.count == SampleTable.definition.columns.count - 1)
    }

    @Test(arguments: TargetKind.allCases)
    func `statistics can be gathered and numbers asked for`(kind: TargetKind) async throws {
        let real = try await RealTarget(kind)
        try real.commit(0, rows: 0..<10)
        #expect(try real.target.openSession().analyze(table: "samples"))
        #expect(try real.target.queryInteger("SELECT sum(amount) FROM samples") == 15)
        let error = try targetError { _ = try real.target.queryInteger("SELECT nonsense()") }
        #expect(error.code == "target-failure")
    }
}

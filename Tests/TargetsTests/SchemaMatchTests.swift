import TestSupport
import Testing

@testable import ContextForge
@testable import Rows
@testable import Targets

@Suite struct SchemaMatchTests {
    private static let table = TableDefinition(
        name: "things",
        component: "things",
        columns: [
            .required("id", .text(lengthMax: 36)),
            .unfilled("spare", .json),
            .optional("note", .text(lengthMax: nil)),
            .required("amount", .integer),
        ]
    )

    private static func found(_ columns: [TargetColumn]) -> TargetTable {
        TargetTable(
            name: "things",
            qualifiedName: "things",
            columns: columns,
            primaryKey: ["id"],
            constraints: []
        )
    }

    private static func column(
        _ name: String,
        isNullable: Bool = true,
        hasDefault: Bool = false
    ) -> TargetColumn {
        TargetColumn(name: name, type: "text", isNullable: isNullable, hasDefault: hasDefault)
    }

    @Test func `columns keep the catalogue's order and say where their values are`() throws {
        let match = try SchemaMatch(
            Self.table,
            found: Self.found(["amount", "spare", "note", "id"].map { Self.column($0) })
        )
        #expect(match.columns.map(\.definition.name) == ["id", "note", "amount"])
        #expect(match.columns.map(\.found.name) == ["id", "note", "amount"])
        #expect(match.columns.map(\.batchColumn) == [0, 1, 2])
        #expect(match.notices.isEmpty)
    }

    @Test func `a missing optional column is left out with a notice`() throws {
        let match = try SchemaMatch(
            Self.table,
            found: Self.found(["id", "amount"].map { Self.column($0) })
        )
        #expect(match.columns.map(\.definition.name) == ["id", "amount"])
        #expect(match.columns.map(\.batchColumn) == [0, 2])
        #expect(match.notices == ["things.note does not exist in the target and is left out"])
    }

    @Test func `a missing required column is refused by name`() throws {
        let error = try targetError {
            _ = try SchemaMatch(
                Self.table,
                found: Self.found(["id", "note"].map { Self.column($0) })
            )
        }
        #expect(
            error.description == """
                error[schema-drift]: could not match the target's schema: gatefill serves \
                ContextForge 1.0.3 to 1.1.0
                  detail: the target's table `things` has no column `amount`
                  hint: Migrate the target to one of these releases, or use the gatefill that \
                belongs to its own.
                """
        )
    }

    @Test func `an unknown column that must have a value is refused by name`() throws {
        let known = ["id", "note", "amount"].map { Self.column($0) }
        let error = try targetError {
            let unknown = Self.column("tenant_id", isNullable: false)
            _ = try SchemaMatch(Self.table, found: Self.found(known + [unknown]))
        }
        #expect(error.code == "schema-drift")
        #expect(
            error.detail
                == "column `tenant_id` of the target's table `things` is NOT NULL, has no default, "
                + "and is not known to gatefill"
        )
    }

    @Test(arguments: [(true, false), (true, true), (false, true)])
    func `an unknown column that can be left out is, and is named`(
        isNullable: Bool,
        hasDefault: Bool
    )
        throws
    {
        let known = ["id", "note", "amount"].map { Self.column($0) }
        let unknown = Self.column("extra", isNullable: isNullable, hasDefault: hasDefault)
        let match = try SchemaMatch(Self.table, found: Self.found(known + [unknown]))
        #expect(match.columns.count == 3)
        let consequence = hasDefault ? "gets its default" : "stays NULL"
        #expect(match.notices == ["things.extra is not known to gatefill and \(consequence)"])
    }

    @Test(arguments: Catalogue.contextForge.definitions.map(\.name))
    func `every table of the catalogue needs its required columns and no other`(
        name: String
    )
        throws
    {
        let table = try #require(Catalogue.contextForge.definitions.first { $0.name == name })
        let required = table.filledColumns.filter { !$0.isOptional }.map(\.name)
        let complete = TargetTable(
            name: name,
            qualifiedName: name,
            columns: required.map { Self.column($0) },
            primaryKey: table.primaryKey,
            constraints: []
        )
        let match = try SchemaMatch(table, found: complete)
        #expect(match.columns.map(\.definition.name) == required)
        // What only newer releases have may be missing without a word.
        let oldest = try #require(
            Catalogue.contextForge.schema.schema(of: .oldest, on: .sqlite)
                .tables.first { $0.name == name }
        )
        let inEveryRelease = Set(oldest.columns.map(\.columnName))
        let expected = table.filledColumns.count {
            $0.isOptional && inEveryRelease.contains($0.name)
        }
        #expect(match.notices.count == expected)
        for missing in required {
            let error = try targetError {
                let columns = required.filter { $0 != missing }.map { Self.column($0) }
                _ = try SchemaMatch(
                    table,
                    found: TargetTable(
                        name: name,
                        qualifiedName: name,
                        columns: columns,
                        primaryKey: [],
                        constraints: []
                    )
                )
            }
            #expect(error.detail?.contains("`\(missing)`") == true)
        }
    }
}

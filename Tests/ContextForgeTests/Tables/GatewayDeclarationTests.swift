import TestSupport
import Testing

@testable import ContextForge
@testable import Rows

/// The tables that are filled are those that the gateway's schema declares.
@Suite struct GatewayDeclarationTests {
    private static let newest = Catalogue.contextForge.schema.schema(of: .newest, on: .sqlite)

    @Test(arguments: Catalogue.contextForge.definitions)
    func `a table's columns and keys are as the gateway declares them`(
        _ definition: TableDefinition
    ) throws {
        let declared = try #require(Self.newest.tables.first { $0.name == definition.name })
        let columns = declared.columns.map { Column($0) }
        #expect(Set(definition.columns.map(\.name)) == Set(columns.map(\.name)))
        for column in columns {
            let own = definition.columns.first { $0.name == column.name }
            // The gateway does not limit every key, and may leave out what gatefill fills.
            let isLimited =
                column.kind == .text(lengthMax: nil) && own?.kind == .text(lengthMax: 36)
            #expect(own?.kind == column.kind || isLimited, "\(column.name)")
            #expect(column.isNullable || own?.isNullable == false, "\(column.name)")
        }
        let constraints = declared.items.filter(\.isConstraint).map(\.text)
        let key = "PRIMARY KEY (\(definition.primaryKey.joined(separator: ", ")))"
        let hasKey =
            constraints.contains { $0.hasSuffix(key) }
            || declared.columns.contains { $0.text.contains("PRIMARY KEY") }
        #expect(hasKey)
        let unique =
            constraints.filter { $0.contains(" UNIQUE (") }
            .compactMap { $0.split(separator: " ").dropFirst().first.map(String.init) }
            + declared.indexes.filter(\.isUnique).map(\.name)
        #expect(Set(definition.uniqueKeys.map(\.name)).isSubset(of: unique))
        for reference in definition.references {
            let text =
                "FOREIGN KEY (\(reference.column)) REFERENCES \(reference.table) (\(reference.key))"
            #expect(
                constraints.contains { $0.contains(text) } == reference.isDeclared,
                "\(reference.column)"
            )
        }
    }

    @Test(arguments: Catalogue.contextForge.releases)
    func `every table is declared once, after the tables that it refers to`(
        _ release: Release
    ) throws {
        let newer = try #require(Release.named("1.0.6"))
        for database in DeclaredSchema.Database.allCases {
            var known: Set<String> = []
            for table in Catalogue.contextForge.schema.schema(of: release, on: database).tables {
                for item in table.items {
                    guard let start = item.text.firstRange(of: " REFERENCES ") else { continue }
                    let parent = item.text[start.upperBound...].prefix { $0 != " " }
                    #expect(known.contains(String(parent)) || parent == table.name)
                }
                #expect(known.insert(table.name).inserted)
            }
            #expect(known.contains("mcp_app_sessions") == (release >= newer))
            #expect(known.count == (release < newer ? 70 : 71))
        }
    }

    private struct Column {
        let name: String
        let kind: ColumnKind?
        let isNullable: Bool

        init(_ item: DeclaredSchema.Item) {
            name = item.columnName
            let type = String(item.text.dropFirst(name.count + 1).prefix { $0 != " " })
            isNullable = !item.text.contains(" NOT NULL")
            kind =
                switch type {
                case "VARCHAR", "TEXT": .text(lengthMax: nil)
                case "JSON", "JSONB": .json
                case "DATETIME", "TIMESTAMP": .timestamp
                case "INTEGER", "BIGINT": .integer
                case "FLOAT": .double
                case "BOOLEAN": .boolean
                case "BLOB": .binary
                default:
                    Int(type.dropFirst("VARCHAR(".count).dropLast()).map { .text(lengthMax: $0) }
                }
        }
    }
}

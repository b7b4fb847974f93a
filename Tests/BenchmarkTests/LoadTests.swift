import Foundation
import TestSupport
import Testing

@testable import Benchmark
@testable import Targets

@Suite struct LoadTests {
    private static let index = SuspendedObject(
        table: "child",
        name: "child_name",
        kind: .index,
        statements: ["CREATE INDEX child_name ON child (name)"],
        schemaLines: []
    )
    private static let unique = SuspendedObject(
        table: "parent",
        name: "parent_name",
        kind: .unique,
        statements: ["CREATE UNIQUE INDEX parent_name ON parent (name)", "ALTER TABLE parent ADD"],
        schemaLines: []
    )
    private static let reference = SuspendedObject(
        table: "child",
        name: "child_parent",
        kind: .foreignKey,
        statements: ["ALTER TABLE child ADD CONSTRAINT child_parent REFERENCES parent"],
        parent: "parent",
        schemaLines: []
    )
    private static let ownReference = SuspendedObject(
        table: "child",
        name: "child_child",
        kind: .foreignKey,
        statements: ["ALTER TABLE child ADD CONSTRAINT child_child REFERENCES child NOT VALID"],
        parent: "child",
        schemaLines: []
    )

    private func scripts(
        _ objects: [SuspendedObject],
        connectionCount: Int = 2
    ) -> PostgresScripts {
        PostgresScripts(
            tables: ["parent", "child"],
            objects: objects,
            connectionCount: connectionCount,
            folder: "/rows",
            byteCounts: ["parent": 8_192 * 5, "child": 8_192 * 3, "child_name": 100],
            rowCounts: [:]
        )
    }

    @Test func `the parts of a table are all of its pages, each once`() {
        let exports = scripts([]).exports
        #expect(exports.count == 2)
        #expect(exports[0].contains("ctid >= '(0,0)' AND ctid < '(2,0)') TO '/rows/parent.0'"))
        #expect(exports[1].contains("ctid >= '(2,0)' AND ctid < '(5,0)') TO '/rows/parent.1'"))
    }

    @Test func `a table that refers to itself is one part`() {
        let exports = scripts([Self.ownReference], connectionCount: 3).exports
        #expect(exports[0].contains("ctid >= '(0,0)' AND ctid < '(3,0)') TO '/rows/child.0'"))
        #expect(exports[1].contains("ctid >= '(3,0)' AND ctid < '(3,0)') TO '/rows/child.1'"))
        #expect(exports[2].contains("ctid >= '(3,0)' AND ctid < '(3,0)') TO '/rows/child.2'"))
    }

    @Test func `with foreign keys a table waits for every part of the one before it`() {
        let ordered = scripts([Self.reference]).copies(isOrdered: true)
        for (part, script) in ordered.enumerated() {
            let steps = [
                "COPY \"parent\" FROM '/rows/parent.\(part)'",
                "INSERT INTO benchmark.loaded VALUES ('parent', \(part))",
                "name = 'parent') < 2 LOOP", "COPY \"child\" FROM '/rows/child.\(part)'",
            ]
            let places = steps.map { script.firstRange(of: $0)?.lowerBound }
            #expect(places.allSatisfy { $0 != nil })
            #expect(places.compactMap { $0 } == places.compactMap { $0 }.sorted())
        }
        let free = scripts([Self.reference]).copies(isOrdered: false)
        #expect(free.allSatisfy { !$0.contains("LOOP") && !$0.contains("benchmark.loaded") })
    }

    @Test func `what is dropped is made again, keys before what refers to them`() {
        let objects = [Self.index, Self.unique, Self.reference, Self.ownReference]
        let drop = PostgresScripts.drop(objects).split(separator: "\n").map(String.init)
        #expect(
            drop == [
                "ALTER TABLE \"child\" DROP CONSTRAINT \"child_parent\";",
                "ALTER TABLE \"child\" DROP CONSTRAINT \"child_child\";",
                "DROP INDEX \"child_name\";",
                "ALTER TABLE \"parent\" DROP CONSTRAINT \"parent_name\";",
            ]
        )
        let stages = scripts(objects).rebuild
        #expect(stages.count == 3)
        // The largest first, and each to the connection with the least to do.
        #expect(stages[0][0].contains("CREATE INDEX child_name"))
        #expect(stages[0][1].contains("CREATE UNIQUE INDEX parent_name"))
        #expect(
            stages[1] == [
                "ALTER TABLE parent ADD;\n"
                    + "ALTER TABLE child ADD CONSTRAINT child_parent REFERENCES parent NOT VALID;\n"
                    + "ALTER TABLE child ADD CONSTRAINT child_child REFERENCES child NOT VALID;\n"
            ]
        )
        // Both are on one table, so one connection checks them.
        let checked = stages[2].map { $0.components(separatedBy: "VALIDATE").count - 1 }
        #expect(checked.sorted() == [0, 2])
    }

    @Test func `SQLite drops its indexes and makes them again only when they are suspended`() {
        let index = (name: "child_name", statement: "CREATE INDEX child_name ON child (name)")
        let script = SQLiteScript(tables: ["child"], indexes: [index])
        let suspended = script.text(source: "/s.db", .suspended)
        let kept = script.text(source: "/s.db", .kept)
        #expect(suspended.contains("DROP INDEX main.\"child_name\";"))
        #expect(suspended.contains("CREATE INDEX child_name ON child (name);"))
        #expect(!kept.contains("INDEX"))
        for text in [suspended, kept] {
            #expect(text.contains("INSERT INTO main.\"child\" SELECT * FROM source.\"child\""))
            #expect(text.contains("ANALYZE main.\"child\";"))
        }
    }

    @Test func `a report has the medians of its rounds, and the greatest memory`() throws {
        let rounds = [(2.0, 1.0, 5), (4.0, 4.0, 9), (8.0, 6.0, 7)].map {
            LoadReport.Round(
                gatefill: GatefillRun.Outcome(
                    seconds: $0.0,
                    rowCount: 1_000,
                    peakMemoryByteCount: Int64($0.2) * 1_000_000
                ),
                limitSeconds: $0.1
            )
        }
        var report = LoadReport(profile: "tiny")
        report.add(
            LoadReport.Line(database: "SQLite", mode: .kept, connections: 1, rounds: rounds)
        )
        let lines = report.text.split(separator: "\n")
        #expect(lines[2] == "| SQLite, kept | 1 | 1,000 | 4.00 | 250 | 4.00 | 250 | 0.75 | 9 |")
        let json = try JSONSerialization.jsonObject(with: Data(SortedJSON.text(report).utf8))
        let line = try #require(((json as? [String: Any])?["lines"] as? [[String: Any]])?.first)
        #expect(line["ratio"] as? Double == 0.75)
        #expect((line["rounds"] as? [Any])?.count == 3)
    }

    @Test(arguments: [(1.2345, 2, "1.23"), (0.05, 1, "0.1"), (12, 0, "12"), (3.999, 2, "4.00")])
    func `numbers have as many digits as asked for`(value: Double, digits: Int, text: String) {
        #expect(MarkdownTable.fixed(value, digits: digits) == text)
    }

    @Test(arguments: LoadCommand.Kind.allCases)
    func `tiny can be measured in every mode, against the real gateway's schema`(
        kind: LoadCommand.Kind
    ) async throws {
        let command = try LoadCommand.parse(
            ["--profile", "tiny", "--repeats", "1", "--database", kind.rawValue]
        )
        let report = try await command.measure()
        #expect(report.lines.map(\.mode) == LoadMode.allCases)
        for line in report.lines {
            #expect(line.rows > 1_000)
            #expect(line.gatefillSeconds > 0 && line.limitSeconds > 0)
            #expect(line.peakMemoryBytes > 1_000_000)
        }
    }
}

import Testing

@testable import Targets

@Suite struct TargetSchemaTests {
    private static func schema(
        columns: [TargetColumn] = [id, note],
        constraints: [String] = ["PRIMARY KEY (id)", "UNIQUE (note)"],
        others: [TargetTable] = []
    ) -> TargetSchema {
        let table = TargetTable(
            name: "a",
            qualifiedName: "\"main\".\"a\"",
            columns: columns,
            primaryKey: ["id"],
            constraints: constraints
        )
        return TargetSchema(
            tables: Dictionary(uniqueKeysWithValues: ([table] + others).map { ($0.name, $0) }),
            namespace: "main"
        )
    }

    private static let id = column("id")
    private static let note = column("note")
    private static let empty = TargetTable(
        name: "b",
        qualifiedName: "\"main\".\"b\"",
        columns: [],
        primaryKey: [],
        constraints: []
    )

    private static func column(
        _ name: String,
        type: String = "text",
        isNullable: Bool = true,
        hasDefault: Bool = false
    ) -> TargetColumn {
        TargetColumn(name: name, type: type, isNullable: isNullable, hasDefault: hasDefault)
    }

    @Test func `the order of columns, constraints and names makes no difference`() {
        let fingerprint = Self.schema().fingerprint(of: ["a"])
        #expect(fingerprint.wholeMatch(of: /[0-9a-f]{64}/) != nil)
        let turned = Self.schema(
            columns: [Self.note, Self.id],
            constraints: ["UNIQUE (note)", "PRIMARY KEY (id)"]
        )
        #expect(turned.fingerprint(of: ["a"]) == fingerprint)
        let two = Self.schema(others: [Self.empty])
        #expect(two.fingerprint(of: ["a", "b"]) == two.fingerprint(of: ["b", "a"]))
    }

    @Test func `tables that are not asked for make no difference`() {
        let two = Self.schema(others: [Self.empty])
        #expect(two.fingerprint(of: ["a"]) == Self.schema().fingerprint(of: ["a"]))
        #expect(two.fingerprint(of: ["a", "b"]) != two.fingerprint(of: ["a"]))
    }

    @Test(arguments: [
        schema(columns: [id]),
        schema(columns: [id, note, column("more")]),
        schema(columns: [id, column("remark")]),
        schema(columns: [id, column("note", type: "varchar")]),
        schema(columns: [id, column("note", isNullable: false)]),
        schema(columns: [id, column("note", hasDefault: true)]),
        schema(constraints: ["PRIMARY KEY (id)"]),
        schema(constraints: ["PRIMARY KEY (id)", "UNIQUE (id)"]),
        schema(constraints: ["PRIMARY KEY (id)", "UNIQUE (note)", "CHECK (id > 0)"]),
    ])
    func `every difference of a table gives another fingerprint`(other: TargetSchema) {
        #expect(other.fingerprint(of: ["a"]) != Self.schema().fingerprint(of: ["a"]))
    }
}

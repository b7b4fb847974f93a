/// Every row of every table of a database, read without the product's code.
package struct WholeDatabase: Equatable, Sendable {
    /// Rows by table, each as one text with all its values, in the order of these texts.
    package let tables: [String: [String]]

    package init(_ database: any TestDatabase) async throws {
        tables = try await database.contents()
    }

    /// Number of rows of every table.
    package static func counts(_ database: any TestDatabase) async throws -> [String: Int] {
        try await database.rowCounts(of: database.tableNames())
    }

    /// What differs from another moment, a line for each table.
    package func differences(from before: WholeDatabase) -> [String] {
        Set(tables.keys).union(before.tables.keys).sorted().compactMap { name in
            guard let now = tables[name] else { return "\(name) is gone" }
            guard let then = before.tables[name] else { return "\(name) is new" }
            if now == then { return nil }
            let (known, left) = (Set(then), Set(now))
            let added = now.filter { !known.contains($0) }
            let lost = then.filter { !left.contains($0) }
            return "\(name): \(added.count) rows more, \(lost.count) less: "
                + "\((added + lost).prefix(2))"
        }
    }
}

import Rows

/// `password_history`: the hashes of passwords that users have given up, in order of time.
package struct PasswordHistoryTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "password_history",
        component: "password_history",
        columns: [
            .required("id", .text(lengthMax: 36)),
            .required("user_email", .text(lengthMax: 255)),
            .required("password_hash", .text(lengthMax: nil)),
            .required("changed_at", .timestamp),
        ],
        references: [
            TableDefinition.Reference("user_email", "email_users", "email", isDeclared: true)
        ],
        creationColumn: "changed_at",
        derivation: Derivation(),
        childCount: TableDefinition.ChildCount(.formerPasswordsPerUser, by: "user_email")
    )

    private let population: Population
    private let windows: EventWindows
    private let identifiers: IdentifierKey
    private let hashKey: CellKey

    package init(_ population: Population) {
        self.population = population
        windows = EventWindows(population.passwordChanges, unit: .event)
        identifiers = Population.identifiers(
            "password_history",
            windows.rowCount,
            population.configuration
        )
        hashKey = population.key("password_history", "password_hash")
    }

    package var rowCount: Int64 { windows.rowCount }

    package var parents: ParentCounts? { windows.streams.parents }

    package func fill(_ batch: ColumnBatch) {
        let user = batch.lane(.owner)
        let time = batch.lane(.created)
        windows.forEach(in: batch) { index, row in
            user[index] = row.object
            time[index] = row.time
        }
        batch.text("id") { writer, row, _ in identifiers.appendHyphenated(row, into: &writer) }
        batch.text("user_email") { writer, _, index in
            population.people.appendEmail(user[index], into: &writer)
        }
        batch.text("password_hash") { writer, row, _ in
            PasswordHash.appendUnmatched(hashKey, row: row, into: &writer)
        }
        batch.integers("changed_at") { _, index in time[index] }
    }
}

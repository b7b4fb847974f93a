import Rows

/// `password_history`: the hashes of passwords that users have given up, in order of time.
package struct PasswordHistoryTable: GatewayTable {
    package static let columns: [Column<Self>] = [
        .identifiers(.required("id", .text(lengthMax: 36)), hyphenated: true) { $0.identifiers },
        .text(.required("user_email", .text(lengthMax: 255))) { table, _, change, writer in
            table.population.people.appendEmail(change.object, into: &writer)
        },
        .text(.required("password_hash", .text(lengthMax: nil))) { table, row, _, writer in
            PasswordHash.appendUnmatched(table.hashKey, row: row, into: &writer)
        },
        .integers(.required("changed_at", .timestamp)) { _, _, change in change.time },
    ]

    package static let definition = TableDefinition(
        name: "password_history",
        component: "password_history",
        columns: columns.map(\.definition),
        references: [
            TableDefinition.Reference(
                "user_email",
                to: "email_users",
                key: "email",
                isDeclared: true
            )
        ],
        creationColumn: "changed_at",
        derivation: Derivation(),
        childCount: TableDefinition.ChildCount(.formerPasswordsPerUser, by: "user_email")
    )

    /// The change of a password; its object is the user.
    package typealias Shared = EventRow

    private let population: Population
    private let windows: EventWindows
    private let identifiers: IdentifierKey
    private let hashKey: CellKey

    package init(_ population: Population) {
        self.population = population
        windows = EventWindows(population.passwordChanges, unit: .event)
        identifiers = Population.identifiers(
            "password_history",
            rowCount: windows.rowCount,
            population.configuration
        )
        hashKey = population.key("password_history", "password_hash")
    }

    package var rowCount: Int64 { windows.rowCount }

    package var parents: ParentCounts? { windows.streams.parents }

    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<Shared>) {
        windows.forEach(in: batch) { index, change in shared[index] = change }
    }
}

extension CountKey {
    /// Passwords that a user had before, of which the gateway keeps five.
    package static let formerPasswordsPerUser = CountKey(
        "former_passwords_per_user",
        "Passwords that a user had before, of which the gateway keeps five",
        0...3,
        mean: 0.5,
        countsEvents: true
    )
}

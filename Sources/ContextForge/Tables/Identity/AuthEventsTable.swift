import Rows

/// `email_auth_events`: sign-ins and what else happens to accounts, in order of time.
package struct AuthEventsTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "email_auth_events",
        component: "email_auth_events",
        columns: [
            .reservedKey("id"),
            .required("timestamp", .timestamp),
            .optional("user_email", .text(lengthMax: 255)),
            .required("event_type", .text(lengthMax: 50)),
            .required("success", .boolean),
            .optional("ip_address", .text(lengthMax: 45)),
            .optional("user_agent", .text(lengthMax: nil)),
            .optional("failure_reason", .text(lengthMax: 255)),
            .unfilled("details", .text(lengthMax: nil)),
        ],
        references: [TableDefinition.Reference("user_email", "email_users", "email")],
        creationColumn: "timestamp",
        derivation: Derivation(),
        childCount: TableDefinition.ChildCount(.authEventsPerUser, by: "user_email"),
        isHistory: true,
        plot: .activity
    )

    private let population: Population
    private let windows: EventWindows
    private let signIns: SignIns
    private let clients: ClientTraces
    private let clientKey: CellKey

    package init(_ population: Population) {
        self.population = population
        signIns = SignIns(population)
        windows = EventWindows(signIns.events, unit: .event)
        clients = ClientTraces(population)
        clientKey = population.key("email_auth_events", "client")
    }

    package var rowCount: Int64 { windows.rowCount }

    package var parents: ParentCounts? { windows.streams.parents }

    package func fill(_ batch: ColumnBatch) {
        let user = batch.lane(.owner)
        let time = batch.lane(.created)
        let number = batch.lane(.choice)
        let kinds = batch.lane(.ordinal)
        windows.forEach(in: batch) { index, row in
            user[index] = row.object
            time[index] = row.time
            number[index] = row.number
            let kind = signIns.areSignInsOnly(of: row.object) ? .login : signIns.kind(row.number)
            kinds[index] = Int64(kind.rawValue)
        }
        func kind(_ index: Int) -> SignIns.Kind {
            SignIns.Kind(rawValue: Int(kinds[index])) ?? .login
        }
        batch.reservedKeys("id")
        batch.integers("timestamp") { _, index in time[index] }
        batch.text("user_email") { writer, _, index in
            population.people.appendEmail(user[index], into: &writer)
        }
        batch.text("event_type") { writer, _, index in writer.append(kind(index).word) }
        batch.integers("success") { _, index in kind(index) == .failedLogin ? 0 : 1 }
        batch.text("ip_address") { writer, _, index in
            clients.appendAddress(user[index], bits: clientKey.bits(number[index]), into: &writer)
        }
        batch.text("user_agent") { writer, _, index in
            clients.appendUserAgent(clientKey.stream(1).bits(number[index]), into: &writer)
        }
        batch.optionalText("failure_reason") { writer, _, index in
            writer.append("Invalid password")
            return kind(index) == .failedLogin
        }
    }
}

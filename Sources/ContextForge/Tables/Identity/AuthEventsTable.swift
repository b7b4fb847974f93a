import Rows

/// `email_auth_events`: sign-ins and what else happens to accounts, in order of time.
package struct AuthEventsTable: GatewayTable {
    package static let columns: [Column<Self>] = [
        .reservedKey("id"),
        .integers(.required("timestamp", .timestamp)) { _, _, event in event.time },
        .text(.optional("user_email", .text(lengthMax: 255))) { table, _, event, writer in
            table.population.people.appendEmail(event.user, into: &writer)
        },
        .text(.required("event_type", .text(lengthMax: 50))) { _, _, event, writer in
            writer.append(event.kind.word)
        },
        .booleans(.required("success", .boolean)) { _, _, event in event.kind != .failedLogin },
        .text(.optional("ip_address", .text(lengthMax: 45))) { table, _, event, writer in
            let bits = table.clientKey.bits(event.number)
            table.clients.appendAddress(event.user, bits: bits, into: &writer)
        },
        .text(.optional("user_agent", .text(lengthMax: nil))) { table, _, event, writer in
            let bits = table.clientKey.stream(1).bits(event.number)
            table.clients.appendUserAgent(bits, into: &writer)
        },
        .optionalText(.optional("failure_reason", .text(lengthMax: 255))) {
            (_, _, event, writer) in
            writer.append("Invalid password")
            return event.kind == .failedLogin
        },
        .unfilled("details", .text(lengthMax: nil)),
    ]

    package static let definition = TableDefinition(
        name: "email_auth_events",
        component: "email_auth_events",
        columns: columns.map(\.definition),
        references: [TableDefinition.Reference("user_email", to: "email_users", key: "email")],
        creationColumn: "timestamp",
        derivation: Derivation(),
        childCount: TableDefinition.ChildCount(.authEventsPerUser, by: "user_email"),
        isHistory: true,
        plot: .activity
    )

    /// What the columns of an event share.
    package struct Shared: BitwiseCopyable {
        let user: Int64
        /// When it happened.
        let time: Int64
        /// The number of its own, for random choices.
        let number: Int64
        let kind: SignIns.Kind
    }

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

    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<Shared>) {
        windows.forEach(in: batch) { index, event in
            let isSignIn = signIns.areSignInsOnly(of: event.object)
            shared[index] = Shared(
                user: event.object,
                time: event.time,
                number: event.number,
                kind: isSignIn ? .login : signIns.kind(event.number)
            )
        }
    }
}

extension CountKey {
    /// Sign-in events of a user.
    package static let authEventsPerUser = CountKey(
        "auth_events_per_user",
        "Sign-in events of a user",
        3...30,
        mean: 12,
        countsEvents: true
    )
}

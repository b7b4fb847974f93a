import Rows

/// `resource_subscriptions`: who is told when a resource changes, in order of time.
package struct ResourceSubscriptionsTable: GatewayTable {
    package static let columns: [Column<Self>] = [
        .reservedKey("id"),
        .text(.required("resource_id", .text(lengthMax: 36))) { table, _, subscription, writer in
            table.identifiers.appendHex(subscription.resource, into: &writer)
        },
        .text(
            .required("subscriber_id", .text(lengthMax: 255))
        ) { table, _, subscription, writer in
            table.population.people.appendEmail(subscription.subscriber, into: &writer)
        },
        .integers(.optional("created_at", .timestamp)) { _, _, subscription in
            subscription.created
        },
        .optionalIntegers(.optional("last_notification", .timestamp)) { table, _, subscription in
            table.notified(subscription)
        },
    ]

    package static let definition = TableDefinition(
        name: "resource_subscriptions",
        component: "resource_subscriptions",
        columns: columns.map(\.definition),
        references: [
            TableDefinition.Reference("resource_id", to: "resources", key: "id", isDeclared: true),
            TableDefinition.Reference("subscriber_id", to: "email_users", key: "email"),
        ],
        laterColumns: ["last_notification"]
    )

    /// What the columns of a subscription share.
    package struct Shared: BitwiseCopyable {
        let resource: Int64
        let subscriber: Int64
        let created: Int64
        /// A number of its own, for random choices.
        let number: Int64
    }

    private let population: Population
    private let windows: EventWindows
    private let identifiers: IdentifierKey
    private let key: CellKey

    package init(_ population: Population) {
        self.population = population
        windows = EventWindows(population.subscriptions(), unit: .event)
        identifiers = Population.identifiers(
            "resources",
            rowCount: population.resources.rowCount,
            population.configuration
        )
        key = population.key("resource_subscriptions", "subscriber")
    }

    package var rowCount: Int64 { windows.rowCount }

    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<Shared>) {
        windows.forEach(in: batch) { index, row in
            // Users that signed up before the resource was made, each once: neighbours from a place
            // of the resource's own.
            let owner = population.resources.place(of: row.object).parent
            let first = Int64(key.index(row.object, below: Int(owner) + 1))
            shared[index] = Shared(
                resource: row.object,
                subscriber: (first + Int64(row.ordinal)) % (owner + 1),
                created: row.time,
                number: row.number
            )
        }
    }

    /// When the subscriber was last told of a change; nil without one.
    private func notified(_ subscription: Shared) -> Int64? {
        guard key.stream(1).bits(subscription.number) % 100 < 60 else { return nil }
        let part = key.stream(2).unit(subscription.number)
        return Timeline.between(subscription.created, population.timeline.end, at: part)
    }
}

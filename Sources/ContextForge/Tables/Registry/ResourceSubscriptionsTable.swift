import Rows

/// `resource_subscriptions`: who is told when a resource changes, in order of time.
package struct ResourceSubscriptionsTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "resource_subscriptions",
        component: "resource_subscriptions",
        columns: [
            .reservedKey("id"),
            .required("resource_id", .text(lengthMax: 36)),
            .required("subscriber_id", .text(lengthMax: 255)),
            .optional("created_at", .timestamp),
            .optional("last_notification", .timestamp),
        ],
        references: [
            TableDefinition.Reference("resource_id", "resources", "id", isDeclared: true),
            TableDefinition.Reference("subscriber_id", "email_users", "email"),
        ],
        laterColumns: ["last_notification"]
    )

    private let population: Population
    private let windows: EventWindows
    private let identifiers: IdentifierKey
    private let key: CellKey

    package init(_ population: Population) {
        self.population = population
        windows = EventWindows(population.subscriptions(), unit: .event)
        identifiers = Population.identifiers(
            "resources",
            population.resources.rowCount,
            population.configuration
        )
        key = population.key("resource_subscriptions", "subscriber")
    }

    package var rowCount: Int64 { windows.rowCount }

    package func fill(_ batch: ColumnBatch) {
        let resource = batch.lane(.parent)
        let subscriber = batch.lane(.owner)
        let time = batch.lane(.created)
        let number = batch.lane(.choice)
        windows.forEach(in: batch) { index, row in
            resource[index] = row.object
            time[index] = row.time
            number[index] = row.number
            // Users that signed up before the resource was made, each once: neighbours from a place
            // of the resource's own.
            let owner = population.resources.place(of: row.object).parent
            let first = Int64(key.index(row.object, below: Int(owner) + 1))
            subscriber[index] = (first + Int64(row.ordinal)) % (owner + 1)
        }
        batch.reservedKeys("id")
        batch.text("resource_id") { writer, _, index in
            identifiers.appendHex(resource[index], into: &writer)
        }
        batch.text("subscriber_id") { writer, _, index in
            population.people.appendEmail(subscriber[index], into: &writer)
        }
        batch.integers("created_at") { _, index in time[index] }
        batch.optionalIntegers("last_notification") { _, index in
            guard key.stream(1).bits(number[index]) % 100 < 60 else { return nil }
            let part = key.stream(2).unit(number[index])
            return Timeline.between(time[index], population.timeline.end, at: part)
        }
    }
}

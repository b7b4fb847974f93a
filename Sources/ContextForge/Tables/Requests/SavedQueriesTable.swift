import Rows

/// `observability_saved_queries`: filters that a few users keep, in the order of the users.
package struct SavedQueriesTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "observability_saved_queries",
        component: "observability_saved_queries",
        columns: [
            .reservedKey("id"),
            .required("name", .text(lengthMax: 255)),
            .optional("description", .text(lengthMax: nil)),
            .required("user_email", .text(lengthMax: 255)),
            .required("filter_config", .json),
            .required("is_shared", .boolean),
            .required("created_at", .timestamp),
            .required("updated_at", .timestamp),
            .optional("last_used_at", .timestamp),
            .required("use_count", .integer),
        ],
        references: [TableDefinition.Reference("user_email", "email_users", "email")],
        laterColumns: ["updated_at", "last_used_at"]
    )

    private static let names = WordList(
        """
        Slow requests
        Errors of the last hour
        Denied requests
        My tools
        Requests with status 5xx
        Long-running prompts
        Everything today
        """
    )
    private static let filters = WordList(
        """
        {"time_range": "24h", "min_duration": 1000}
        {"time_range": "1h", "status_filter": "error"}
        {"time_range": "24h", "http_status": 403}
        {"time_range": "7d", "name_search": "tool"}
        {"time_range": "6h", "http_status": 500}
        {"time_range": "24h", "name_search": "prompt", "min_duration": 500}
        {"time_range": "24h"}
        """
    )

    private let population: Population
    private let users: SampledParents
    private let key: CellKey

    package init(_ population: Population) {
        self.population = population
        users = SampledParents(oneIn: 20, of: population.configuration.userCount, atMost: 500)
        key = population.key("observability_saved_queries", "query")
    }

    package var rowCount: Int64 { users.count }

    package func fill(_ batch: ColumnBatch) {
        let user = batch.lane(.owner)
        let created = batch.lane(.created)
        for index in 0..<batch.rowCount {
            let row = batch.rows.lowerBound + Int64(index)
            user[index] = users.parent(of: row)
            created[index] = population.moment(afterObjectsOf: user[index], at: key.unit(row))
        }
        let names = SavedQueriesTable.names
        func choice(_ row: Int64) -> Int { key.stream(1).index(row, below: names.count) }
        func useCount(_ row: Int64) -> Int64 { Int64(key.stream(2).bits(row) % 12) }
        batch.reservedKeys("id")
        batch.text("name") { writer, row, _ in writer.append(names[choice(row)]) }
        batch.constant("description", "A filter for traces")
        batch.text("user_email") { writer, _, index in
            population.people.appendEmail(user[index], into: &writer)
        }
        batch.text("filter_config") { writer, row, _ in
            writer.append(SavedQueriesTable.filters[choice(row)])
        }
        batch.integers("is_shared") { row, _ in key.stream(3).bits(row) % 4 == 0 ? 1 : 0 }
        batch.integers("created_at") { _, index in created[index] }
        batch.integers("updated_at") { _, index in created[index] }
        batch.optionalIntegers("last_used_at") { row, index in
            guard useCount(row) > 0 else { return nil }
            let part = key.stream(4).unit(row)
            return Timeline.between(created[index], population.timeline.end, at: part)
        }
        batch.integers("use_count") { row, _ in useCount(row) }
    }
}

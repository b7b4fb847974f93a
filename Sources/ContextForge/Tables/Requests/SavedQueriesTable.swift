import Rows

/// `observability_saved_queries`: filters that a few users keep, in the order of the users.
package struct SavedQueriesTable: GatewayTable {
    package static let columns: [Column<Self>] = [
        .reservedKey("id"),
        .text(.required("name", .text(lengthMax: 255))) { table, row, _, writer in
            writer.append(names[table.choice(row)])
        },
        .constant(.optional("description", .text(lengthMax: nil)), "A filter for traces"),
        .text(.required("user_email", .text(lengthMax: 255))) { table, _, query, writer in
            table.population.people.appendEmail(query.user, into: &writer)
        },
        .text(.required("filter_config", .json)) { table, row, _, writer in
            writer.append(filters[table.choice(row)])
        },
        .booleans(.required("is_shared", .boolean)) { table, row, _ in
            table.key.stream(3).bits(row) % 4 == 0
        },
        .integers(.required("created_at", .timestamp)) { _, _, query in query.created },
        .integers(.required("updated_at", .timestamp)) { _, _, query in query.created },
        .optionalIntegers(.optional("last_used_at", .timestamp)) { table, row, query in
            guard table.useCount(row) > 0 else { return nil }
            let part = table.key.stream(4).unit(row)
            return Timeline.between(query.created, table.population.timeline.end, at: part)
        },
        .integers(.required("use_count", .integer)) { table, row, _ in table.useCount(row) },
    ]

    package static let definition = TableDefinition(
        name: "observability_saved_queries",
        component: "observability_saved_queries",
        columns: columns.map(\.definition),
        references: [TableDefinition.Reference("user_email", to: "email_users", key: "email")],
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

    /// What the columns of a query share.
    package struct Shared: BitwiseCopyable {
        let user: Int64
        let created: Int64
    }

    private let population: Population
    private let users: SampledParents
    private let key: CellKey

    package init(_ population: Population) {
        self.population = population
        users = SampledParents(oneIn: 20, of: population.configuration.userCount, atMost: 500)
        key = population.key("observability_saved_queries", "query")
    }

    package var rowCount: Int64 { users.count }

    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<Shared>) {
        for index in 0..<batch.rowCount {
            let row = batch.rows.lowerBound + Int64(index)
            let user = users.parent(of: row)
            shared[index] = Shared(
                user: user,
                created: population.moment(afterObjectsOf: user, at: key.unit(row))
            )
        }
    }

    /// Position of a query among the names and filters.
    private func choice(_ row: Int64) -> Int {
        key.stream(1).index(row, below: Self.names.count)
    }

    private func useCount(_ row: Int64) -> Int64 { Int64(key.stream(2).bits(row) % 12) }
}

import Rows

/// `security_events`: the requests that were denied, in order of time.
package struct SecurityEventsTable: RequestTable {
    package static let columns: [Column<Self>] = [
        .identifiers(.required("id", .text(lengthMax: 36))) { $0.identifiers },
        .integers(.required("timestamp", .timestamp)) { _, _, event in event.request.time },
        .integers(.required("detected_at", .timestamp)) { _, _, event in event.detected },
        .correlation("correlation_id"),
        .text(.optional("log_entry_id", .text(lengthMax: 36))) { table, row, _, writer in
            table.logIdentifiers.appendHex(table.requests.row(ofDenied: row), into: &writer)
        },
        .text(.required("event_type", .text(lengthMax: 100))) { _, _, event, writer in
            writer.append(event.kind.eventType)
        },
        .text(.required("severity", .text(lengthMax: 20))) { _, _, event, writer in
            writer.append(event.kind.severity)
        },
        .text(.required("category", .text(lengthMax: 50))) { _, _, event, writer in
            writer.append(event.kind.category)
        },
        .user(.optional("user_id", .text(lengthMax: 255))),
        .user(.optional("user_email", .text(lengthMax: 255))),
        .clientAddress(.required("client_ip", .text(lengthMax: 45))),
        .userAgent,
        .text(.required("description", .text(lengthMax: nil))) { _, _, event, writer in
            writer.append(event.kind.text)
            writer.append(": ")
            writer.append(event.request.operation.method)
            writer.append(0x20)
            writer.append(event.request.operation.route)
        },
        .text(.optional("action_taken", .text(lengthMax: 100))) { _, _, event, writer in
            writer.append(event.kind.action)
        },
        .doubles(.required("threat_score", .double)) { table, row, event in
            Double(event.kind.score + Int64(table.courseKey.stream(1).bits(row) % 25)) / 100
        },
        .text(.required("threat_indicators", .json)) { _, _, event, writer in
            writer.append("{\"status_code\": ")
            writer.append(decimal: UInt64(event.request.status))
            writer.append("}")
        },
        .integers(.required("failed_attempts_count", .integer)) { table, row, event in
            guard event.request.status == 401 else { return 0 }
            return 1 + Int64(table.courseKey.stream(2).bits(row) % 4)
        },
        .booleans(.required("resolved", .boolean)) { _, _, event in event.resolver != nil },
        .optionalIntegers(.optional("resolved_at", .timestamp)) { table, row, event in
            guard event.resolver != nil else { return nil }
            let part = table.courseKey.stream(3).unit(row)
            return Timeline.between(
                event.detected,
                table.population.timeline.end,
                at: part * part
            )
        },
        .optionalText(.optional("resolved_by", .text(lengthMax: 255))) {
            (table, _, event, writer) in
            guard let resolver = event.resolver else { return false }
            table.population.people.appendEmail(resolver, into: &writer)
            return true
        },
        .unfilled("resolution_notes", .text(lengthMax: nil)),
        .booleans(.required("alert_sent", .boolean)) { _, _, event in event.isAlerted },
        .optionalIntegers(.optional("alert_sent_at", .timestamp)) { table, _, event in
            guard event.isAlerted else { return nil }
            return min(event.detected + 2_000_000, table.population.timeline.end)
        },
        .unfilled("alert_recipients", .json),
        .unfilled("context", .json),
    ]

    package static let definition = TableDefinition(
        name: "security_events",
        component: "security_events",
        columns: columns.map(\.definition),
        references: [
            TableDefinition.Reference(
                "log_entry_id",
                to: "structured_log_entries",
                key: "id",
                isDeclared: true
            ),
            TableDefinition.Reference("user_email", to: "email_users", key: "email"),
        ],
        creationColumn: "timestamp",
        laterColumns: ["detected_at", "resolved_at", "alert_sent_at"],
        derivation: Derivation(personColumns: ["user_id", "resolved_by"]),
        isHistory: true
    )

    /// What the columns of an event share.
    package struct Shared: BitwiseCopyable, RequestRow {
        let request: UserRequests.Request
        /// Who has resolved it; nil for one that is open.
        let resolver: Int64?

        /// What it is to those who watch over security.
        var kind: SecurityKind { SecurityKind(status: request.status) }
        /// When the request was refused.
        var detected: Int64 { request.time + request.duration }
        /// Whether somebody is told of it.
        var isAlerted: Bool { request.status == 429 }
    }

    let requests: UserRequests
    private let population: Population
    private let identifiers: IdentifierKey
    private let logIdentifiers: IdentifierKey
    private let courseKey: CellKey

    package init(_ population: Population) {
        self.population = population
        requests = UserRequests(population)
        identifiers = Population.identifiers(
            "security_events",
            rowCount: requests.deniedCount,
            population.configuration
        )
        logIdentifiers = Population.identifiers(
            "structured_log_entries",
            rowCount: requests.windows.rowCount,
            population.configuration
        )
        courseKey = population.key("security_events", "course")
    }

    package var rowCount: Int64 { requests.deniedCount }

    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<Shared>) {
        requests.forEachDenied(batch.rows, using: batch.events) { index, request in
            let row = batch.rows.lowerBound + Int64(index)
            shared[index] = Shared(request: request, resolver: resolver(row, of: request.user))
        }
    }

    /// Who has resolved an event: one of the platform's own administrators; nil for one that is
    /// open.
    private func resolver(_ row: Int64, of user: Int64) -> Int64? {
        guard courseKey.bits(row) % 100 < 75 else { return nil }
        return population.admin(noLaterThan: user, courseKey.stream(4), row: row)
    }
}

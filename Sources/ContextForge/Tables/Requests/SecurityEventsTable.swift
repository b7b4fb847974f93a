import Rows

/// `security_events`: the requests that were denied, in order of time.
package struct SecurityEventsTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "security_events",
        component: "security_events",
        columns: [
            .required("id", .text(lengthMax: 36)),
            .required("timestamp", .timestamp),
            .required("detected_at", .timestamp),
            .optional("correlation_id", .text(lengthMax: 64)),
            .optional("log_entry_id", .text(lengthMax: 36)),
            .required("event_type", .text(lengthMax: 100)),
            .required("severity", .text(lengthMax: 20)),
            .required("category", .text(lengthMax: 50)),
            .optional("user_id", .text(lengthMax: 255)),
            .optional("user_email", .text(lengthMax: 255)),
            .required("client_ip", .text(lengthMax: 45)),
            .optional("user_agent", .text(lengthMax: nil)),
            .required("description", .text(lengthMax: nil)),
            .optional("action_taken", .text(lengthMax: 100)),
            .required("threat_score", .double),
            .required("threat_indicators", .json),
            .required("failed_attempts_count", .integer),
            .required("resolved", .boolean),
            .optional("resolved_at", .timestamp),
            .optional("resolved_by", .text(lengthMax: 255)),
            .unfilled("resolution_notes", .text(lengthMax: nil)),
            .required("alert_sent", .boolean),
            .optional("alert_sent_at", .timestamp),
            .unfilled("alert_recipients", .json),
            .unfilled("context", .json),
        ],
        references: [
            TableDefinition.Reference(
                "log_entry_id",
                "structured_log_entries",
                "id",
                isDeclared: true
            ),
            TableDefinition.Reference("user_email", "email_users", "email"),
        ],
        creationColumn: "timestamp",
        laterColumns: ["detected_at", "resolved_at", "alert_sent_at"],
        derivation: Derivation(personColumns: ["user_id", "resolved_by"]),
        isHistory: true
    )

    private let population: Population
    private let requests: UserRequests
    private let clients: ClientTraces
    private let identifiers: IdentifierKey
    private let logIdentifiers: IdentifierKey
    private let clientKey: CellKey
    private let courseKey: CellKey

    package init(_ population: Population) {
        self.population = population
        requests = UserRequests(population)
        clients = ClientTraces(population)
        identifiers = Population.identifiers(
            "security_events",
            requests.deniedCount,
            population.configuration
        )
        logIdentifiers = Population.identifiers(
            "structured_log_entries",
            requests.windows.rowCount,
            population.configuration
        )
        clientKey = population.key("requests", "client")
        courseKey = population.key("security_events", "course")
    }

    package var rowCount: Int64 { requests.deniedCount }

    package func fill(_ batch: ColumnBatch) {
        let lanes = RequestLanes(batch)
        let resolver = batch.lane(.siblings)
        requests.forEachDenied(batch.rows, batch.events) { index, request in
            lanes.store(request, at: index)
            let row = batch.rows.lowerBound + Int64(index)
            resolver[index] = self.resolver(row, of: request.user) ?? SecurityEventsTable.nobody
        }
        let end = population.timeline.end
        func kind(_ index: Int) -> SecurityKind { SecurityKind(status: lanes.status[index]) }
        func isResolved(_ index: Int) -> Bool { resolver[index] != SecurityEventsTable.nobody }
        func isAlerted(_ index: Int) -> Bool { lanes.status[index] == 429 }
        batch.text("id") { writer, row, _ in identifiers.appendHex(row, into: &writer) }
        batch.integers("timestamp") { _, index in lanes.time[index] }
        batch.integers("detected_at") { _, index in
            lanes.time[index] + lanes.duration[index]
        }
        batch.text("correlation_id") { writer, _, index in
            requests.appendCorrelation(lanes.number[index], into: &writer)
        }
        batch.text("log_entry_id") { writer, row, _ in
            logIdentifiers.appendHex(requests.row(ofDenied: row), into: &writer)
        }
        batch.text("event_type") { writer, _, index in writer.append(kind(index).eventType) }
        batch.text("severity") { writer, _, index in writer.append(kind(index).severity) }
        batch.text("category") { writer, _, index in writer.append(kind(index).category) }
        batch.text("user_id") { writer, _, index in
            population.people.appendEmail(lanes.user[index], into: &writer)
        }
        batch.text("user_email") { writer, _, index in
            population.people.appendEmail(lanes.user[index], into: &writer)
        }
        batch.text("client_ip") { writer, _, index in
            let bits = clientKey.bits(lanes.number[index])
            clients.appendAddress(lanes.user[index], bits: bits, into: &writer)
        }
        batch.text("user_agent") { writer, _, index in
            clients.appendUserAgent(clientKey.stream(1).bits(lanes.number[index]), into: &writer)
        }
        batch.text("description") { writer, _, index in
            writer.append(kind(index).text)
            writer.append(": ")
            writer.append(lanes.operation(index).method)
            writer.append(0x20)
            writer.append(lanes.operation(index).route)
        }
        batch.text("action_taken") { writer, _, index in writer.append(kind(index).action) }
        batch.doubles("threat_score") { row, index in
            Double(kind(index).score + Int64(courseKey.stream(1).bits(row) % 25)) / 100
        }
        batch.text("threat_indicators") { writer, _, index in
            writer.append("{\"status_code\": ")
            writer.append(decimal: UInt64(lanes.status[index]))
            writer.append("}")
        }
        batch.integers("failed_attempts_count") { row, index in
            lanes.status[index] == 401 ? 1 + Int64(courseKey.stream(2).bits(row) % 4) : 0
        }
        batch.integers("resolved") { _, index in isResolved(index) ? 1 : 0 }
        batch.optionalIntegers("resolved_at") { row, index in
            guard isResolved(index) else { return nil }
            let part = courseKey.stream(3).unit(row)
            return Timeline.between(
                lanes.time[index] + lanes.duration[index],
                end,
                at: part * part
            )
        }
        batch.optionalText("resolved_by") { writer, _, index in
            guard isResolved(index) else { return false }
            population.people.appendEmail(resolver[index], into: &writer)
            return true
        }
        batch.integers("alert_sent") { _, index in isAlerted(index) ? 1 : 0 }
        batch.optionalIntegers("alert_sent_at") { _, index in
            guard isAlerted(index) else { return nil }
            return min(lanes.time[index] + lanes.duration[index] + 2_000_000, end)
        }
    }

    /// In the place of an administrator where there is none.
    private static let nobody: Int64 = -1

    /// Who has resolved an event: one of the platform's own administrators; nil for one that is
    /// open.
    private func resolver(_ row: Int64, of user: Int64) -> Int64? {
        guard courseKey.bits(row) % 100 < 75 else { return nil }
        return population.admin(noLaterThan: user, courseKey.stream(4), row: row)
    }
}

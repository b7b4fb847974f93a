import Rows

/// `structured_log_entries`: one entry for each request of a user, in order of time.
package struct StructuredLogEntriesTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "structured_log_entries",
        component: "structured_log_entries",
        columns: [
            .required("id", .text(lengthMax: 36)),
            .required("timestamp", .timestamp),
            .optional("correlation_id", .text(lengthMax: 64)),
            .optional("request_id", .text(lengthMax: 64)),
            .required("level", .text(lengthMax: 20)),
            .required("component", .text(lengthMax: 100)),
            .required("message", .text(lengthMax: nil)),
            .optional("logger", .text(lengthMax: 255)),
            .optional("user_id", .text(lengthMax: 255)),
            .optional("user_email", .text(lengthMax: 255)),
            .optional("client_ip", .text(lengthMax: 45)),
            .optional("user_agent", .text(lengthMax: nil)),
            .optional("request_path", .text(lengthMax: 500)),
            .optional("request_method", .text(lengthMax: 10)),
            .optional("duration_ms", .double),
            .optional("operation_type", .text(lengthMax: 100)),
            .required("is_security_event", .boolean),
            .optional("security_severity", .text(lengthMax: 20)),
            .unfilled("threat_indicators", .json),
            .unfilled("context", .json),
            .optional("error_details", .json),
            .unfilled("performance_metrics", .json),
            .required("hostname", .text(lengthMax: 255)),
            .required("process_id", .integer),
            .unfilled("thread_id", .integer),
            .required("version", .text(lengthMax: 50)),
            .required("environment", .text(lengthMax: 50)),
            .optional("trace_id", .text(lengthMax: 32)),
            .unfilled("span_id", .text(lengthMax: 16)),
        ],
        references: [TableDefinition.Reference("user_email", "email_users", "email")],
        otherParents: ["email_teams", "gateways", "tools", "resources", "prompts", "servers"],
        creationColumn: "timestamp",
        derivation: Derivation(personColumns: ["user_id"]),
        childCount: TableDefinition.ChildCount(.requestsPerUser, by: "user_email"),
        isHistory: true,
        plot: .activity
    )

    private let population: Population
    private let requests: UserRequests
    private let clients: ClientTraces
    private let hosts: GatewayHosts
    private let identifiers: IdentifierKey
    private let clientKey: CellKey

    package init(_ population: Population) {
        self.population = population
        requests = UserRequests(population)
        clients = ClientTraces(population)
        hosts = GatewayHosts(population)
        identifiers = Population.identifiers(
            "structured_log_entries",
            requests.windows.rowCount,
            population.configuration
        )
        clientKey = population.key("requests", "client")
    }

    package var rowCount: Int64 { requests.windows.rowCount }

    package var parents: ParentCounts? { requests.windows.streams.parents }

    package func fill(_ batch: ColumnBatch) {
        let lanes = RequestLanes(batch)
        requests.forEach(batch.rows, batch.events) { index, request in
            lanes.store(request, at: index)
        }
        batch.text("id") { writer, row, _ in identifiers.appendHex(row, into: &writer) }
        batch.integers("timestamp") { _, index in lanes.time[index] }
        batch.text("correlation_id") { writer, _, index in
            requests.appendCorrelation(lanes.number[index], into: &writer)
        }
        batch.text("request_id") { writer, _, index in
            requests.appendCorrelation(lanes.number[index], into: &writer)
        }
        batch.text("level") { writer, _, index in
            let status = lanes.status[index]
            writer.append(status >= 500 ? "ERROR" : status >= 400 ? "WARNING" : "INFO")
        }
        batch.text("component") { writer, _, index in
            writer.append(lanes.operation(index).component)
        }
        batch.text("message") { writer, _, index in
            let operation = lanes.operation(index)
            writer.append(lanes.status[index] < 400 ? "Request completed: " : "Request failed: ")
            writer.append(operation.method)
            writer.append(0x20)
            writer.append(operation.route)
            writer.append(" - ")
            writer.append(decimal: UInt64(lanes.status[index]))
        }
        batch.text("logger") { writer, _, index in
            writer.append("mcpgateway.services.")
            writer.append(lanes.operation(index).component)
        }
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
        batch.text("request_path") { writer, _, index in
            requests.appendPath(lanes.operation(index), lanes.object[index], into: &writer)
        }
        batch.text("request_method") { writer, _, index in
            writer.append(lanes.operation(index).method)
        }
        batch.doubles("duration_ms") { _, index in Double(lanes.duration[index]) / 1000 }
        batch.text("operation_type") { writer, _, index in
            writer.append(lanes.operation(index).type)
        }
        batch.integers("is_security_event") { _, index in isDenied(lanes, index) ? 1 : 0 }
        batch.optionalText("security_severity") { writer, _, index in
            writer.append(SecurityKind(status: lanes.status[index]).severity)
            return isDenied(lanes, index)
        }
        batch.optionalText("error_details") { writer, _, index in
            guard lanes.status[index] >= 500 else { return false }
            writer.append("{\"error_type\": \"")
            writer.append(lanes.status[index] == 500 ? "InternalError" : "GatewayConnectionError")
            writer.append("\", \"error_message\": \"")
            requests.appendReason(lanes.status[index], lanes.number[index], into: &writer)
            writer.append("\"}")
            return true
        }
        batch.text("hostname") { writer, _, index in
            hosts.appendName(lanes.number[index], into: &writer)
        }
        batch.integers("process_id") { _, index in hosts.processIdentifier(lanes.number[index]) }
        batch.constant("version", "1.0.7")
        batch.constant("environment", "production")
        batch.text("trace_id") { writer, _, index in
            requests.appendTrace(lanes.number[index], into: &writer)
        }
    }

    private func isDenied(_ lanes: RequestLanes, _ index: Int) -> Bool {
        SecurityKind.isDenied(status: lanes.status[index])
    }
}

import Rows

/// `observability_traces`: the requests of the last day, in order of time.
package struct TracesTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "observability_traces",
        component: "observability_traces",
        columns: [
            .required("trace_id", .text(lengthMax: 36)),
            .required("name", .text(lengthMax: 255)),
            .required("start_time", .timestamp),
            .optional("end_time", .timestamp),
            .optional("duration_ms", .double),
            .required("status", .text(lengthMax: 20)),
            .optional("status_message", .text(lengthMax: nil)),
            .optional("http_method", .text(lengthMax: 10)),
            .optional("http_url", .text(lengthMax: 767)),
            .optional("http_status_code", .integer),
            .optional("user_email", .text(lengthMax: 255)),
            .optional("user_agent", .text(lengthMax: nil)),
            .optional("ip_address", .text(lengthMax: 45)),
            .optional("attributes", .json),
            .optional("resource_attributes", .json),
            .required("created_at", .timestamp),
        ],
        primaryKey: ["trace_id"],
        references: [TableDefinition.Reference("user_email", "email_users", "email")],
        otherParents: ["email_teams", "gateways", "tools", "resources", "prompts", "servers"],
        creationColumn: "start_time",
        // The gateway's pages look at the last day.
        followsRecentShare: false,
        laterColumns: ["end_time", "created_at"],
        derivation: Derivation(),
        isHistory: true,
        plot: .activity
    )

    private let population: Population
    private let requests: UserRequests
    private let clients: ClientTraces
    private let hosts: GatewayHosts
    private let clientKey: CellKey

    package init(_ population: Population) {
        self.population = population
        requests = UserRequests(population)
        clients = ClientTraces(population)
        hosts = GatewayHosts(population)
        clientKey = population.key("requests", "client")
    }

    package var rowCount: Int64 { requests.traceWindows.rowCount }

    package func fill(_ batch: ColumnBatch) {
        let lanes = RequestLanes(batch)
        requests.forEachTrace(batch.rows, batch.events) { index, request in
            lanes.store(request, at: index)
        }
        batch.text("trace_id") { writer, _, index in
            requests.appendTrace(lanes.number[index], into: &writer)
        }
        batch.text("name") { writer, _, index in
            writer.append(lanes.operation(index).method)
            writer.append(0x20)
            writer.append(lanes.operation(index).route)
        }
        batch.integers("start_time") { _, index in lanes.time[index] }
        batch.integers("end_time") { _, index in lanes.time[index] + lanes.duration[index] }
        batch.doubles("duration_ms") { _, index in Double(lanes.duration[index]) / 1000 }
        batch.text("status") { writer, _, index in
            writer.append(lanes.status[index] < 400 ? "ok" : "error")
        }
        batch.optionalText("status_message") { writer, _, index in
            requests.appendReason(lanes.status[index], lanes.number[index], into: &writer)
            return lanes.status[index] >= 400
        }
        batch.text("http_method") { writer, _, index in
            writer.append(lanes.operation(index).method)
        }
        batch.text("http_url") { writer, _, index in
            writer.append("https://")
            hosts.appendName(lanes.number[index], into: &writer)
            requests.appendPath(lanes.operation(index), lanes.object[index], into: &writer)
        }
        batch.integers("http_status_code") { _, index in lanes.status[index] }
        batch.text("user_email") { writer, _, index in
            population.people.appendEmail(lanes.user[index], into: &writer)
        }
        batch.text("user_agent") { writer, _, index in
            clients.appendUserAgent(clientKey.stream(1).bits(lanes.number[index]), into: &writer)
        }
        batch.text("ip_address") { writer, _, index in
            let bits = clientKey.bits(lanes.number[index])
            clients.appendAddress(lanes.user[index], bits: bits, into: &writer)
        }
        batch.text("attributes") { writer, _, index in
            writer.append("{\"http.route\": \"")
            writer.append(lanes.operation(index).route)
            writer.append("\", \"correlation_id\": \"")
            requests.appendCorrelation(lanes.number[index], into: &writer)
            writer.append("\"}")
        }
        batch.text("resource_attributes") { writer, _, index in
            writer.append("{\"service.name\": \"mcp-gateway\", \"host.name\": \"")
            hosts.appendName(lanes.number[index], into: &writer)
            writer.append("\"}")
        }
        batch.integers("created_at") { _, index in lanes.time[index] }
    }
}

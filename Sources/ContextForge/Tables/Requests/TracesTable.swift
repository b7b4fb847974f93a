import Rows

/// `observability_traces`: the requests of the last day, in order of time.
package struct TracesTable: RequestTable {
    package static let columns: [Column<Self>] = [
        .trace(.required("trace_id", .text(lengthMax: 36))),
        .text(.required("name", .text(lengthMax: 255))) { _, _, request, writer in
            writer.append(request.operation.method)
            writer.append(0x20)
            writer.append(request.operation.route)
        },
        .integers(.required("start_time", .timestamp)) { _, _, request in request.time },
        .integers(.optional("end_time", .timestamp)) { _, _, request in
            request.time + request.duration
        },
        .doubles(.optional("duration_ms", .double)) { _, _, request in
            Double(request.duration) / 1000
        },
        .text(.required("status", .text(lengthMax: 20))) { _, _, request, writer in
            writer.append(request.status < 400 ? "ok" : "error")
        },
        .optionalText(.optional("status_message", .text(lengthMax: nil))) {
            (table, _, request, writer) in
            table.requests.appendReason(request, into: &writer)
            return request.status >= 400
        },
        .method("http_method"),
        .text(.optional("http_url", .text(lengthMax: 767))) { table, _, request, writer in
            writer.append("https://")
            table.hosts.appendName(request.number, into: &writer)
            table.requests.appendPath(request, into: &writer)
        },
        .integers(.optional("http_status_code", .integer)) { _, _, request in request.status },
        .user(.optional("user_email", .text(lengthMax: 255))),
        .userAgent,
        .clientAddress(.optional("ip_address", .text(lengthMax: 45))),
        .text(.optional("attributes", .json)) { table, _, request, writer in
            writer.append("{\"http.route\": \"")
            writer.append(request.operation.route)
            writer.append("\", \"correlation_id\": \"")
            table.requests.appendCorrelation(request, into: &writer)
            writer.append("\"}")
        },
        .text(.optional("resource_attributes", .json)) { table, _, request, writer in
            writer.append("{\"service.name\": \"mcp-gateway\", \"host.name\": \"")
            table.hosts.appendName(request.number, into: &writer)
            writer.append("\"}")
        },
        .integers(.required("created_at", .timestamp)) { _, _, request in request.time },
    ]

    package static let definition = TableDefinition(
        name: "observability_traces",
        component: "observability_traces",
        columns: columns.map(\.definition),
        primaryKey: ["trace_id"],
        references: [TableDefinition.Reference("user_email", to: "email_users", key: "email")],
        otherParents: ["email_teams", "gateways", "tools", "resources", "prompts", "servers"],
        creationColumn: "start_time",
        // The gateway's pages look at the last day.
        followsRecentShare: false,
        laterColumns: ["end_time", "created_at"],
        derivation: Derivation(),
        isHistory: true,
        plot: .activity
    )

    /// What the columns of a trace share.
    package typealias Shared = UserRequests.Request

    let requests: UserRequests
    private let hosts: GatewayHosts

    package init(_ population: Population) {
        requests = UserRequests(population)
        hosts = GatewayHosts(population)
    }

    package var rowCount: Int64 { requests.traceWindows.rowCount }

    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<Shared>) {
        requests.forEachTrace(batch.rows, using: batch.events) { index, request in
            shared[index] = request
        }
    }
}

import Rows

/// `structured_log_entries`: one entry for each request of a user, in order of time.
package struct StructuredLogEntriesTable: RequestTable {
    package static let columns: [Column<Self>] = [
        .identifiers(.required("id", .text(lengthMax: 36))) { $0.identifiers },
        .integers(.required("timestamp", .timestamp)) { _, _, request in request.time },
        .correlation("correlation_id"),
        .correlation("request_id"),
        .text(.required("level", .text(lengthMax: 20))) { _, _, request, writer in
            let status = request.status
            writer.append(status >= 500 ? "ERROR" : status >= 400 ? "WARNING" : "INFO")
        },
        .text(.required("component", .text(lengthMax: 100))) { _, _, request, writer in
            writer.append(request.operation.component)
        },
        .text(.required("message", .text(lengthMax: nil))) { table, _, request, writer in
            table.appendMessage(request, into: &writer)
        },
        .text(.optional("logger", .text(lengthMax: 255))) { _, _, request, writer in
            writer.append("mcpgateway.services.")
            writer.append(request.operation.component)
        },
        .user(.optional("user_id", .text(lengthMax: 255))),
        .user(.optional("user_email", .text(lengthMax: 255))),
        .clientAddress(.optional("client_ip", .text(lengthMax: 45))),
        .userAgent,
        .path,
        .method("request_method"),
        .doubles(.optional("duration_ms", .double)) { _, _, request in
            Double(request.duration) / 1000
        },
        .text(.optional("operation_type", .text(lengthMax: 100))) { _, _, request, writer in
            writer.append(request.operation.type)
        },
        .booleans(.required("is_security_event", .boolean)) { _, _, request in
            SecurityKind.isDenied(status: request.status)
        },
        .optionalText(.optional("security_severity", .text(lengthMax: 20))) {
            (_, _, request, writer) in
            writer.append(SecurityKind(status: request.status).severity)
            return SecurityKind.isDenied(status: request.status)
        },
        .unfilled("threat_indicators", .json),
        .unfilled("context", .json),
        .optionalText(.optional("error_details", .json)) { table, _, request, writer in
            table.appendError(request, into: &writer)
        },
        .unfilled("performance_metrics", .json),
        .text(.required("hostname", .text(lengthMax: 255))) { table, _, request, writer in
            table.hosts.appendName(request.number, into: &writer)
        },
        .integers(.required("process_id", .integer)) { table, _, request in
            table.hosts.processIdentifier(request.number)
        },
        .unfilled("thread_id", .integer),
        .constant(.required("version", .text(lengthMax: 50)), "1.0.7"),
        .constant(.required("environment", .text(lengthMax: 50)), "production"),
        .trace(.optional("trace_id", .text(lengthMax: 32))),
        .unfilled("span_id", .text(lengthMax: 16)),
    ]

    package static let definition = TableDefinition(
        name: "structured_log_entries",
        component: "structured_log_entries",
        columns: columns.map(\.definition),
        references: [TableDefinition.Reference("user_email", to: "email_users", key: "email")],
        otherParents: ["email_teams", "gateways", "tools", "resources", "prompts", "servers"],
        creationColumn: "timestamp",
        derivation: Derivation(personColumns: ["user_id"]),
        childCount: TableDefinition.ChildCount(.requestsPerUser, by: "user_email"),
        isHistory: true,
        plot: .activity
    )

    /// What the columns of an entry share.
    package typealias Shared = UserRequests.Request

    let requests: UserRequests
    private let hosts: GatewayHosts
    private let identifiers: IdentifierKey

    package init(_ population: Population) {
        requests = UserRequests(population)
        hosts = GatewayHosts(population)
        identifiers = Population.identifiers(
            "structured_log_entries",
            rowCount: requests.windows.rowCount,
            population.configuration
        )
    }

    package var rowCount: Int64 { requests.windows.rowCount }

    package var parents: ParentCounts? { requests.windows.streams.parents }

    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<Shared>) {
        requests.forEach(batch.rows, using: batch.events) { index, request in
            shared[index] = request
        }
    }

    private func appendMessage(_ request: UserRequests.Request, into writer: inout ByteWriter) {
        writer.append(request.status < 400 ? "Request completed: " : "Request failed: ")
        writer.append(request.operation.method)
        writer.append(0x20)
        writer.append(request.operation.route)
        writer.append(" - ")
        writer.append(decimal: UInt64(request.status))
    }

    /// Writes what failed behind the gateway; false where nothing did.
    private func appendError(
        _ request: UserRequests.Request,
        into writer: inout ByteWriter
    ) -> Bool {
        guard request.isError else { return false }
        writer.append("{\"error_type\": \"")
        writer.append(request.status == 500 ? "InternalError" : "GatewayConnectionError")
        writer.append("\", \"error_message\": \"")
        requests.appendReason(request, into: &writer)
        writer.append("\"}")
        return true
    }
}

extension CountKey {
    /// Logged requests of a user.
    package static let requestsPerUser = CountKey(
        "requests_per_user",
        "Logged requests of a user",
        1...200,
        mean: 20,
        shapes: CountKey.accessShapes
    )
}

import Rows

/// `audit_trails`: who did what to which object, one row for each request, in order of time.
package struct AuditTrailsTable: RequestTable {
    package static let columns: [Column<Self>] = [
        .identifiers(.required("id", .text(lengthMax: 36))) { $0.identifiers },
        .integers(.required("timestamp", .timestamp)) { _, _, trail in trail.request.time },
        .correlation("correlation_id"),
        .correlation("request_id"),
        .text(.required("action", .text(lengthMax: 100))) { _, _, trail, writer in
            writer.append(trail.request.operation.action)
        },
        .text(.required("resource_type", .text(lengthMax: 100))) { _, _, trail, writer in
            writer.append(trail.request.operation.subject.word)
        },
        .text(.required("resource_id", .text(lengthMax: 255))) { table, _, trail, writer in
            table.requests.appendSubject(trail.request, into: &writer)
        },
        .optionalScratchText(.optional("resource_name", .text(lengthMax: 500))) {
            (table, _, trail, scratch, writer) in
            table.requests.subjects.appendName(
                trail.request.operation.subject,
                trail.request.object,
                prefixed: trail.prefixesNames,
                scratch: &scratch,
                into: &writer
            )
        },
        .user(.required("user_id", .text(lengthMax: 255))),
        .user(.optional("user_email", .text(lengthMax: 255))),
        .optionalText(.optional("team_id", .text(lengthMax: 36))) { table, _, trail, writer in
            guard trail.request.operation.subject == .team else { return false }
            table.requests.appendSubject(trail.request, into: &writer)
            return true
        },
        .clientAddress(.optional("client_ip", .text(lengthMax: 45))),
        .userAgent,
        .path,
        .method("request_method"),
        .unfilled("old_values", .json),
        .unfilled("new_values", .json),
        .unfilled("changes", .json),
        .text(.optional("data_classification", .text(lengthMax: 50))) { _, _, trail, writer in
            writer.append(classifications[trail.classification])
        },
        .booleans(.required("requires_review", .boolean)) { _, _, trail in
            trail.classification > 1
        },
        .booleans(.required("success", .boolean)) { _, _, trail in trail.request.status < 400 },
        .optionalText(.optional("error_message", .text(lengthMax: nil))) {
            (table, _, trail, writer) in
            table.requests.appendReason(trail.request, into: &writer)
            return trail.request.status >= 400
        },
        .text(.optional("context", .json)) { _, _, trail, writer in
            writer.append("{\"status_code\": ")
            writer.append(decimal: UInt64(trail.request.status))
            writer.append(", \"duration_ms\": ")
            writer.append(decimal: UInt64(trail.request.duration / 1000))
            writer.append("}")
        },
        .text(.optional("auth_method", .text(lengthMax: 50))) { table, _, trail, writer in
            let bits = table.classKey.stream(1).bits(trail.request.number)
            writer.append(methods[methodChoice.index(bits)])
        },
        .unfilled("acting_as", .text(lengthMax: 255)),
        .unfilled("delegation_chain", .json),
    ]

    package static let definition = TableDefinition(
        name: "audit_trails",
        component: "audit_trails",
        columns: columns.map(\.definition),
        references: [
            TableDefinition.Reference("user_email", to: "email_users", key: "email"),
            TableDefinition.Reference("team_id", to: "email_teams", key: "id"),
        ],
        otherParents: ["gateways", "tools", "resources", "prompts", "servers"],
        creationColumn: "timestamp",
        // The gateway leaves `user_email` empty and puts the address into `user_id`.
        derivation: Derivation(
            objectColumn: "resource_id",
            objectKeys: Population.objectKeys,
            personColumns: ["user_id"]
        ),
        isHistory: true
    )

    private static let classifications = WordList(
        "internal public confidential restricted",
        separator: " "
    )
    private static let classificationChoice = WeightedChoice([62, 30, 6, 2])
    private static let methods = WordList("bearer api_key basic", separator: " ")
    private static let methodChoice = WeightedChoice([80, 16, 4])

    /// What the columns of a trail share.
    package struct Shared: BitwiseCopyable, RequestRow {
        let request: UserRequests.Request
        /// Position among the classifications.
        let classification: Int
        /// Whether the gateway puts its own name before that of a federated resource.
        let prefixesNames: Bool
    }

    let requests: UserRequests
    private let identifiers: IdentifierKey
    private let classKey: CellKey

    package init(_ population: Population) {
        requests = UserRequests(population)
        identifiers = Population.identifiers(
            "audit_trails",
            rowCount: requests.windows.rowCount,
            population.configuration
        )
        classKey = population.key("audit_trails", "data_classification")
    }

    package var rowCount: Int64 { requests.windows.rowCount }

    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<Shared>) {
        let prefixesNames = batch.constants.release >= ResourcesTable.prefixSince
        requests.forEach(batch.rows, using: batch.events) { index, request in
            shared[index] = Shared(
                request: request,
                classification: Self.classificationChoice.index(classKey.bits(request.number)),
                prefixesNames: prefixesNames
            )
        }
    }
}

import Rows

/// `audit_trails`: who did what to which object, one row for each request, in order of time.
package struct AuditTrailsTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "audit_trails",
        component: "audit_trails",
        columns: [
            .required("id", .text(lengthMax: 36)),
            .required("timestamp", .timestamp),
            .optional("correlation_id", .text(lengthMax: 64)),
            .optional("request_id", .text(lengthMax: 64)),
            .required("action", .text(lengthMax: 100)),
            .required("resource_type", .text(lengthMax: 100)),
            .required("resource_id", .text(lengthMax: 255)),
            .optional("resource_name", .text(lengthMax: 500)),
            .required("user_id", .text(lengthMax: 255)),
            .optional("user_email", .text(lengthMax: 255)),
            .optional("team_id", .text(lengthMax: 36)),
            .optional("client_ip", .text(lengthMax: 45)),
            .optional("user_agent", .text(lengthMax: nil)),
            .optional("request_path", .text(lengthMax: 500)),
            .optional("request_method", .text(lengthMax: 10)),
            .unfilled("old_values", .json),
            .unfilled("new_values", .json),
            .unfilled("changes", .json),
            .optional("data_classification", .text(lengthMax: 50)),
            .required("requires_review", .boolean),
            .required("success", .boolean),
            .optional("error_message", .text(lengthMax: nil)),
            .optional("context", .json),
            .optional("auth_method", .text(lengthMax: 50)),
            .unfilled("acting_as", .text(lengthMax: 255)),
            .unfilled("delegation_chain", .json),
        ],
        references: [
            TableDefinition.Reference("user_email", "email_users", "email"),
            TableDefinition.Reference("team_id", "email_teams", "id"),
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

    private let population: Population
    private let requests: UserRequests
    private let clients: ClientTraces
    private let identifiers: IdentifierKey
    private let clientKey: CellKey
    private let classKey: CellKey

    package init(_ population: Population) {
        self.population = population
        requests = UserRequests(population)
        clients = ClientTraces(population)
        identifiers = Population.identifiers(
            "audit_trails",
            requests.windows.rowCount,
            population.configuration
        )
        clientKey = population.key("requests", "client")
        classKey = population.key("audit_trails", "data_classification")
    }

    package var rowCount: Int64 { requests.windows.rowCount }

    package func fill(_ batch: ColumnBatch) {
        let lanes = RequestLanes(batch)
        requests.forEach(batch.rows, batch.events) { index, request in
            lanes.store(request, at: index)
        }
        func classification(_ index: Int) -> Int {
            AuditTrailsTable.classificationChoice.index(classKey.bits(lanes.number[index]))
        }
        batch.text("id") { writer, row, _ in identifiers.appendHex(row, into: &writer) }
        batch.integers("timestamp") { _, index in lanes.time[index] }
        batch.text("correlation_id") { writer, _, index in
            requests.appendCorrelation(lanes.number[index], into: &writer)
        }
        batch.text("request_id") { writer, _, index in
            requests.appendCorrelation(lanes.number[index], into: &writer)
        }
        batch.text("action") { writer, _, index in writer.append(lanes.operation(index).action) }
        batch.text("resource_type") { writer, _, index in
            writer.append(lanes.operation(index).subject.word)
        }
        batch.text("resource_id") { writer, _, index in
            let subject = lanes.operation(index).subject
            requests.subjects.appendIdentifier(subject, lanes.object[index], into: &writer)
        }
        batch.optionalText("resource_name") { writer, _, index in
            let subject = lanes.operation(index).subject
            return requests.subjects.appendName(
                subject,
                lanes.object[index],
                prefixed: batch.constants.release >= ResourcesTable.prefixSince,
                scratch: &batch.scratch,
                into: &writer
            )
        }
        batch.text("user_id") { writer, _, index in
            population.people.appendEmail(lanes.user[index], into: &writer)
        }
        batch.text("user_email") { writer, _, index in
            population.people.appendEmail(lanes.user[index], into: &writer)
        }
        batch.optionalText("team_id") { writer, _, index in
            guard lanes.operation(index).subject == .team else { return false }
            population.teamIdentifiers.appendHex(lanes.object[index], into: &writer)
            return true
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
        batch.text("data_classification") { writer, _, index in
            writer.append(AuditTrailsTable.classifications[classification(index)])
        }
        batch.integers("requires_review") { _, index in classification(index) > 1 ? 1 : 0 }
        batch.integers("success") { _, index in lanes.status[index] < 400 ? 1 : 0 }
        batch.optionalText("error_message") { writer, _, index in
            requests.appendReason(lanes.status[index], lanes.number[index], into: &writer)
            return lanes.status[index] >= 400
        }
        batch.text("context") { writer, _, index in
            writer.append("{\"status_code\": ")
            writer.append(decimal: UInt64(lanes.status[index]))
            writer.append(", \"duration_ms\": ")
            writer.append(decimal: UInt64(lanes.duration[index] / 1000))
            writer.append("}")
        }
        batch.text("auth_method") { writer, _, index in
            let choice = AuditTrailsTable.methodChoice.index(
                classKey.stream(1).bits(lanes.number[index])
            )
            writer.append(AuditTrailsTable.methods[choice])
        }
    }
}

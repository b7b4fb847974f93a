import Rows

/// `gateways`: federated MCP servers, in order of registration.
package struct GatewaysTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "gateways",
        component: "gateways",
        columns: [
            .required("id", .text(lengthMax: 36)),
            .required("name", .text(lengthMax: nil)),
            .required("slug", .text(lengthMax: nil)),
            .required("url", .text(lengthMax: nil)),
            .optional("description", .text(lengthMax: nil)),
            .required("transport", .text(lengthMax: nil)),
            .required("capabilities", .json),
            .unfilled("last_seen", .timestamp),
            .credential("auth_type", .text(lengthMax: nil)),
            .credential("auth_value", .json),
            .optional("reachable", .boolean, isNullable: false),
            .unfilled("passthrough_headers", .json),
            .optional("tags", .json),
            .unfilled("federation_source", .text(lengthMax: 255)),
            .credential("oauth_config", .json),
            .unfilled("ca_certificate", .text(lengthMax: nil)),
            .unfilled("ca_certificate_sig", .text(lengthMax: 64)),
            .unfilled("signing_algorithm", .text(lengthMax: 20)),
            .unfilled("refresh_interval_seconds", .integer),
            .unfilled("last_refresh_at", .timestamp),
            .unfilled("auth_query_params", .json),
            .optional(
                "gateway_mode",
                .text(lengthMax: 20),
                isNullable: false
            ),
            .unfilled("client_cert", .text(lengthMax: nil)),
            .unfilled("client_key", .text(lengthMax: nil)),
            .unfilled("identity_propagation", .json),
            .optional("status", .text(lengthMax: 20), isNullable: false),
            .unfilled("status_message", .text(lengthMax: nil)),
            .optional("registration_attempts", .integer, isNullable: false),
            .unfilled("next_retry_at", .timestamp),
            .unfilled("last_error", .text(lengthMax: nil)),
            .unfilled("lifecycle_claimed_by", .text(lengthMax: 64)),
            .unfilled("lifecycle_claimed_at", .timestamp),
            .unfilled("lifecycle_claim_expires_at", .timestamp),
            .unfilled("add_headers", .json),
            .unfilled("remove_headers", .json),
        ] + RegistryColumns.definitions,
        references: RegistryColumns.references,
        laterColumns: ["updated_at"],
        upkeep: TableUpkeep(
            columns: [
                "last_error", "last_refresh_at", "last_seen", "lifecycle_claim_expires_at",
                "lifecycle_claimed_at", "lifecycle_claimed_by", "reachable",
                "registration_attempts", "status", "status_message", "updated_at",
            ]
        )
    )

    /// What a gateway offers: tools always, the others often.
    private static let capabilities = WordList(
        """
        {"tools": {"listChanged": true}}
        {"tools": {"listChanged": true}, "prompts": {"listChanged": true}}
        {"tools": {"listChanged": true}, "resources": {"subscribe": true, "listChanged": true}}
        {"tools": {"listChanged": false}, "logging": {}}
        """
    )

    private let population: Population
    private let owners: GatewayOwners
    private let columns: RegistryColumns
    private let gatewayNames: GatewayNames
    private let authentication: Authentication
    private let credentials: Credentials
    private let clients: OAuthClients
    private let choiceKey: CellKey
    private let descriptionKey: CellKey
    private let subjectKey: CellKey
    private let tagKey: CellKey

    package init(_ population: Population) {
        self.population = population
        owners = GatewayOwners(population)
        columns = RegistryColumns(population, table: "gateways")
        gatewayNames = GatewayNames(population)
        authentication = Authentication(gatewaysOf: population)
        credentials = Credentials(population, owners: "gateways", table: "gateways")
        clients = OAuthClients(population)
        choiceKey = population.key("gateways", "choice")
        descriptionKey = population.key("gateways", "description")
        subjectKey = population.key("gateways", "subject")
        tagKey = population.key("gateways", "tags")
    }

    package var rowCount: Int64 { population.configuration.gatewayCount }

    package func fill(_ batch: ColumnBatch) {
        let created = batch.lane(.created)
        for index in 0..<batch.rowCount {
            let gateway = batch.rows.lowerBound + Int64(index)
            let owner = owners.owner(gateway)
            batch.lane(.owner)[index] = owner
            batch.lane(.team)[index] = owners.team(gateway, owner: owner)
            batch.lane(.choice)[index] = owners.visibility(gateway).rawValue
            created[index] = owners.created(gateway)
        }
        columns.fillUpdatedLane(batch)
        batch.text("id") { writer, row, _ in
            population.gatewayIdentifiers.appendHex(row, into: &writer)
        }
        batch.text("name") { writer, row, _ in gatewayNames.append(row, into: &writer) }
        batch.text("slug") { writer, row, _ in
            batch.slug(into: &writer) { gatewayNames.append(row, into: &$0) }
        }
        batch.text("url") { writer, row, _ in gatewayNames.appendURL(row, into: &writer) }
        batch.text("description") { writer, row, _ in
            population.appendDescription(
                descriptionKey,
                row: row,
                subject: Subject(subjectKey, row: row),
                into: &writer
            )
        }
        batch.text("transport") { writer, row, _ in
            writer.append(gatewayNames.isStreamable(row) ? "STREAMABLEHTTP" : "SSE")
        }
        batch.text("capabilities") { writer, row, _ in
            var bits = CellBits(choiceKey, row: row)
            writer.append(bits.word(of: GatewaysTable.capabilities))
        }
        batch.optionalText("auth_type") { writer, row, _ in
            authentication.appendKind(row, into: &writer)
        }
        batch.optionalText("auth_value") { writer, row, _ in
            writer.append(0x22)
            let hasValue = credentials.append(
                authentication.kind(row),
                owner: row,
                row: row,
                scratch: &batch.scratch,
                into: &writer
            )
            writer.append(0x22)
            return hasValue
        }
        batch.constant("reachable", 1)
        batch.text("tags") { writer, row, _ in
            Tags.standard.appendObjects(key: tagKey, row: row, into: &writer)
        }
        batch.optionalText("oauth_config") { writer, row, index in
            guard authentication.kind(row) == .oauth else { return false }
            return clients.append(row, created: created[index], into: &writer)
        }
        batch.constant("gateway_mode", "cache")
        batch.constant("status", "active")
        batch.constant("registration_attempts", 0)
        batch.integers("enabled") { row, _ in choiceKey.stream(1).bits(row) % 100 < 96 ? 1 : 0 }
        columns.fill(batch)
    }
}

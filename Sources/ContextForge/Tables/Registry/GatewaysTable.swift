import Rows

/// `gateways`: federated MCP servers, in order of registration.
package struct GatewaysTable: RegistryTable {
    package static let columns: [Column<Self>] =
        connectionColumns + stateColumns + RegistryColumns.columns()

    /// What a gateway is and how it is called.
    private static let connectionColumns: [Column<Self>] = [
        .identifiers(.required("id", .text(lengthMax: 36))) { $0.population.gatewayIdentifiers },
        .text(.required("name", .text(lengthMax: nil))) { table, row, _, writer in
            table.gatewayNames.append(row, into: &writer)
        },
        .scratchText(.required("slug", .text(lengthMax: nil))) {
            (table, row, _, scratch, writer) in
            Slug.append(into: &writer, scratch: &scratch) {
                table.gatewayNames.append(row, into: &$0)
            }
        },
        .text(.required("url", .text(lengthMax: nil))) { table, row, _, writer in
            table.gatewayNames.appendURL(row, into: &writer)
        },
        .text(.optional("description", .text(lengthMax: nil))) { table, row, _, writer in
            table.population.appendDescription(
                table.descriptionKey,
                row: row,
                subject: Subject(table.subjectKey, row: row),
                into: &writer
            )
        },
        .text(.required("transport", .text(lengthMax: nil))) { table, row, _, writer in
            writer.append(table.gatewayNames.isStreamable(row) ? "STREAMABLEHTTP" : "SSE")
        },
        .text(.required("capabilities", .json)) { table, row, _, writer in
            var bits = CellBits(table.choiceKey, row: row)
            writer.append(bits.word(of: GatewaysTable.capabilities))
        },
        .unfilled("last_seen", .timestamp),
        .optionalText(.credential("auth_type", .text(lengthMax: nil))) { table, row, _, writer in
            table.authentication.appendKind(row, into: &writer)
        },
        .optionalScratchText(.credential("auth_value", .json)) {
            (table, row, _, scratch, writer) in
            table.appendCredentials(row, scratch: &scratch, into: &writer)
        },
        .constant(.optional("reachable", .boolean, isNullable: false), 1),
        .unfilled("passthrough_headers", .json),
        .text(.optional("tags", .json)) { table, row, _, writer in
            Tags.standard.appendObjects(key: table.tagKey, row: row, into: &writer)
        },
        .unfilled("federation_source", .text(lengthMax: 255)),
        .optionalText(.credential("oauth_config", .json)) { table, row, gateway, writer in
            guard table.authentication.kind(row) == .oauth else { return false }
            return table.clients.append(row, created: gateway.created, into: &writer)
        },
    ]

    /// What the gateway that lists it keeps about its certificates and its state.
    private static let stateColumns: [Column<Self>] = [
        .unfilled("ca_certificate", .text(lengthMax: nil)),
        .unfilled("ca_certificate_sig", .text(lengthMax: 64)),
        .unfilled("signing_algorithm", .text(lengthMax: 20)),
        .unfilled("refresh_interval_seconds", .integer),
        .unfilled("last_refresh_at", .timestamp),
        .unfilled("auth_query_params", .json),
        .constant(.optional("gateway_mode", .text(lengthMax: 20), isNullable: false), "cache"),
        .unfilled("client_cert", .text(lengthMax: nil)),
        .unfilled("client_key", .text(lengthMax: nil)),
        .unfilled("identity_propagation", .json),
        .constant(.optional("status", .text(lengthMax: 20), isNullable: false), "active"),
        .unfilled("status_message", .text(lengthMax: nil)),
        .constant(.optional("registration_attempts", .integer, isNullable: false), 0),
        .unfilled("next_retry_at", .timestamp),
        .unfilled("last_error", .text(lengthMax: nil)),
        .unfilled("lifecycle_claimed_by", .text(lengthMax: 64)),
        .unfilled("lifecycle_claimed_at", .timestamp),
        .unfilled("lifecycle_claim_expires_at", .timestamp),
        .unfilled("add_headers", .json),
        .unfilled("remove_headers", .json),
    ]

    package static let definition = TableDefinition(
        name: "gateways",
        component: "gateways",
        columns: columns.map(\.definition),
        references: RegistryColumns.references,
        laterColumns: ["updated_at"],
        upkeep: TableUpkeep(
            columns: [
                "last_error", "last_refresh_at", "last_seen", "lifecycle_claim_expires_at",
                "lifecycle_claimed_at", "lifecycle_claimed_by", "reachable",
                "registration_attempts", "status", "status_message", "updated_at",
            ]
        ),
        importColumn: RegistryColumns.importColumn
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

    let registry: RegistryColumns
    private let population: Population
    private let owners: GatewayOwners
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
        registry = RegistryColumns(population, table: "gateways")
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

    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<RegistryRow>) {
        for index in 0..<batch.rowCount {
            let gateway = batch.rows.lowerBound + Int64(index)
            let owner = owners.owner(gateway)
            let created = owners.created(gateway)
            shared[index] = RegistryRow(
                owner: owner,
                team: owners.team(gateway, owner: owner),
                created: created,
                updated: registry.updated(gateway, created: created),
                visibility: owners.visibility(gateway)
            )
        }
    }

    func isEnabled(_ row: Int64) -> Bool { choiceKey.stream(1).bits(row) % 100 < 96 }

    /// Writes the encrypted credentials of a gateway as a JSON string; false when it has none.
    private func appendCredentials(
        _ row: Int64,
        scratch: inout ByteWriter,
        into writer: inout ByteWriter
    ) -> Bool {
        writer.append(0x22)
        let hasValue = credentials.append(
            authentication.kind(row),
            owner: row,
            row: row,
            scratch: &scratch,
            into: &writer
        )
        writer.append(0x22)
        return hasValue
    }
}

import Rows

/// `registered_oauth_clients`: how the gateway is known to the servers of the gateways that use
/// OAuth, one row for each of them.
package struct OAuthClientsTable: GatewayTable {
    package static let columns: [Column<Self>] = [
        .identifiers(.required("id", .text(lengthMax: 36)), hyphenated: true) { $0.identifiers },
        .text(.required("gateway_id", .text(lengthMax: 36))) { table, _, client, writer in
            table.population.gatewayIdentifiers.appendHex(client.gateway, into: &writer)
        },
        .text(.required("issuer", .text(lengthMax: 500))) { table, _, client, writer in
            table.names.appendURL(client.gateway, path: "", into: &writer)
        },
        .text(.required("client_id", .text(lengthMax: 500))) { table, row, _, writer in
            ShortCode.append(table.key.bits(row), length: 24, into: &writer)
        },
        .unfilled("client_secret_encrypted", .text(lengthMax: nil)),
        .constant(
            .required("redirect_uris", .text(lengthMax: nil)),
            "[\"http://localhost:4444/oauth/callback\"]"
        ),
        .constant(
            .required("grant_types", .text(lengthMax: nil)),
            "[\"authorization_code\", \"refresh_token\"]"
        ),
        .constant(.optional("response_types", .text(lengthMax: nil)), "[\"code\"]"),
        .constant(.optional("scope", .text(lengthMax: 1000)), "openid offline_access"),
        .constant(.optional("token_endpoint_auth_method", .text(lengthMax: 50)), "none"),
        .unfilled("registration_client_uri", .text(lengthMax: 500)),
        .unfilled("registration_access_token_encrypted", .text(lengthMax: nil)),
        .integers(.required("created_at", .timestamp)) { table, _, client in
            table.owners.created(client.gateway)
        },
        .unfilled("expires_at", .timestamp),
        .constant(.optional("is_active", .boolean), 1),
    ]

    package static let definition = TableDefinition(
        name: "registered_oauth_clients",
        component: "registered_oauth_clients",
        columns: columns.map(\.definition),
        uniqueKeys: [TableDefinition.UniqueKey("idx_gateway_issuer", ["gateway_id", "issuer"])],
        references: [
            TableDefinition.Reference("gateway_id", to: "gateways", key: "id", isDeclared: true)
        ],
        // The gateways that use OAuth decide.
        followsRecentShare: false
    )

    /// What the columns of a client share.
    package struct Shared: BitwiseCopyable {
        /// The gateway that is a client of its server.
        let gateway: Int64
    }

    private let population: Population
    private let authentication: Authentication
    private let owners: GatewayOwners
    private let names: GatewayNames
    private let identifiers: IdentifierKey
    private let key: CellKey

    package init(_ population: Population) {
        self.population = population
        authentication = Authentication(gatewaysOf: population)
        owners = GatewayOwners(population)
        names = GatewayNames(population)
        identifiers = Population.identifiers(
            "registered_oauth_clients",
            rowCount: authentication.oauthCount,
            population.configuration
        )
        key = population.key("registered_oauth_clients", "client_id")
    }

    package var rowCount: Int64 { authentication.oauthCount }

    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<Shared>) {
        for index in 0..<batch.rowCount {
            let row = batch.rows.lowerBound + Int64(index)
            shared[index] = Shared(gateway: authentication.oauthObject(rank: row))
        }
    }
}

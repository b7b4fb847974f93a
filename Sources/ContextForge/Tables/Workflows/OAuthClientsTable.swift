import Rows

/// `registered_oauth_clients`: how the gateway is known to the servers of the gateways that use
/// OAuth, one row for each of them.
package struct OAuthClientsTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "registered_oauth_clients",
        component: "registered_oauth_clients",
        columns: [
            .required("id", .text(lengthMax: 36)),
            .required("gateway_id", .text(lengthMax: 36)),
            .required("issuer", .text(lengthMax: 500)),
            .required("client_id", .text(lengthMax: 500)),
            .unfilled("client_secret_encrypted", .text(lengthMax: nil)),
            .required("redirect_uris", .text(lengthMax: nil)),
            .required("grant_types", .text(lengthMax: nil)),
            .optional("response_types", .text(lengthMax: nil)),
            .optional("scope", .text(lengthMax: 1000)),
            .optional(
                "token_endpoint_auth_method",
                .text(lengthMax: 50)
            ),
            .unfilled("registration_client_uri", .text(lengthMax: 500)),
            .unfilled("registration_access_token_encrypted", .text(lengthMax: nil)),
            .required("created_at", .timestamp),
            .unfilled("expires_at", .timestamp),
            .optional("is_active", .boolean),
        ],
        uniqueKeys: [TableDefinition.UniqueKey("idx_gateway_issuer", ["gateway_id", "issuer"])],
        references: [
            TableDefinition.Reference("gateway_id", "gateways", "id", isDeclared: true)
        ],
        // The gateways that use OAuth decide.
        followsRecentShare: false
    )

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
            authentication.oauthCount,
            population.configuration
        )
        key = population.key("registered_oauth_clients", "client_id")
    }

    package var rowCount: Int64 { authentication.oauthCount }

    package func fill(_ batch: ColumnBatch) {
        let gateway = batch.lane(.parent)
        for index in 0..<batch.rowCount {
            let row = batch.rows.lowerBound + Int64(index)
            gateway[index] = authentication.oauthObject(rank: row)
        }
        batch.text("id") { writer, row, _ in identifiers.appendHyphenated(row, into: &writer) }
        batch.text("gateway_id") { writer, _, index in
            population.gatewayIdentifiers.appendHex(gateway[index], into: &writer)
        }
        batch.text("issuer") { writer, _, index in
            names.appendURL(gateway[index], path: "", into: &writer)
        }
        batch.text("client_id") { writer, row, _ in
            ShortCode.append(key.bits(row), length: 24, into: &writer)
        }
        batch.constant("redirect_uris", "[\"http://localhost:4444/oauth/callback\"]")
        batch.constant("grant_types", "[\"authorization_code\", \"refresh_token\"]")
        batch.constant("response_types", "[\"code\"]")
        batch.constant("scope", "openid offline_access")
        batch.constant("token_endpoint_auth_method", "none")
        batch.integers("created_at") { _, index in owners.created(gateway[index]) }
        batch.constant("is_active", 1)
    }
}

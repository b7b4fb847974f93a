import Rows

/// `oauth_tokens`: what users were granted by gateways that use OAuth, in the order of the users.
///
/// Without the gateway's encryption secret no gateway uses OAuth, and there are none.
package struct OAuthTokensTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "oauth_tokens",
        component: "oauth_tokens",
        columns: [
            .required("id", .text(lengthMax: 36)),
            .required("gateway_id", .text(lengthMax: 36)),
            .required("user_id", .text(lengthMax: 255)),
            .required("access_token", .text(lengthMax: nil)),
            .optional("refresh_token", .text(lengthMax: nil)),
            .optional("token_type", .text(lengthMax: 50)),
            .optional("expires_at", .timestamp),
            .optional("scopes", .json),
            .optional("created_at", .timestamp),
            .optional("updated_at", .timestamp),
            .required("app_user_email", .text(lengthMax: 255)),
            .unfilled("learned_aud", .json),
            .unfilled("learned_iss", .text(lengthMax: 500)),
        ],
        uniqueKeys: [
            TableDefinition.UniqueKey("uq_oauth_gateway_user", ["gateway_id", "app_user_email"])
        ],
        references: [
            TableDefinition.Reference("gateway_id", "gateways", "id", isDeclared: true),
            TableDefinition.Reference("app_user_email", "email_users", "email", isDeclared: true),
        ],
        // The later of a user and a gateway decides.
        followsRecentShare: false,
        laterColumns: ["expires_at", "updated_at"]
    )

    /// How long an access token lives, in microseconds: an hour.
    private static let lifetime: Int64 = 3_600_000_000
    private static let scopes = WordList(
        """
        ["openid", "offline_access"]
        ["mcp.read"]
        ["mcp.read", "mcp.write"]
        """
    )

    private let population: Population
    private let grants: OAuthGrants
    private let identifiers: IdentifierKey
    private let accessKey: CellKey
    private let refreshKey: CellKey
    private let key: CellKey

    package init(_ population: Population) {
        self.population = population
        grants = OAuthGrants(population)
        identifiers = Population.identifiers(
            "oauth_tokens",
            grants.count,
            population.configuration
        )
        accessKey = population.key("oauth_tokens", "access_token")
        refreshKey = population.key("oauth_tokens", "refresh_token")
        key = population.key("oauth_tokens", "token")
    }

    package var rowCount: Int64 { grants.count }

    package func fill(_ batch: ColumnBatch) {
        let user = batch.lane(.owner)
        let gateway = batch.lane(.parent)
        let created = batch.lane(.created)
        let updated = batch.lane(.updated)
        let end = population.timeline.end
        for index in 0..<batch.rowCount {
            let row = batch.rows.lowerBound + Int64(index)
            let pair = grants.pair(row)
            user[index] = pair.user
            gateway[index] = pair.gateway
            created[index] = grants.created(row, user: pair.user, gateway: pair.gateway)
            // Tokens are renewed as long as they are used.
            let part = key.unit(row)
            updated[index] = Timeline.between(created[index], end, at: 1 - part * part)
        }
        batch.text("id") { writer, row, _ in identifiers.appendHex(row, into: &writer) }
        batch.text("gateway_id") { writer, _, index in
            population.gatewayIdentifiers.appendHex(gateway[index], into: &writer)
        }
        batch.text("user_id") { writer, _, index in
            population.userIdentifiers.appendHyphenated(user[index], into: &writer)
        }
        batch.text("access_token") { writer, row, index in
            appendToken(accessKey, row, seconds: updated[index] / 1_000_000, into: &writer)
        }
        batch.text("refresh_token") { writer, row, index in
            appendToken(refreshKey, row, seconds: created[index] / 1_000_000, into: &writer)
        }
        batch.constant("token_type", "Bearer")
        batch.integers("expires_at") { _, index in updated[index] + OAuthTokensTable.lifetime }
        batch.text("scopes") { writer, row, _ in
            let scopes = OAuthTokensTable.scopes
            writer.append(scopes[key.stream(1).index(row, below: scopes.count)])
        }
        batch.integers("created_at") { _, index in created[index] }
        batch.integers("updated_at") { _, index in updated[index] }
        batch.text("app_user_email") { writer, _, index in
            population.people.appendEmail(user[index], into: &writer)
        }
    }

    /// Writes an opaque token, encrypted.
    private func appendToken(
        _ key: CellKey,
        _ row: Int64,
        seconds: Int64,
        into writer: inout ByteWriter
    ) {
        var token = ByteWriter(capacity: 64)
        ShortCode.append(key.bits(row), length: 48, into: &token)
        guard let cipher = population.secrets.bundleCipher else {
            // Rows are only looked at for their keys where the secret is missing.
            writer.append(token.bytes)
            return
        }
        cipher.append(token.bytes, cell: key.bits(row), seconds: seconds, into: &writer)
    }
}

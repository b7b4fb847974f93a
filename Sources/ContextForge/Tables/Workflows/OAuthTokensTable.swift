import Rows

/// `oauth_tokens`: what users were granted by gateways that use OAuth, in the order of the users.
///
/// Without the gateway's encryption secret no gateway uses OAuth, and there are none.
package struct OAuthTokensTable: GatewayTable {
    package static let columns: [Column<Self>] = [
        .identifiers(.required("id", .text(lengthMax: 36))) { $0.identifiers },
        .text(.required("gateway_id", .text(lengthMax: 36))) { table, _, token, writer in
            table.population.gatewayIdentifiers.appendHex(token.gateway, into: &writer)
        },
        .text(.required("user_id", .text(lengthMax: 255))) { table, _, token, writer in
            table.population.userIdentifiers.appendHyphenated(token.user, into: &writer)
        },
        .text(.required("access_token", .text(lengthMax: nil))) { table, row, token, writer in
            table.appendToken(table.accessKey, row, made: token.updated, into: &writer)
        },
        .text(.optional("refresh_token", .text(lengthMax: nil))) { table, row, token, writer in
            table.appendToken(table.refreshKey, row, made: token.created, into: &writer)
        },
        .constant(.optional("token_type", .text(lengthMax: 50)), "Bearer"),
        .integers(.optional("expires_at", .timestamp)) { _, _, token in token.updated + lifetime },
        .text(.optional("scopes", .json)) { table, row, _, writer in
            writer.append(scopes[table.key.stream(1).index(row, below: scopes.count)])
        },
        .integers(.optional("created_at", .timestamp)) { _, _, token in token.created },
        .integers(.optional("updated_at", .timestamp)) { _, _, token in token.updated },
        .text(.required("app_user_email", .text(lengthMax: 255))) { table, _, token, writer in
            table.population.people.appendEmail(token.user, into: &writer)
        },
        .unfilled("learned_aud", .json),
        .unfilled("learned_iss", .text(lengthMax: 500)),
    ]

    package static let definition = TableDefinition(
        name: "oauth_tokens",
        component: "oauth_tokens",
        columns: columns.map(\.definition),
        uniqueKeys: [
            TableDefinition.UniqueKey("uq_oauth_gateway_user", ["gateway_id", "app_user_email"])
        ],
        references: [
            TableDefinition.Reference("gateway_id", to: "gateways", key: "id", isDeclared: true),
            TableDefinition.Reference(
                "app_user_email",
                to: "email_users",
                key: "email",
                isDeclared: true
            ),
        ],
        // The later of a user and a gateway decides.
        followsRecentShare: false,
        laterColumns: ["expires_at", "updated_at"]
    )

    /// What the columns of a token share.
    package struct Shared: BitwiseCopyable {
        let user: Int64
        let gateway: Int64
        let created: Int64
        let updated: Int64
    }

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
            rowCount: grants.count,
            population.configuration
        )
        accessKey = population.key("oauth_tokens", "access_token")
        refreshKey = population.key("oauth_tokens", "refresh_token")
        key = population.key("oauth_tokens", "token")
    }

    package var rowCount: Int64 { grants.count }

    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<Shared>) {
        let end = population.timeline.end
        for index in 0..<batch.rowCount {
            let row = batch.rows.lowerBound + Int64(index)
            let (user, gateway) = grants.pair(row)
            let created = grants.created(row, user: user, gateway: gateway)
            // Tokens are renewed as long as they are used.
            let part = key.unit(row)
            shared[index] = Shared(
                user: user,
                gateway: gateway,
                created: created,
                updated: Timeline.between(created, end, at: 1 - part * part)
            )
        }
    }

    /// Writes an opaque token, encrypted at the moment it was made, in microseconds.
    private func appendToken(
        _ key: CellKey,
        _ row: Int64,
        made: Int64,
        into writer: inout ByteWriter
    ) {
        var token = ByteWriter(capacity: 64)
        ShortCode.append(key.bits(row), length: 48, into: &token)
        guard let cipher = population.secrets.bundleCipher else {
            // Rows are only looked at for their keys where the secret is missing.
            writer.append(token.bytes)
            return
        }
        cipher.append(token.bytes, cell: key.bits(row), seconds: made / 1_000_000, into: &writer)
    }
}

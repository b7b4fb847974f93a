/// What a load test is given rows of.
package enum FixtureKind: String, CaseIterable, Sendable {
    case users
    case tools
    case resources
    case prompts
    case servers
    case teams
    case tokens

    /// The table that the rows are in.
    package var table: String {
        switch self {
        case .users: "email_users"
        case .teams: "email_teams"
        case .tokens: "email_api_tokens"
        case .tools, .resources, .prompts, .servers: rawValue
        }
    }

    /// What is written of a row, in order; the tokens themselves come after it.
    var fields: [FixtureField] {
        switch self {
        case .users:
            [
                FixtureField("id"), FixtureField("name", of: "full_name"), FixtureField("email"),
                FixtureField("is_admin"), FixtureField("auth_provider"),
            ]
        case .teams:
            [
                FixtureField("id"), FixtureField("name"), FixtureField("owner", of: "created_by"),
                FixtureField("visibility"), FixtureField("slug"), FixtureField("is_personal"),
            ]
        case .tokens:
            [
                FixtureField("id"), FixtureField("name"), FixtureField("owner", of: "user_email"),
                FixtureField("team_id"), FixtureField("permissions", of: "resource_scopes"),
                FixtureField("jti"), FixtureField("expires_at"),
            ]
        case .tools: FixtureKind.objectFields + [FixtureField("gateway_id")]
        case .resources:
            FixtureKind.objectFields + [FixtureField("uri"), FixtureField("mime_type")]
        case .prompts, .servers: FixtureKind.objectFields
        }
    }

    /// What a row must be like for the gateway to serve it.
    ///
    /// Tokens are looked at by ``Dataset/UsableTokens``, because their users count too.
    var conditions: [FixtureCondition] {
        switch self {
        case .users: [.isTrue("is_active")]
        case .tools, .servers: [.isTrue("enabled")]
        // The content of federated objects is on their gateway.
        case .prompts: [.isTrue("enabled"), .isNull("gateway_id")]
        // The gateway lists templates apart, and they have no content of their own.
        case .resources: [.isTrue("enabled"), .isNull("gateway_id"), .isNull("uri_template")]
        case .teams, .tokens: []
        }
    }

    /// What the gateway's objects have in common.
    private static let objectFields = [
        FixtureField("id"), FixtureField("name"), FixtureField("owner", of: "owner_email"),
        FixtureField("team_id"), FixtureField("visibility"),
    ]
}

/// How rows are drawn.
package enum FixtureSkew: String, CaseIterable, Sendable {
    /// Every row as likely as any other, and at most once.
    case uniform
    /// A row as often as the data says that it is used.
    case hot
}

/// One value that is written of a row.
struct FixtureField {
    /// The name that load tests see.
    let title: String
    /// The column of the table.
    let column: String

    /// A column under a name of its own.
    init(_ title: String, of column: String? = nil) {
        self.title = title
        self.column = column ?? title
    }
}

/// What a column of a row must hold.
enum FixtureCondition {
    case isTrue(String)
    case isNull(String)

    /// The column.
    var column: String {
        switch self {
        case .isTrue(let column), .isNull(let column): column
        }
    }
}

/// A value of a row, as files for load tests have it.
package enum FixtureValue: Sendable, Equatable {
    case null
    case text(String)
    case boolean(Bool)
    /// Microseconds since 1970-01-01 UTC.
    case moment(Int64)
    /// What a token may do.
    case list([String])
}

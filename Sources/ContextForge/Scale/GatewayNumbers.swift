import Rows

extension NumberKey {
    /// Number of users.
    package static let users = NumberKey(
        "users",
        .integer(1...100_000_000),
        isRequired: true,
        "Number of users."
    )
    /// Share of users that are active.
    package static let usersActivePercent = NumberKey(
        "users_active_percent",
        .percent,
        default: "80",
        "Share of users that are active."
    )
    /// Share of users that administer the platform.
    package static let usersAdminPercent = NumberKey(
        "users_admin_percent",
        .percent,
        default: "1",
        "Share of users that administer the platform."
    )
    /// Share of users that sign in through an identity provider.
    package static let usersSSOPercent = NumberKey(
        "users_sso_percent",
        .percent,
        default: "10",
        "Share of users that sign in through an identity provider."
    )
    /// Personal teams of a user.
    package static let personalTeamsPerUser = NumberKey(
        "personal_teams_per_user",
        .integer(0...10_000),
        default: "1",
        "Only `1`: the gateway gives every user exactly one personal team."
    )
    /// Teams that each user creates beside the personal one.
    package static let additionalTeamsPerUser = NumberKey(
        "additional_teams_per_user",
        .integer(0...10_000),
        default: "5",
        "Teams that each user creates beside the personal one."
    )
    /// Teams of a user, the personal one included.
    package static let teamsPerUserMean = NumberKey(
        "teams_per_user_avg",
        .number(1...10_001),
        "Teams of a user, the personal one included: 1 more than `additional_teams_per_user`, "
            + "which may be left out."
    )
    /// Share of the additional teams that are private.
    package static let teamsPrivatePercent = NumberKey(
        "teams_private_percent",
        .percent,
        default: "60",
        "Share of the additional teams that are private."
    )
    /// Share of the additional teams that are public.
    package static let teamsPublicPercent = NumberKey(
        "teams_public_percent",
        .percent,
        default: "40",
        "Share of the additional teams that are public; with the private ones it makes 100."
    )
    /// Share of tokens that are active.
    package static let tokensActivePercent = NumberKey(
        "tokens_active_percent",
        .percent,
        default: "90",
        "Share of tokens that are active; less where `token_revocation_rate` leaves less."
    )
    /// Number of gateways.
    package static let gateways = NumberKey(
        "gateways",
        .integer(0...10_000_000),
        default: "10",
        "Number of gateways."
    )
    /// Share of tools that are enabled.
    package static let toolsEnabledPercent = NumberKey(
        "tools_enabled_percent",
        .percent,
        default: "95",
        "Share of tools that are enabled."
    )
    /// Share of tools, resources, prompts, servers, gateways and agents that are public.
    package static let objectsPublicPercent = NumberKey(
        "objects_public_percent",
        .percent,
        default: "30",
        "Share of tools, resources, prompts, servers, gateways and agents that are public."
    )
    /// Share of those objects that only their team sees.
    package static let objectsTeamPercent = NumberKey(
        "objects_team_percent",
        .percent,
        default: "50",
        "Share of them that only their team sees; what both leave over is private. "
            + "The default is less where the public share leaves less."
    )
    /// Number of A2A agents, in place of `a2a_agents_per_user_*`.
    package static let agents = NumberKey(
        "a2a_agents",
        .integer(0...10_000_000),
        "Number of A2A agents, in place of `a2a_agents_per_user_*`."
    )
    /// Share of A2A agents that are enabled.
    package static let agentsEnabledPercent = NumberKey(
        "a2a_agents_enabled_percent",
        .percent,
        default: "90",
        "Share of A2A agents that are enabled."
    )
    /// Share of invitations that are accepted, as far as the teams have members.
    package static let invitationsAcceptedPercent = NumberKey(
        "invitations_accepted_percent",
        .percent,
        default: "70",
        "Share of invitations that are accepted, as far as the teams have members."
    )
    /// Share of join requests that are approved, as far as the teams have members.
    package static let joinRequestsApprovedPercent = NumberKey(
        "join_requests_approved_percent",
        .percent,
        default: "60",
        "Share of join requests that are approved, as far as the teams have members."
    )
    /// Subscriptions per resource.
    package static let subscriptionRate = NumberKey(
        "resource_subscription_rate",
        .rate,
        default: "0.05",
        "Subscriptions per resource; as with accesses, most of them are to a few resources."
    )
    /// Share of additional teams that have invitations.
    package static let invitedTeamsRate = NumberKey(
        "invitation_generation_rate",
        .rate,
        default: "0.2",
        "Share of additional teams that have invitations."
    )
    /// Share of public teams that have join requests.
    package static let requestedTeamsRate = NumberKey(
        "join_request_generation_rate",
        .rate,
        default: "0.1",
        "Share of public teams that have join requests."
    )
    /// Share of tokens that are revoked.
    package static let tokenRevocationRate = NumberKey(
        "token_revocation_rate",
        .rate,
        default: "0.05",
        "Share of tokens that are revoked. Every token that is not active is, and no other: the "
            + "larger of this and what `tokens_active_percent` leaves over counts."
    )
    /// Share of pairs of a user and a gateway with OAuth that have a token.
    package static let oauthTokenRate = NumberKey(
        "oauth_token_rate",
        .rate,
        "Share of pairs of a user and a gateway with OAuth that have a token; by default one "
            + "token per user on average, at most 0.05. Needs `--encryption-secret-env`."
    )

    /// Every number, in the order of the documentation.
    static let gateway: [NumberKey] = [
        .users, .usersActivePercent, .usersAdminPercent, .usersSSOPercent, .personalTeamsPerUser,
        .additionalTeamsPerUser, .teamsPerUserMean, .teamsPrivatePercent, .teamsPublicPercent,
        .tokensActivePercent, .tokenRevocationRate, .gateways, .toolsEnabledPercent,
        .objectsPublicPercent, .objectsTeamPercent, .agents, .agentsEnabledPercent,
        .invitedTeamsRate, .invitationsAcceptedPercent, .requestedTeamsRate,
        .joinRequestsApprovedPercent, .subscriptionRate, .oauthTokenRate,
    ]
}

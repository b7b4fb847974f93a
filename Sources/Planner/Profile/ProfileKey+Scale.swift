extension ProfileKey {
    /// Keys of `scale`.
    static let scaleKeys: [ProfileKey] =
        userKeys + CountKey.core.flatMap(\.keys) + laterKeys + CountKey.later.flatMap(\.keys)

    /// Keys of `scale` that name a number or a share of the nine core components.
    private static let userKeys: [ProfileKey] = [
        ProfileKey(
            "scale.users",
            .integer(1...100_000_000),
            isRequired: true,
            "Number of users."
        ),
        ProfileKey(
            "scale.users_active_percent",
            .percent,
            default: "80",
            "Share of users that are active."
        ),
        ProfileKey(
            "scale.users_admin_percent",
            .percent,
            default: "1",
            "Share of users that administer the platform."
        ),
        ProfileKey(
            "scale.users_sso_percent",
            .percent,
            default: "10",
            "Share of users that sign in through an identity provider."
        ),
        ProfileKey(
            "scale.personal_teams_per_user",
            .integer(0...10_000),
            default: "1",
            "Only `1`: the gateway gives every user exactly one personal team."
        ),
        ProfileKey(
            "scale.additional_teams_per_user",
            .integer(0...10_000),
            default: "5",
            "Teams that each user creates beside the personal one."
        ),
        ProfileKey(
            "scale.teams_per_user_avg",
            .number(1...10_001),
            "Teams of a user, the personal one included: 1 more than `additional_teams_per_user`, "
                + "which may be left out."
        ),
        ProfileKey(
            "scale.teams_private_percent",
            .percent,
            default: "60",
            "Share of the additional teams that are private."
        ),
        ProfileKey(
            "scale.teams_public_percent",
            .percent,
            default: "40",
            "Share of the additional teams that are public; with the private ones it makes 100."
        ),
        ProfileKey(
            "scale.tokens_active_percent",
            .percent,
            default: "90",
            "Share of tokens that are active; less where `token_revocation_rate` leaves less."
        ),
        ProfileKey(
            "scale.gateways",
            .integer(0...10_000_000),
            default: "10",
            "Number of gateways."
        ),
        ProfileKey(
            "scale.tools_enabled_percent",
            .percent,
            default: "95",
            "Share of tools that are enabled."
        ),
        ProfileKey(
            "scale.objects_public_percent",
            .percent,
            default: "30",
            "Share of tools, resources, prompts, servers, gateways and agents that are public."
        ),
        ProfileKey(
            "scale.objects_team_percent",
            .percent,
            default: "50",
            "Share of them that only their team sees; what both leave over is private. "
                + "The default is less where the public share leaves less."
        ),
    ]

    /// Keys of `scale` that name a number or a share of the other components.
    private static let laterKeys: [ProfileKey] = [
        ProfileKey(
            "scale.a2a_agents",
            .integer(0...10_000_000),
            "Number of A2A agents, in place of `a2a_agents_per_user_*`."
        ),
        ProfileKey(
            "scale.a2a_agents_enabled_percent",
            .percent,
            default: "90",
            "Share of A2A agents that are enabled."
        ),
        ProfileKey(
            "scale.invitations_accepted_percent",
            .percent,
            default: "70",
            "Share of invitations that are accepted, as far as the teams have members."
        ),
        ProfileKey(
            "scale.join_requests_approved_percent",
            .percent,
            default: "60",
            "Share of join requests that are approved, as far as the teams have members."
        ),
        ProfileKey(
            "scale.resource_subscription_rate",
            .rate,
            default: "0.05",
            "Subscriptions per resource; as with accesses, most of them are to a few resources."
        ),
        ProfileKey(
            "scale.invitation_generation_rate",
            .rate,
            default: "0.2",
            "Share of additional teams that have invitations."
        ),
        ProfileKey(
            "scale.join_request_generation_rate",
            .rate,
            default: "0.1",
            "Share of public teams that have join requests."
        ),
        ProfileKey(
            "scale.token_revocation_rate",
            .rate,
            default: "0.05",
            "Share of tokens that are revoked. Every token that is not active is, and no other: the "
                + "larger of this and what `tokens_active_percent` leaves over counts."
        ),
        ProfileKey(
            "scale.oauth_token_rate",
            .rate,
            "Share of pairs of a user and a gateway with OAuth that have a token; by default one "
                + "token per user on average, at most 0.05. Needs `--encryption-secret-env`."
        ),
    ]
}

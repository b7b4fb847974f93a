import Testing

/// Something that is done to the rows of a filled database, and the checks that must find it.
struct Damage: Sendable, CustomTestStringConvertible {
    /// What is done, in a few words.
    let name: String
    /// Tables whose constraints would forbid it.
    var unbound: [String] = []
    /// Whether a user's address gets a capital first, wherever it stands.
    var capitalisesUser = false
    /// The statements that do it, in SQL that both databases accept; `#` stands before a moment.
    let statements: [String]
    /// The results that fail, as `check subject`, and no others.
    let failures: [String]

    var testDescription: String { name }

    /// Those that `gatefill verify --all` finds: it takes from the database what is required.
    var failuresOfAll: [String] {
        let checks = ["foreign_keys ", "email_formats ", "uniqueness ", "orphans "]
        return failures.filter { failure in checks.contains { failure.hasPrefix($0) } }
    }

    /// Moments of the day before the end of the data, inside the hours that are kept both ways.
    static let lastDay = "#2026-05-31 00:00:00.000000#"

    static let all = references + rows + moments + distributions + sums

    private static let references = [
        Damage(
            name: "a parent is deleted",
            statements: [
                """
                DELETE FROM gateways WHERE id = (SELECT min(gateway_id) FROM tools
                    WHERE gateway_id NOT IN (SELECT gateway_id FROM oauth_tokens)
                    AND gateway_id NOT IN (SELECT gateway_id FROM registered_oauth_clients))
                """
            ],
            failures: ["counts gateways", "foreign_keys tools.gateway_id"]
        ),
        Damage(
            name: "a key that only the gateway's code knows points nowhere",
            statements: [
                """
                UPDATE user_roles SET scope_id = 'nowhere' WHERE id =
                    (SELECT min(id) FROM user_roles WHERE scope_id IS NOT NULL AND granted_by IN
                        (SELECT created_by FROM email_teams WHERE NOT is_personal))
                """
            ],
            failures: ["foreign_keys user_roles.scope_id"]
        ),
        Damage(
            name: "a team has no owner any more",
            statements: [
                """
                UPDATE email_team_members SET role = 'member' WHERE role = 'owner' AND team_id =
                    (SELECT min(id) FROM email_teams WHERE NOT is_personal)
                """
            ],
            failures: ["orphans email_teams without an owner"]
        ),
        Damage(
            name: "an object is moved to a team that its owner is no member of",
            statements: [
                """
                UPDATE servers SET team_id = (SELECT id FROM email_teams
                    WHERE created_at = (SELECT min(t.created_at) FROM email_teams AS t
                        WHERE t.is_personal AND t.created_by <> servers.owner_email
                        AND t.created_by LIKE '%@loadtest.example.com') AND is_personal)
                WHERE id = (SELECT max(id) FROM servers)
                """
            ],
            failures: ["orphans servers whose owner is not in the team"]
        ),
    ]

    private static let rows = [
        Damage(
            name: "a member is there twice",
            unbound: ["email_team_members"],
            statements: [
                """
                INSERT INTO email_team_members
                    (id, team_id, user_email, role, joined_at, invited_by, is_active, grant_source)
                SELECT 'twice', team_id, user_email, role, joined_at, invited_by, is_active,
                    grant_source
                FROM email_team_members
                WHERE id = (SELECT min(id) FROM email_team_members WHERE role = 'member')
                """
            ],
            failures: [
                "counts email_team_members",
                "uniqueness email_team_members (team_id, user_email)",
            ]
        ),
        Damage(
            name: "two rows have one key",
            unbound: ["server_metrics_hourly"],
            statements: [
                """
                UPDATE server_metrics_hourly SET id = id + 1
                WHERE id = (SELECT min(id) FROM server_metrics_hourly)
                """
            ],
            failures: ["uniqueness server_metrics_hourly (id)"]
        ),
        Damage(
            name: "a row is missing",
            statements: [
                """
                DELETE FROM email_team_invitations
                WHERE id = (SELECT min(id) FROM email_team_invitations)
                """
            ],
            failures: ["counts email_team_invitations"]
        ),
        Damage(
            name: "the run has a row too many",
            statements: [
                """
                INSERT INTO user_roles
                    (id, user_email, role_id, scope, scope_id, granted_by, granted_at, is_active)
                SELECT 'one-more', user_email, role_id, 'one-more', scope_id, granted_by,
                    granted_at, is_active
                FROM user_roles WHERE id = (SELECT min(id) FROM user_roles
                    WHERE user_email LIKE '%@loadtest.example.com')
                """
            ],
            failures: ["counts user_roles"]
        ),
        Damage(
            name: "a required field is empty",
            unbound: ["resources"],
            statements: [
                """
                UPDATE resources SET visibility = NULL
                WHERE id = (SELECT min(id) FROM resources)
                """
            ],
            failures: ["required_fields resources"]
        ),
        Damage(
            name: "a user's address has a capital, wherever it stands",
            capitalisesUser: true,
            statements: [],
            failures: ["email_formats email_users.email"]
        ),
        Damage(
            name: "a guest's address has capitals",
            statements: [
                """
                UPDATE email_team_invitations SET email = 'Some.Body@Partners.example.com'
                WHERE id = (SELECT min(id) FROM email_team_invitations)
                """
            ],
            failures: ["email_formats email_team_invitations.email"]
        ),
        Damage(
            name: "a guest's address has two domains",
            statements: [
                """
                UPDATE email_team_invitations SET email = 'somebody@partners@example.com'
                WHERE id = (SELECT min(id) FROM email_team_invitations)
                """
            ],
            failures: ["email_formats email_team_invitations.email"]
        ),
    ]

    private static let moments = [
        Damage(
            name: "an object is changed before it is there",
            statements: [
                """
                UPDATE prompts SET updated_at = #2024-01-01 00:00:00.000000#
                WHERE id = (SELECT min(id) FROM prompts)
                """
            ],
            failures: ["causality prompts.updated_at before created_at"]
        ),
        Damage(
            name: "an object is older than its team, owner and gateway",
            statements: [
                """
                UPDATE tools SET created_at = #2023-12-31 00:00:00.000000#
                WHERE id = (SELECT id FROM tools WHERE created_at =
                    (SELECT min(created_at) FROM tools))
                """
            ],
            failures: [
                "causality tools before email_teams (team_id)",
                "causality tools before email_users (owner_email)",
                "causality tools before gateways (gateway_id)",
            ]
        ),
        Damage(
            name: "a token is used after it was revoked",
            statements: [
                """
                UPDATE email_api_tokens SET last_used = expires_at WHERE jti = (
                    SELECT min(token.jti) FROM email_api_tokens AS token
                    JOIN token_revocations AS revocation ON revocation.jti = token.jti
                    WHERE token.expires_at > revocation.revoked_at)
                """
            ],
            failures: ["causality email_api_tokens.last_used after token_revocations"]
        ),
        Damage(
            name: "a token is used after its time",
            statements: [
                """
                UPDATE email_api_tokens SET last_used = #2099-01-01 00:00:00.000000#
                WHERE jti = (SELECT min(jti) FROM email_api_tokens
                    WHERE is_active AND expires_at IS NOT NULL)
                """
            ],
            failures: ["causality email_api_tokens.expires_at before last_used"]
        ),
        Damage(
            name: "an hour is over before its object is there",
            statements: [
                """
                UPDATE prompt_metrics_hourly SET hour_start = #2023-12-31 07:00:00.000000#
                WHERE id = (SELECT min(id) FROM prompt_metrics_hourly)
                """
            ],
            failures: ["causality prompt_metrics_hourly.hour_start before prompts"]
        ),
    ]

    private static let distributions = [
        Damage(
            name: "members move from large teams to the first one",
            statements: [
                """
                UPDATE email_team_members SET team_id = (SELECT id FROM email_teams
                    WHERE created_at = (SELECT min(created_at) FROM email_teams
                        WHERE NOT is_personal) AND NOT is_personal)
                WHERE id IN (
                    SELECT min(member.id) FROM email_team_members AS member
                    WHERE member.role = 'member' AND member.team_id IN (
                        SELECT team_id FROM email_team_members GROUP BY team_id
                        HAVING count(*) > 13)
                    AND member.user_email NOT IN (
                        SELECT user_email FROM email_team_members AS other WHERE other.team_id = (
                            SELECT id FROM email_teams WHERE created_at = (
                                SELECT min(created_at) FROM email_teams WHERE NOT is_personal)
                            AND NOT is_personal))
                    GROUP BY member.user_email)
                """
            ],
            failures: ["distributions members_per_team"]
        ),
        Damage(
            name: "resources that hardly anybody reads are read by everybody",
            statements: [
                """
                UPDATE resource_metrics_hourly SET total_count = total_count * 20,
                    success_count = success_count * 20, failure_count = failure_count * 20
                WHERE hour_start < #2026-05-01 00:00:00.000000# AND resource_id IN (
                    SELECT resource_id FROM resource_metrics_hourly GROUP BY resource_id
                    HAVING sum(total_count) < 3)
                """
            ],
            failures: ["distributions metrics_per_resource"]
        ),
        Damage(
            name: "old audit trails are moved to the last days",
            statements: [
                """
                UPDATE audit_trails SET timestamp = #2026-05-31 12:00:00.000000#
                WHERE timestamp < #2026-04-01 00:00:00.000000#
                """
            ],
            failures: ["distributions audit_trails, share of the last 30 days"]
        ),
    ]

    private static let sums = [
        sum("a sum is not what its parts add up to", "failure_count = failure_count + 1", "counts"),
        sum("a percentile is above the greatest", "p99_response_time = 99999", "durations"),
        sum("a mean is below the least", "avg_response_time = -1", "durations"),
        sum("an object in an hour has another name", "resource_name = 'another'", "names"),
        Damage(
            name: "an hour begins a minute late",
            statements: [
                """
                UPDATE resource_metrics_hourly SET hour_start = #2026-05-20 23:01:00.000000#
                WHERE id = (SELECT min(id) FROM resource_metrics_hourly
                    WHERE hour_start < #2026-05-01 00:00:00.000000#)
                """
            ],
            failures: ["roll_ups resource_metrics_hourly hours"]
        ),
        Damage(
            name: "an hour has a call more than there were",
            statements: [
                """
                UPDATE resource_metrics_hourly SET total_count = total_count + 1,
                    success_count = success_count + 1
                WHERE id = (SELECT min(id) FROM resource_metrics_hourly
                    WHERE hour_start >= \(lastDay))
                """
            ],
            failures: [
                "distributions metrics_per_resource",
                "roll_ups resource_metrics_hourly and resource_metrics",
            ]
        ),
        Damage(
            name: "a call took longer than its hour knows",
            statements: [
                """
                UPDATE tool_metrics SET response_time = response_time + 0.001
                WHERE id = (SELECT min(id) FROM tool_metrics
                    WHERE "timestamp" BETWEEN \(lastDay) AND #2026-05-31 20:00:00.000000#)
                """
            ],
            failures: ["roll_ups tool_metrics_hourly and tool_metrics"]
        ),
        Damage(
            name: "a call is missing",
            statements: [
                """
                DELETE FROM tool_metrics WHERE id = (SELECT min(id) FROM tool_metrics
                    WHERE "timestamp" BETWEEN \(lastDay) AND #2026-05-31 20:00:00.000000#)
                """
            ],
            failures: [
                "counts tool_metrics", "roll_ups tool_metrics_hourly and tool_metrics",
            ]
        ),
    ]

    /// A change of a sum whose hour is not kept call by call.
    private static func sum(_ name: String, _ change: String, _ rule: String) -> Damage {
        Damage(
            name: name,
            statements: [
                """
                UPDATE resource_metrics_hourly SET \(change)
                WHERE id = (SELECT min(id) FROM resource_metrics_hourly
                    WHERE hour_start < #2026-05-01 00:00:00.000000#)
                """
            ],
            failures: ["roll_ups resource_metrics_hourly \(rule)"]
        )
    }
}

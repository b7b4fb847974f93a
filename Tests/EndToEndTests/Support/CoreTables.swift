/// The tables that gatefill fills, parents first.
enum CoreTables {
    /// Those with a column `id`.
    static let withID = [
        "email_users", "email_teams", "email_team_members", "user_roles", "email_api_tokens",
        "gateways", "tools", "resources", "prompts", "servers", "a2a_agents",
        "email_team_member_history", "email_team_invitations", "email_team_join_requests",
    ]

    /// Those that only associate two others.
    static let associations = [
        "server_tool_association", "server_resource_association", "server_prompt_association",
        "server_a2a_association",
    ]

    /// Calls, single and by the hour: how many of the one and of the other depends on the end date and
    /// the seed, and in a small dataset there may be no single ones.
    static let metrics = ["tool", "resource", "prompt", "server", "a2a_agent"].flatMap {
        ["\($0)_metrics", "\($0)_metrics_hourly"]
    }

    static let all = withID + associations + ["token_revocations"] + metrics

    /// The column that tells the rows of a table apart, if it is one.
    static func key(of table: String) -> String {
        table == "token_revocations" ? "jti" : "id"
    }

    /// Those with an owner, a team and a visibility, and where the gateway's API lists them.
    static let listPaths = [
        "gateways": "/gateways", "tools": "/tools", "resources": "/resources",
        "prompts": "/prompts", "servers": "/servers", "a2a_agents": "/a2a",
    ]

    static let registry = listPaths.keys.sorted()
}

import Testing

@testable import Dataset

/// Rows that may never change by accident.
///
/// The same profile, seed and end date give the same rows on every machine and in every build. A
/// digest that changes here is a decision, never a repair of the test: name it in the commit, and
/// raise ``Catalogue/generatorVersion`` once a release has the old rows. The ids of roles are those of
/// ``TargetConstants/standalone``.
@Suite struct GoldenTests {
    /// Digests of the first 100 rows, as ``TableContents/digest`` computes them.
    private static let tiny = [
        "email_users": "10613a9a0fadbef1",
        "email_teams": "3ca0d1489590da6f",
        "email_team_members": "fe1c7a32639efd36",
        "user_roles": "534cad186c220fd6",
        "email_api_tokens": "a76d7e06086ae343",
        "gateways": "8a8f7e4d3238b6a7",
        "tools": "3dcfc81479c4ce1f",
        "resources": "a2b1cf08e542bc2a",
        "prompts": "c3779764046f7ecb",
        "servers": "739fd85daae8a38b",
        "a2a_agents": "6e230b8e1f2d210d",
        "server_tool_association": "419d9231cc95c9d1",
        "server_resource_association": "e4cac5b37f6f54dc",
        "server_prompt_association": "f19f17fa6fb048be",
        "server_a2a_association": "9c7e5ec955fb13f8",
        "email_team_member_history": "c959cc502650235a",
        "email_team_invitations": "c04bd4524e602f14",
        "email_team_join_requests": "3000f56f6caff340",
        "token_revocations": "36aed2cca63bbf86",
        "a2a_agent_metrics": "cbf29ce484222325",
        "a2a_agent_metrics_hourly": "5745b2347d4b9bcd",
        "prompt_metrics": "cbf29ce484222325",
        "prompt_metrics_hourly": "556d6200e1c8c15",
        "resource_metrics": "cbf29ce484222325",
        "resource_metrics_hourly": "f0a4ba5ce40bc1ba",
        "server_metrics": "cbf29ce484222325",
        "server_metrics_hourly": "d60f30dc813e1bd6",
        "tool_metrics": "974b682f6bda2f24",
        "tool_metrics_hourly": "5f4652df05bd9e37",
    ]

    /// The same for profile `small`.
    private static let small = [
        "email_users": "8d001c5271bd4bba",
        "email_teams": "a5dd29095e2baf10",
        "email_team_members": "856eaec343e5532f",
        "user_roles": "f9721111e6d7eb16",
        "email_api_tokens": "3f5d96545d9c00d4",
        "gateways": "339ad3137e0dedd2",
        "tools": "620dccbd5d5c2949",
        "resources": "e2636b37b52b0fcf",
        "prompts": "3731249e4c78cf3e",
        "servers": "693dcdf3a77119c0",
        "a2a_agents": "1201908ad649bb55",
        "server_tool_association": "57a83d4eeda5ef9f",
        "server_resource_association": "d76f7d66f77a8021",
        "server_prompt_association": "3293644268da430a",
        "server_a2a_association": "f978bb69b2f11659",
        "email_team_member_history": "66869844b39eca70",
        "email_team_invitations": "419506b7ff58624f",
        "email_team_join_requests": "fb60953e21398962",
        "token_revocations": "a111675b9561f318",
        "a2a_agent_metrics": "cbf29ce484222325",
        "a2a_agent_metrics_hourly": "e0cccba5936e85cb",
        "prompt_metrics": "2953a3357ee95fe3",
        "prompt_metrics_hourly": "3cc9c8f4c435ebad",
        "resource_metrics": "31308f1f7c05fc19",
        "resource_metrics_hourly": "bf5b716ba0994120",
        "server_metrics": "cbf29ce484222325",
        "server_metrics_hourly": "9a433b99d926a09c",
        "tool_metrics": "b2c63821a3378d14",
        "tool_metrics_hourly": "70c2e6bc38e58388",
    ]

    private func digests(_ configuration: DatasetConfiguration) -> [String: String] {
        var digests: [String: String] = [:]
        for table in Catalogue(configuration).tables {
            let contents = TableContents(table, rows: 0..<min(100, table.rowCount))
            digests[contents.definition.name] = contents.digest
        }
        return digests
    }

    @Test func `the rows of profile tiny are those of the last release`() {
        #expect(digests(.tiny) == GoldenTests.tiny)
    }

    @Test func `the rows of profile small are those of the last release`() {
        #expect(digests(.small) == GoldenTests.small)
    }
}

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
        "email_users": "119609970373f84d",
        "email_teams": "8cff17e2c750217b",
        "email_team_members": "2077a1300f715de4",
        "user_roles": "dd5c952d0cafd2b9",
        "email_api_tokens": "f8b34e75b9786e8a",
        "gateways": "aec1c273de0abba5",
        "tools": "6983fc86fdc5849b",
        "resources": "b965a0622bb16fe2",
        "prompts": "cb466dfb05f0f05",
        "servers": "89886f3d0570b67d",
        "a2a_agents": "a5a9451614875568",
        "server_tool_association": "419d9231cc95c9d1",
        "server_resource_association": "e4cac5b37f6f54dc",
        "server_prompt_association": "f19f17fa6fb048be",
        "server_a2a_association": "9c7e5ec955fb13f8",
        "email_team_member_history": "28871c0d5122acd8",
        "email_team_invitations": "ef126a42012ba09",
        "email_team_join_requests": "9162667f5db3a2e5",
        "token_revocations": "889a3799d0761c85",
    ]

    /// The same for profile `small`.
    private static let small = [
        "email_users": "a07d9ad4fdaa7cfc",
        "email_teams": "a7c2c517bcaa7ce7",
        "email_team_members": "2e3eba1ab5079eae",
        "user_roles": "712bef8daa42c15a",
        "email_api_tokens": "c9f23373212f5a29",
        "gateways": "897d1a6d80827a54",
        "tools": "12c66e8d0a790a2a",
        "resources": "5f567b45e87aa46e",
        "prompts": "fe996bb47d6ac94e",
        "servers": "980a0acbf4436f81",
        "a2a_agents": "90785dedc78b6fa2",
        "server_tool_association": "57a83d4eeda5ef9f",
        "server_resource_association": "d76f7d66f77a8021",
        "server_prompt_association": "3293644268da430a",
        "server_a2a_association": "f978bb69b2f11659",
        "email_team_member_history": "412980443cf0d75",
        "email_team_invitations": "77fd655ccad55384",
        "email_team_join_requests": "4a76ea931a856124",
        "token_revocations": "ee5506e29f144e66",
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

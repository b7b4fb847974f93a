import Foundation
import TestSupport
import Testing

/// Rows that the real gateway accepts, in a schema that it made, beside rows that it put there.
///
/// G1 to G18 number the gateway's rules for rows that it did not write itself.
@Suite struct GatewaySchemaTests {
    @Test(arguments: TargetKind.allCases)
    func `rows of the gateway's bootstrap stay as they were`(kind: TargetKind) async throws {
        let filled = try await FilledGateway.shared(kind)
        for table in CoreTables.withID {
            let before = filled.bootstrapRows[table, default: []]
            let after = try await filled.database.rows(
                "SELECT * FROM \(table) WHERE id IN \(filled.bootstrapIDs(table)) ORDER BY id"
            )
            #expect(after == before, "\(table)")
        }
        #expect(filled.bootstrapRows["email_users"]?.count == 1)
    }

    @Test(arguments: TargetKind.allCases)
    func `plan, report and a gateway's database agree on every count`(
        kind: TargetKind
    )
        async throws
    {
        let filled = try await FilledGateway.shared(kind)
        let planned = try await filled.generation.plannedCounts()
        #expect(try filled.generation.reportedCounts() == planned)
        for (table, count) in try await filled.generation.countsInTarget() {
            // System roles are not counted.
            let own = table == "roles" ? 0 : filled.bootstrapRows[table, default: []].count
            #expect(count == planned[table, default: 0] + own, "\(table)")
            #expect(count > own || CoreTables.countDependsOnSeed(table), "\(table)")
        }
    }

    @Test(arguments: TargetKind.allCases)
    func `G1: a registry row has a team, and an owner who is a member of it`(
        kind: TargetKind
    )
        async throws
    {
        let filled = try await FilledGateway.shared(kind)
        for table in CoreTables.registry {
            let orphans = try await filled.count(
                table,
                where: """
                    team_id IS NULL OR owner_email IS NULL OR visibility IS NULL
                    OR NOT EXISTS (SELECT 1 FROM email_teams e WHERE e.id = t.team_id)
                    OR NOT EXISTS (SELECT 1 FROM email_users e WHERE e.email = t.owner_email)
                    OR NOT EXISTS (SELECT 1 FROM email_team_members m
                        WHERE m.team_id = t.team_id AND m.user_email = t.owner_email)
                    """
            )
            #expect(orphans == 0, "\(table)")
        }
    }

    @Test(arguments: TargetKind.allCases)
    func `G2: a visibility is one of the gateway's`(kind: TargetKind) async throws {
        let filled = try await FilledGateway.shared(kind)
        for table in CoreTables.registry {
            let others = try await filled.count(
                table,
                where: "visibility NOT IN ('public', 'team', 'private')"
            )
            #expect(others == 0, "\(table)")
        }
        #expect(
            try await filled.count(
                "email_teams",
                where: "visibility NOT IN ('public', 'private')"
            ) == 0
        )
    }

    @Test(arguments: TargetKind.allCases)
    func `G4, G12: the gateway's own code makes these slugs and accepts these addresses`(
        kind: TargetKind
    ) async throws {
        let filled = try await FilledGateway.shared(kind)
        let rows = [
            "gateway": try await filled.values("gateways", ["name", "slug"]),
            "agent": try await filled.values("a2a_agents", ["name", "slug"]),
            "team": try await filled.values("email_teams", ["slug"]),
            "email": try await filled.values("email_users", ["email"]),
            "tool": try await filled.database.rows(
                """
                SELECT t.name, t.custom_name, t.custom_name_slug, g.name
                FROM tools t LEFT JOIN gateways g ON g.id = t.gateway_id
                """
            ),
            "prompt": try await filled.database.rows(
                """
                SELECT p.name, p.custom_name, p.custom_name_slug, g.name
                FROM prompts p LEFT JOIN gateways g ON g.id = p.gateway_id
                """
            ),
        ]
        #expect(rows.values.allSatisfy { !$0.isEmpty })
        let input = String(decoding: try JSONEncoder().encode(rows), as: UTF8.self)
        let complaints = try await GatewayInstallation.find()
            .run(script: GatewayCheck.names, input: input)
        #expect(complaints == "")
    }

    @Test func `G5, G6: SQLite holds times, booleans and JSON as the gateway writes them`()
        async throws
    {
        let filled = try await FilledGateway.shared(.sqlite)
        let time = String(repeating: "[0-9]", count: 2)
        let day = "\(time)\(time)-\(time)-\(time)"
        let fraction = String(repeating: "[0-9]", count: 6)
        let form = "\(day) \(time):\(time):\(time).\(fraction)"
        for table in CoreTables.withID + CoreTables.activity {
            for column in try await filled.columns(of: table) {
                let name = "t.\(column.name)"
                let wrong: String? =
                    switch column.type {
                    case "DATETIME":
                        "\(name) IS NOT NULL AND"
                            + " (typeof(\(name)) <> 'text' OR \(name) NOT GLOB '\(form)')"
                    case "BOOLEAN":
                        "\(name) IS NOT NULL AND"
                            + " (typeof(\(name)) <> 'integer' OR \(name) NOT IN (0, 1))"
                    case "JSON":
                        "\(name) IS NOT NULL AND (NOT json_valid(\(name)) OR \(name) = 'null')"
                    default: nil
                    }
                guard let wrong else { continue }
                #expect(try await filled.count(table, where: wrong) == 0, "\(table) \(column)")
            }
        }
    }

    @Test(arguments: TargetKind.allCases)
    func `G5: every listed row has a time of creation, not later than its update`(
        kind: TargetKind
    )
        async throws
    {
        let filled = try await FilledGateway.shared(kind)
        for table in ["email_users", "email_teams"] + CoreTables.registry {
            let wrong = try await filled.count(
                table,
                where: "created_at IS NULL OR updated_at IS NULL OR updated_at < created_at"
            )
            #expect(wrong == 0, "\(table)")
        }
    }

    @Test(arguments: TargetKind.allCases)
    func `G7: tags are lists of id and label, a token's are lists of text`(
        kind: TargetKind
    )
        async throws
    {
        let filled = try await FilledGateway.shared(kind)
        for table in CoreTables.registry {
            for row in try await filled.values(table, ["tags"]) {
                let text = try #require(row[0], "\(table) has NULL tags")
                let tags = try JSONDecoder().decode([Tag].self, from: Data(text.utf8))
                #expect(tags.allSatisfy { $0.isValid }, "\(table): \(text)")
            }
        }
        for row in try await filled.values("email_api_tokens", ["tags"]) {
            let text = try #require(row[0], "a token has NULL tags")
            _ = try JSONDecoder().decode([String].self, from: Data(text.utf8))
        }
    }

    private struct Tag: Decodable {
        let id: String
        let label: String

        var isValid: Bool {
            (2...100).contains(id.count) && !label.isEmpty
                && id.wholeMatch(of: /[a-z0-9]([a-z0-9\-:.]*[a-z0-9])?/) != nil
        }
    }

    @Test(arguments: TargetKind.allCases)
    func `G10: a user has a role on the platform and one in every team`(
        kind: TargetKind
    )
        async throws
    {
        let filled = try await FilledGateway.shared(kind)
        let usersWithout = try await filled.count(
            "email_users",
            where: """
                1 <> (SELECT count(*) FROM user_roles u JOIN roles r ON r.id = u.role_id
                    WHERE u.user_email = t.email AND u.scope = 'global' AND u.scope_id IS NULL
                    AND r.scope = 'global' AND r.name = CASE WHEN t.is_admin = true
                        THEN 'platform_admin' ELSE 'platform_viewer' END)
                """
        )
        #expect(usersWithout == 0)
        let membersWithout = try await filled.count(
            "email_team_members",
            where: """
                1 <> (SELECT count(*) FROM user_roles u JOIN roles r ON r.id = u.role_id
                    WHERE u.user_email = t.user_email AND u.scope = 'team'
                    AND u.scope_id = t.team_id AND u.is_active = t.is_active
                    AND r.scope = 'team' AND CASE WHEN t.role = 'owner'
                        THEN r.name = 'team_admin'
                        ELSE 'viewer' IN (r.name, (SELECT name FROM roles WHERE id = r.inherits_from))
                        END)
                """
        )
        #expect(membersWithout == 0)
    }

    @Test(arguments: TargetKind.allCases)
    func `a server is composed of objects that everybody may see`(kind: TargetKind) async throws {
        let filled = try await FilledGateway.shared(kind)
        let parts = [
            ("server_tool_association", "tool_id", "tools"),
            ("server_resource_association", "resource_id", "resources"),
            ("server_prompt_association", "prompt_id", "prompts"),
            ("server_a2a_association", "a2a_agent_id", "a2a_agents"),
        ]
        for (table, column, objects) in parts {
            let hidden = try await filled.database.integer(
                """
                SELECT count(*) FROM \(table) p JOIN \(objects) o ON o.id = p.\(column)
                WHERE o.visibility <> 'public'
                """
            )
            #expect(hidden == 0, "\(table)")
            let count = try await filled.database.integer("SELECT count(*) FROM \(table)")
            #expect(count > 0, "\(table)")
        }
    }

    @Test(arguments: TargetKind.allCases)
    func `G11: a user has one personal team and is its only member`(kind: TargetKind) async throws {
        let filled = try await FilledGateway.shared(kind)
        let usersWithout = try await filled.count(
            "email_users",
            where: """
                1 <> (SELECT count(*) FROM email_teams p
                    WHERE p.created_by = t.email AND p.is_personal = true
                    AND p.visibility = 'private')
                """
        )
        #expect(usersWithout == 0)
        let teamsWithOthers = try await filled.count(
            "email_teams",
            where: """
                is_personal = true AND NOT (
                    1 = (SELECT count(*) FROM email_team_members m WHERE m.team_id = t.id)
                    AND EXISTS (SELECT 1 FROM email_team_members m WHERE m.team_id = t.id
                        AND m.user_email = t.created_by AND m.role = 'owner'))
                """
        )
        #expect(teamsWithOthers == 0)
    }

    @Test(arguments: TargetKind.allCases)
    func `G15: keys that only the gateway's code knows point at rows`(
        kind: TargetKind
    )
        async throws
    {
        let filled = try await FilledGateway.shared(kind)
        let references = [
            ("email_teams", "created_by", "email_users", "email"),
            ("email_team_members", "team_id", "email_teams", "id"),
            ("email_team_members", "user_email", "email_users", "email"),
            ("email_team_members", "invited_by", "email_users", "email"),
            ("email_team_member_history", "team_member_id", "email_team_members", "id"),
            ("email_team_invitations", "team_id", "email_teams", "id"),
            ("email_team_invitations", "invited_by", "email_users", "email"),
            ("email_team_join_requests", "team_id", "email_teams", "id"),
            ("email_team_join_requests", "user_email", "email_users", "email"),
            ("email_team_join_requests", "reviewed_by", "email_users", "email"),
            ("token_revocations", "jti", "email_api_tokens", "jti"),
            ("token_revocations", "revoked_by", "email_users", "email"),
            ("email_api_tokens", "user_email", "email_users", "email"),
            ("email_api_tokens", "team_id", "email_teams", "id"),
            ("email_api_tokens", "server_id", "servers", "id"),
            ("tools", "gateway_id", "gateways", "id"),
            ("resources", "gateway_id", "gateways", "id"),
            ("prompts", "gateway_id", "gateways", "id"),
            ("roles", "inherits_from", "roles", "id"),
            ("user_roles", "role_id", "roles", "id"),
            ("user_roles", "user_email", "email_users", "email"),
            ("user_roles", "scope_id", "email_teams", "id"),
        ]
        for (table, column, parent, key) in references {
            let dangling = try await filled.count(
                table,
                where: """
                    t.\(column) IS NOT NULL
                    AND NOT EXISTS (SELECT 1 FROM \(parent) p WHERE p.\(key) = t.\(column))
                    """
            )
            #expect(dangling == 0, "\(table).\(column)")
        }
    }

    @Test(arguments: TargetKind.allCases)
    func `G16: ids have the form that the gateway gives them`(kind: TargetKind) async throws {
        let filled = try await FilledGateway.shared(kind)
        for table in CoreTables.withID {
            let isHyphenated = [
                "email_users", "email_api_tokens", "roles", "user_roles",
            ].contains(table)
            for row in try await filled.values(table, ["id"]) {
                let id = try #require(row[0])
                let hasForm =
                    isHyphenated
                    ? id.wholeMatch(of: /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/) != nil
                    : id.wholeMatch(of: /[0-9a-f]{32}/) != nil
                #expect(hasForm, "\(table) \(id)")
            }
        }
    }

    @Test(arguments: TargetKind.allCases)
    func `G18: public names are unique`(kind: TargetKind) async throws {
        let filled = try await FilledGateway.shared(kind)
        let keys = [
            ("tools", "name"), ("gateways", "slug"), ("prompts", "gateway_id, name"),
            ("resources", "gateway_id, uri"),
        ]
        for (table, key) in keys {
            let duplicates = try await filled.database.rows(
                """
                SELECT \(key) FROM \(table) WHERE visibility = 'public'
                GROUP BY \(key) HAVING count(*) > 1
                """
            )
            #expect(duplicates.isEmpty, "\(table)")
        }
    }

    @Test(arguments: TargetKind.allCases)
    func `the gateway starts on the rows, lists them, and leaves them as they were`(
        kind: TargetKind
    ) async throws {
        // Tried on a bootstrapped database: starts change no row of these tables, so the
        // digests are compared without allowing for the gateway's own.
        let filled = try await FilledGateway.make(kind)
        let before = try await filled.generation.digest()
        let server = try await GatewayServer.start(on: filled.database)
        for (table, path) in CoreTables.listPaths {
            // G3: what the platform's administrator sees.
            let templates = table == "resources" ? "AND uri_template IS NULL" : ""
            let expected = try await filled.database.integer(
                """
                SELECT count(*) FROM \(table) WHERE (visibility <> 'private'
                    OR owner_email = '\(GatewaySettings.administrator)') \(templates)
                """
            )
            let listed = try server.list("\(path)?limit=0&include_inactive=true")
            #expect(listed.count == expected, "\(table)")
            #expect(expected > 0, "\(table)")
        }
        let log = try await server.stop()
        #expect(log.rowErrors == [])
        #expect(try await filled.generation.digest() == before)
    }
}

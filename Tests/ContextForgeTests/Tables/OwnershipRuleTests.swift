import Testing

@testable import ContextForge
@testable import Rows

/// Who owns what and who belongs where: rules G1, G2 and G11 of the gateway.
@Suite struct OwnershipRuleTests {
    /// The active members of every team, by team id.
    private func activeMembers(_ dataset: SampleDataset) -> [String: Set<String>] {
        let members = dataset["email_team_members"]
        let users = zip(members.texts("user_email"), members.numbers("is_active"))
        var result: [String: Set<String>] = [:]
        for (team, (user, isActive)) in zip(members.texts("team_id"), users) where isActive == 1 {
            result[team, default: []].insert(user)
        }
        return result
    }

    @Test(arguments: SampleDataset.all)
    func `whoever owns an object is a member of its team`(dataset: SampleDataset) {
        let members = activeMembers(dataset)
        for name in SampleDataset.registryTables {
            let table = dataset[name]
            let pairs = zip(table.texts("team_id"), table.texts("owner_email"))
            let stranger = pairs.first { team, owner in
                !(members[team]?.contains(owner) ?? false)
            }
            #expect(stranger == nil, "\(name)")
            #expect(table.texts("created_by") == table.texts("owner_email"), "\(name)")
        }
    }

    @Test(arguments: SampleDataset.all)
    func `an object is public, its team's or private`(dataset: SampleDataset) {
        for name in SampleDataset.registryTables {
            let found = Set(dataset[name].texts("visibility"))
            #expect(found.isSubset(of: ["public", "team", "private"]), "\(name)")
        }
        #expect(
            Set(dataset["email_teams"].texts("visibility")).isSubset(of: ["public", "private"])
        )
    }

    @Test(arguments: SampleDataset.all)
    func `a tool belongs to whom its gateway belongs`(dataset: SampleDataset) {
        let gateways = dataset["gateways"]
        let tools = dataset["tools"]
        let rows = Dictionary(
            uniqueKeysWithValues: gateways.texts("id").enumerated().map { ($1, $0) }
        )
        let parents = tools.texts("gateway_id").map { rows[$0] ?? 0 }
        for column in ["owner_email", "team_id", "visibility", "url"] {
            let expected = gateways.texts(column)
            #expect(tools.texts(column) == parents.map { expected[$0] }, "\(column)")
        }
        let transports = gateways.texts("transport")
        #expect(tools.texts("request_type") == parents.map { transports[$0] })
        #expect(Set(transports).isSubset(of: ["SSE", "STREAMABLEHTTP"]))
    }

    @Test(arguments: SampleDataset.all)
    func `every user has one personal team and is its only member`(dataset: SampleDataset) {
        let teams = dataset["email_teams"]
        let personal = teams.numbers("is_personal").indices
            .filter { teams.numbers("is_personal")[$0] == 1 }
        let creators = teams.texts("created_by")
        #expect(personal.map { creators[$0] } == dataset["email_users"].texts("email"))
        let visibilities = teams.texts("visibility")
        #expect(personal.allSatisfy { visibilities[$0] == "private" })

        let ids = teams.texts("id")
        let creatorsById = Dictionary(
            uniqueKeysWithValues: personal.map { (ids[$0], creators[$0]) }
        )
        let members = dataset["email_team_members"]
        let users = members.texts("user_email")
        let roles = members.texts("role")
        let rows = members.texts("team_id").enumerated().filter { creatorsById[$1] != nil }
        #expect(rows.count == personal.count)
        #expect(rows.allSatisfy { creatorsById[$1] == users[$0] && roles[$0] == "owner" })
    }

    @Test(arguments: SampleDataset.all)
    func `the creator of a team is its first member and an active owner`(dataset: SampleDataset) {
        let teams = dataset["email_teams"]
        let creators = Dictionary(
            uniqueKeysWithValues: zip(teams.texts("id"), teams.texts("created_by"))
        )
        let members = dataset["email_team_members"]
        let users = members.texts("user_email")
        let roles = members.texts("role")
        let isActive = members.numbers("is_active")
        let inviters = members.optionalTexts("invited_by")
        var seen: Set<String> = []
        for (row, team) in members.texts("team_id").enumerated() {
            if seen.insert(team).inserted {
                #expect(users[row] == creators[team])
                #expect(roles[row] == "owner" && isActive[row] == 1 && inviters[row] == nil)
            } else if inviters[row] != creators[team] || !["owner", "member"].contains(roles[row]) {
                Issue.record("\(team) \(users[row])")
            }
        }
        #expect(seen.count == teams.rowCount)
    }

    @Test(arguments: SampleDataset.all)
    func `a token is for a team of its user, or for none`(dataset: SampleDataset) {
        let members = activeMembers(dataset)
        let tokens = dataset["email_api_tokens"]
        let stranger = zip(tokens.optionalTexts("team_id"), tokens.texts("user_email")).first {
            (team, user) in
            team.map { !(members[$0]?.contains(user) ?? false) } ?? false
        }
        #expect(stranger == nil)
    }

    @Test(arguments: SampleDataset.all)
    func `configured shares are exact`(dataset: SampleDataset) {
        func expectShare(_ table: String, _ column: String, _ percent: Double) {
            let rows = dataset[table].numbers(column)
            let expected = Int((Double(rows.count) * percent / 100).rounded())
            #expect(rows.filter { $0 == 1 }.count == expected, "\(table).\(column)")
        }
        let configuration = dataset.configuration
        expectShare("email_users", "is_active", configuration[.usersActivePercent])
        expectShare("email_users", "is_admin", configuration[.usersAdminPercent])
        let providers = dataset["email_users"].texts("auth_provider")
        let ssoCount = Double(providers.count) * configuration[.usersSSOPercent] / 100
        #expect(providers.count { $0 != "local" } == Int(ssoCount.rounded()))
        expectShare("email_api_tokens", "is_active", configuration[.tokensActivePercent])
        expectShare("tools", "enabled", configuration[.toolsEnabledPercent])
        expectShare("a2a_agents", "enabled", configuration[.agentsEnabledPercent])
        let visibilities = dataset["email_teams"].texts("visibility")
        let additional = Double(configuration.userCount * configuration.additionalTeamsPerUser)
        let privateCount = Int((additional * configuration[.teamsPrivatePercent] / 100).rounded())
        #expect(
            visibilities.filter { $0 == "private" }.count
                == privateCount + Int(configuration.userCount)
        )
        for name in SampleDataset.registryTables where name != "tools" {
            let found = dataset[name].texts("visibility")
            let count = Double(found.count)
            let publicCount = (count * configuration[.objectsPublicPercent] / 100).rounded()
            #expect(found.filter { $0 == "public" }.count == Int(publicCount), "\(name)")
        }
    }

    @Test func `admins have an origin and nobody else has`() {
        let users = SampleDataset.small["email_users"]
        let origins = users.optionalTexts("admin_origin")
        #expect(users.numbers("is_admin") == origins.map { $0 == nil ? 0 : 1 })
    }
}

import Testing

@testable import ContextForge
@testable import Rows

/// Cause before effect, in every table.
@Suite struct CausalityTests {
    private static let day: Int64 = 86_400_000_000

    /// When the rows of a table were created, by the texts of a column.
    private func moments(_ table: TableContents, by key: String) -> [String: Int64] {
        let created = table.numbers(table.definition.creationColumn ?? "")
        return Dictionary(uniqueKeysWithValues: zip(table.texts(key), created))
    }

    /// The first row that is earlier than what its reference refers to.
    private func firstTooEarly(
        _ table: TableContents,
        _ column: String,
        than causes: [String: Int64]
    ) -> Int? {
        let moments = table.numbers(table.definition.creationColumn ?? "")
        return zip(table.optionalTexts(column), moments).enumerated().first { _, pair in
            pair.0.map { pair.1 < causes[$0] ?? .max } ?? false
        }?.offset
    }

    @Test(arguments: SampleDataset.all)
    func `nothing is older than what it refers to`(dataset: SampleDataset) {
        var causes: [String: [String: Int64]] = [:]
        for table in dataset.tables where table.definition.creationColumn != nil {
            for reference in table.definition.references {
                let name = "\(reference.table).\(reference.key)"
                if causes[name] == nil {
                    causes[name] = moments(dataset[reference.table], by: reference.key)
                }
                let row = firstTooEarly(table, reference.column, than: causes[name] ?? [:])
                #expect(row == nil, "\(table.definition.name).\(reference.column)")
            }
        }
    }

    @Test(arguments: SampleDataset.all)
    func `an object is made after its owner has joined its team`(dataset: SampleDataset) {
        let members = dataset["email_team_members"]
        let keys = zip(members.texts("team_id"), members.texts("user_email")).map { $0 + "/" + $1 }
        let joined = Dictionary(uniqueKeysWithValues: zip(keys, members.numbers("joined_at")))
        for name in SampleDataset.registryTables {
            let table = dataset[name]
            let created = table.numbers("created_at")
            let rows = zip(table.texts("team_id"), table.texts("owner_email"))
            let tooEarly = zip(rows, created).first { row, created in
                created < joined[row.0 + "/" + row.1] ?? .max
            }
            #expect(tooEarly == nil, "\(name)")
        }
    }

    @Test(arguments: SampleDataset.all)
    func `every moment lies in the period, but for what expires`(dataset: SampleDataset) {
        let period =
            dataset.configuration.startMicroseconds...dataset.configuration.endMicroseconds
        for table in dataset.tables {
            for column in table.definition.filledColumns
            where column.kind == .timestamp
                && !["expires_at", "token_expiry"].contains(column.name)
            {
                let outside = table.optionalNumbers(column.name)
                    .compactMap(\.self)
                    .first { !period.contains($0) }
                #expect(outside == nil, "\(table.definition.name).\(column.name)")
            }
        }
    }

    @Test(arguments: SampleDataset.all)
    func `nothing is changed before it is made`(dataset: SampleDataset) {
        for table in dataset.tables
        where table.definition.filledColumns.contains(where: { $0.name == "updated_at" }) {
            let pairs = zip(table.numbers("created_at"), table.numbers("updated_at"))
            #expect(pairs.first { $0 > $1 } == nil, "\(table.definition.name)")
        }
    }

    @Test(arguments: SampleDataset.all)
    func `an object tells who changed it exactly when it was changed`(dataset: SampleDataset) {
        for name in SampleDataset.registryTables {
            let table = dataset[name]
            let isChanged = zip(table.numbers("created_at"), table.numbers("updated_at"))
                .map { $0 != $1 }
            for column in [
                "modified_by", "modified_from_ip", "modified_via", "modified_user_agent",
            ] {
                #expect(table.optionalTexts(column).map { $0 != nil } == isChanged, "\(name)")
            }
            #expect(table.numbers("version").map { $0 > 1 } == isChanged, "\(name)")
        }
    }

    @Test(arguments: SampleDataset.all)
    func `a token is used after it was issued and before it expires`(dataset: SampleDataset) {
        let tokens = dataset["email_api_tokens"]
        let created = tokens.numbers("created_at")
        let expiries = tokens.optionalNumbers("expires_at")
        let uses = tokens.optionalNumbers("last_used")
        for row in 0..<tokens.rowCount {
            if let expiry = expiries[row] { #expect(expiry >= created[row]) }
            if let use = uses[row] {
                #expect(use >= created[row])
                #expect(use <= expiries[row] ?? .max)
            }
        }
    }

    @Test func `no token is used after it was revoked, and only inactive ones are revoked`() {
        let population = SampleDataset.small.catalogue.population
        let lives = TokenLives(population)
        let tokens = SampleDataset.small["email_api_tokens"]
        let created = tokens.numbers("created_at")
        let uses = tokens.optionalNumbers("last_used")
        for (row, isActive) in tokens.numbers("is_active").enumerated() {
            let revocation = lives.revocation(Int64(row), created: created[row])
            #expect((revocation == nil) == (isActive == 1))
            if let revocation {
                #expect((created[row]...population.timeline.end).contains(revocation))
                if let use = uses[row] { #expect(use <= revocation) }
            }
        }
    }

    @Test(arguments: SampleDataset.all)
    func `accounts are verified after sign-up and have no password of 90 days`(
        dataset: SampleDataset
    ) {
        let users = dataset["email_users"]
        let created = users.numbers("created_at")
        #expect(zip(created, users.numbers("email_verified_at")).first { $0 > $1 } == nil)
        let changes = users.optionalNumbers("password_changed_at")
        #expect(zip(created, changes).allSatisfy { ($1 ?? $0) >= $0 })
        let oldest = dataset.configuration.endMicroseconds - 81 * CausalityTests.day
        #expect(changes.compactMap(\.self).first { $0 < oldest } == nil)
    }

    /// These stand in the order of what they belong to: users, teams, tokens, traces, tasks,
    /// sessions; of the machines' sums the days come before the hours.
    private static let unordered: Set<String> = [
        "email_teams", "email_team_members", "user_roles", "email_team_member_history",
        "email_team_invitations", "email_team_join_requests", "token_revocations",
        "observability_spans", "observability_events", "observability_saved_queries",
        "mcp_messages", "a2a_task_events", "password_reset_tokens", "pending_user_approvals",
        "server_interfaces", "tool_plugin_bindings", "a2a_agent_plugin_bindings",
        "performance_aggregates", "oauth_tokens", "registered_oauth_clients",
    ]

    @Test(arguments: SampleDataset.all)
    func `rows stand in the order of their creation`(dataset: SampleDataset) {
        // Teams and members stand in the order of their users; a user's next row may wait for
        // somebody who signs up later.
        for table in dataset.tables
        where !CausalityTests.unordered.contains(table.definition.name) {
            guard let column = table.definition.creationColumn else { continue }
            let moments = table.numbers(column)
            #expect(moments == moments.sorted(), "\(table.definition.name)")
        }
    }

    @Test func `a personal team is as old as its user`() {
        let teams = SampleDataset.small["email_teams"]
        let personal = zip(teams.numbers("created_at"), teams.numbers("is_personal"))
            .filter { $1 == 1 }
            .map(\.0)
        #expect(personal == SampleDataset.small["email_users"].numbers("created_at"))
    }
}

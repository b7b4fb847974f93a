import Testing

@testable import Dataset

/// Roles of users: one on the platform for everybody, one in the team for every membership.
@Suite struct UserRolesTests {
    @Test(arguments: SampleDataset.all)
    func `every user has one role on the platform, in the order of the users`(
        dataset: SampleDataset
    ) {
        let users = dataset["email_users"]
        let roles = dataset["user_roles"]
        let rows = 0..<users.rowCount
        let emails = users.texts("email")
        #expect(Array(roles.texts("user_email")[rows]) == emails)
        #expect(Array(roles.texts("granted_by")[rows]) == emails)
        #expect(Array(roles.numbers("granted_at")[rows]) == users.numbers("created_at"))
        #expect(roles.texts("scope")[rows].allSatisfy { $0 == "global" })
        #expect(roles.optionalTexts("scope_id")[rows].allSatisfy { $0 == nil })
        #expect(roles.numbers("is_active")[rows].allSatisfy { $0 == 1 })
        let expected = users.numbers("is_admin").map {
            TargetConstants.standalone.text($0 == 1 ? .platformAdmin : .platformViewer)
        }
        #expect(Array(roles.texts("role_id")[rows]) == expected)
    }

    @Test(arguments: SampleDataset.all)
    func `every membership has one role in its team, active as long as it`(
        dataset: SampleDataset
    ) {
        let members = dataset["email_team_members"]
        let teams = dataset["email_teams"]
        let roles = dataset["user_roles"]
        let rows = dataset["email_users"].rowCount..<roles.rowCount
        #expect(rows.count == members.rowCount)
        #expect(Array(roles.texts("user_email")[rows]) == members.texts("user_email"))
        #expect(Array(roles.texts("scope_id")[rows]) == members.texts("team_id"))
        #expect(Array(roles.numbers("granted_at")[rows]) == members.numbers("joined_at"))
        #expect(Array(roles.numbers("is_active")[rows]) == members.numbers("is_active"))
        #expect(roles.texts("scope")[rows].allSatisfy { $0 == "team" })
        let expected = members.texts("role").map {
            TargetConstants.standalone.text($0 == "owner" ? .teamAdmin : .viewer)
        }
        #expect(Array(roles.texts("role_id")[rows]) == expected)
        let creators = Dictionary(
            uniqueKeysWithValues: zip(teams.texts("id"), teams.texts("created_by"))
        )
        let granters = members.texts("team_id").map { creators[$0] ?? "?" }
        #expect(Array(roles.texts("granted_by")[rows]) == granters)
    }

    @Test func `profile small has every role`() {
        let found = Set(SampleDataset.small["user_roles"].texts("role_id"))
        let all = TargetConstants.SystemRole.allCases.map(TargetConstants.standalone.text)
        #expect(found == Set(all))
        #expect(found.count == 4)
    }

    @Test func `a role has the id and the scope that it has in the target`() {
        let constants = TargetConstants(release: .newest) { "role " + $0.rawValue }
        let population = SampleDataset.small.catalogue.population
        let table = UserRolesTable(population)
        let rows = 0..<table.rowCount
        let batch = ColumnBatch(table: UserRolesTable.definition, constants: constants)
        let contents = TableContents(
            RowStream(table, rows: rows, batch: batch),
            of: UserRolesTable.definition
        )
        let scopes = Dictionary(
            uniqueKeysWithValues: TargetConstants.SystemRole.allCases.map {
                ("role " + $0.rawValue, $0.scope)
            }
        )
        let expected = contents.texts("role_id").map { scopes[$0] ?? "?" }
        #expect(contents.texts("scope") == expected)
        // Nothing else depends on the target.
        let standalone = SampleDataset.small["user_roles"]
        for column in UserRolesTable.definition.filledColumns where !column.isTargetOwn {
            #expect(contents.cells(column.name) == standalone.cells(column.name))
        }
    }

    @Test func `a role without an id traps`() async {
        await #expect(processExitsWith: .failure) {
            _ = TargetConstants(release: .newest) { $0 == .viewer ? "" : "id" }
        }
    }
}

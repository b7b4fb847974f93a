import TestSupport
import Testing

@testable import ContextForge
@testable import Rows

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
        let custom = Set(dataset["roles"].texts("id"))
        let found = roles.texts("role_id")[rows].map {
            custom.contains($0) ? TargetConstants.standalone.text(.viewer) : $0
        }
        let expected = members.texts("role").map {
            TargetConstants.standalone.text($0 == "owner" ? .teamAdmin : .viewer)
        }
        #expect(found == expected)
        let creators = Dictionary(
            uniqueKeysWithValues: zip(teams.texts("id"), teams.texts("created_by"))
        )
        let customCreator = dataset["roles"].texts("created_by").first
        let granters = zip(members.texts("team_id"), roles.texts("role_id")[rows]).map {
            custom.contains($1) ? customCreator : creators[$0]
        }
        #expect(roles.texts("granted_by")[rows].map { $0 } == granters)
    }

    @Test func `profile small has every role`() {
        let found = Set(SampleDataset.small["user_roles"].texts("role_id"))
        let all = SystemRole.allCases.map(TargetConstants.standalone.text)
        #expect(found == Set(all + SampleDataset.small["roles"].texts("id")))
        #expect(found.count == 8)
    }

    @Test(arguments: SampleDataset.all)
    func `custom roles are created and granted by an administrator`(dataset: SampleDataset) {
        let users = dataset["email_users"]
        let custom = dataset["roles"]
        let granted = dataset["user_roles"]
        let ids = Set(custom.texts("id"))
        let administrators = Set(
            zip(users.texts("email"), users.numbers("is_admin")).filter { $0.1 == 1 }.map(\.0)
        )
        #expect(administrators.isSuperset(of: custom.texts("created_by")))
        let creation = Dictionary(
            uniqueKeysWithValues: zip(users.texts("email"), users.numbers("created_at"))
        )
        for (creator, moment) in zip(custom.texts("created_by"), custom.numbers("created_at")) {
            #expect(creation[creator] == moment)
        }
        let defined = custom.numbers("created_at").max() ?? .max
        for (role, (granter, moment)) in zip(
            granted.texts("role_id"),
            zip(granted.texts("granted_by"), granted.numbers("granted_at"))
        ) where ids.contains(role) {
            #expect(moment >= defined)
            #expect(custom.texts("created_by").contains(granter))
        }
    }

    @Test func `a tenth of eligible members have a custom role`() throws {
        let dataset = SampleDataset.small
        let ids = Set(dataset["roles"].texts("id"))
        let defined = try #require(dataset["roles"].numbers("created_at").first)
        let members = dataset["email_team_members"]
        let granted = dataset["user_roles"].texts("role_id")
            .dropFirst(dataset["email_users"].rowCount)
        let eligible = zip(granted, zip(members.texts("role"), members.numbers("joined_at")))
            .filter { $1.0 != "owner" && $1.1 >= defined }
        let share = Double(eligible.filter { ids.contains($0.0) }.count) / Double(eligible.count)
        #expect(eligible.count > 500)
        #expect(abs(share - 0.1) < 0.03)
    }

    @Test func `roles of another seed have other names`() {
        let other = SampleDataset("another seed", .tiny.with { $0.seed = 4711 })
        let names = Set(SampleDataset.small["roles"].texts("name"))
        #expect(names.isDisjoint(with: other["roles"].texts("name")))
    }

    @Test func `a role has the id and the scope that it has in the target`() {
        let constants = TargetConstants(
            release: .newest,
            identifiers: SystemRole.allCases.map { "role \($0)" }
        )
        let population = SampleDataset.small.catalogue.population
        let table = UserRolesTable(population)
        let rows = 0..<table.rowCount
        let custom = Set(SampleDataset.small["roles"].texts("id"))
        let batch = ColumnBatch(table: UserRolesTable.definition, constants: constants)
        let contents = TableContents(
            RowStream(table, rows: rows, batch: batch),
            of: UserRolesTable.definition
        )
        let scopes = Dictionary(
            uniqueKeysWithValues: SystemRole.allCases.map {
                ("role \($0)", $0.scope)
            }
        )
        let expected = contents.texts("role_id").map {
            custom.contains($0) ? "team" : scopes[$0] ?? "?"
        }
        #expect(contents.texts("scope") == expected)
        // Nothing else depends on the target.
        let standalone = SampleDataset.small["user_roles"]
        for column in UserRolesTable.definition.filledColumns where !column.isTargetOwn {
            #expect(contents.cells(column.name) == standalone.cells(column.name))
        }
    }

    @Test func `a role without an id traps`() async {
        await #expect(processExitsWith: .failure) {
            _ = TargetConstants(release: .newest, identifiers: ["id", "id", "id", ""])
        }
    }
}

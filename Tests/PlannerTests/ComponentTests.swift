import Dataset
import Testing

@testable import Planner

@Suite struct ComponentTests {
    @Test func `there are as many components as tables`() {
        let tables = Set(Catalogue.definitions.map(\.name))
        let named = Set(Component.allCases.map(\.table))
        #expect(named.count == Component.allCases.count)
        #expect(tables == named)
    }

    @Test(arguments: Component.allCases)
    func `parents come first in the default order`(_ component: Component) throws {
        let order = Component.allCases
        let position = try #require(order.firstIndex(of: component))
        for parent in component.parents {
            #expect(order[..<position].contains(parent))
        }
    }

    @Test func `a component is found by its name or its table's`() {
        #expect(Component(nameOrTable: "teams") == .teams)
        #expect(Component(nameOrTable: "email_teams") == .teams)
        #expect(Component(nameOrTable: "permission_audit_log") == .permissionAuditLogs)
        #expect(Component(nameOrTable: "nothing") == nil)
    }

    @Test func `a profile keeps its own order`() throws {
        let order = "[users, teams, gateways, tools, tokens]"
        let profile = try PlannerTestInput.parse(
            "scale:\n  users: 9\ngeneration_order: \(order)\n"
        )
        #expect(profile.settings.components == [.users, .teams, .gateways, .tools, .tokens])
    }

    @Test func `members bring their roles and their history along`() throws {
        let profile = try PlannerTestInput.parse(
            "scale:\n  users: 9\ngeneration_order: [users, teams, team_members, tokens]\n"
        )
        #expect(
            profile.settings.components
                == [.users, .teams, .teamMembers, .roles, .userRoles, .teamMemberHistory, .tokens]
        )
    }

    @Test func `what is brought along comes behind its own parents`() throws {
        let order = "[users, teams, team_members, tokens, roles]"
        let profile = try PlannerTestInput.parse(
            "scale:\n  users: 9\ngeneration_order: \(order)\n"
        )
        #expect(
            profile.settings.components
                == [.users, .teams, .teamMembers, .tokens, .roles, .userRoles, .teamMemberHistory]
        )
    }

    @Test func `what a list names itself stays where it is`() throws {
        let order = "[users, teams, team_members, tokens, team_member_history, user_roles]"
        let profile = try PlannerTestInput.parse(
            "scale:\n  users: 9\ngeneration_order: \(order)\n"
        )
        #expect(
            profile.settings.components
                == [.users, .teams, .teamMembers, .roles, .tokens, .teamMemberHistory, .userRoles]
        )
    }
}

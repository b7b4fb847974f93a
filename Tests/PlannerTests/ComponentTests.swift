import ContextForge
import Rows
import Testing

@testable import Planner

@Suite struct ComponentTests {
    @Test func `there are as many components as tables`() {
        let tables = Set(Catalogue.contextForge.definitions.map(\.name))
        let named = Set(Components(.contextForge).all.map(\.table))
        #expect(named.count == Components(.contextForge).all.count)
        #expect(tables == named)
    }

    @Test(arguments: Components(.contextForge).all)
    func `parents come first in the default order`(_ component: Component) throws {
        let order = Components(.contextForge).all
        let position = try #require(order.firstIndex(of: component))
        for parent in Components(.contextForge).parents(of: component) {
            #expect(order[..<position].contains(parent))
        }
    }

    @Test func `a component is found by its name or its table's`() {
        #expect(Components(.contextForge).nameOrTable("teams")?.table == "email_teams")
        #expect(Components(.contextForge).nameOrTable("email_teams")?.name == "teams")
        #expect(
            Components(.contextForge).nameOrTable("permission_audit_log")?.name
                == "permission_audit_logs"
        )
        #expect(Components(.contextForge).nameOrTable("nothing") == nil)
    }

    private func names(_ profile: Profile) -> [String] {
        profile.settings.components
    }

    @Test func `a profile keeps its own order`() throws {
        let order = "[users, teams, gateways, tools, tokens]"
        let profile = try PlannerTestInput.parse(
            "scale:\n  users: 9\ngeneration_order: \(order)\n"
        )
        #expect(names(profile) == ["users", "teams", "gateways", "tools", "tokens"])
    }

    @Test func `members imply roles and history`() throws {
        let profile = try PlannerTestInput.parse(
            "scale:\n  users: 9\ngeneration_order: [users, teams, team_members, tokens]\n"
        )
        #expect(
            names(profile)
                == [
                    "users", "teams", "team_members", "roles", "user_roles", "team_member_history",
                    "tokens",
                ]
        )
    }

    @Test func `an implied component comes after its parents`() throws {
        let order = "[users, teams, team_members, tokens, roles]"
        let profile = try PlannerTestInput.parse(
            "scale:\n  users: 9\ngeneration_order: \(order)\n"
        )
        #expect(
            names(profile)
                == [
                    "users", "teams", "team_members", "tokens", "roles", "user_roles",
                    "team_member_history",
                ]
        )
    }

    @Test func `what a list names itself stays where it is`() throws {
        let order = "[users, teams, team_members, tokens, team_member_history, user_roles]"
        let profile = try PlannerTestInput.parse(
            "scale:\n  users: 9\ngeneration_order: \(order)\n"
        )
        #expect(
            names(profile)
                == [
                    "users", "teams", "team_members", "roles", "tokens", "team_member_history",
                    "user_roles",
                ]
        )
    }
}

import TestSupport
import Testing

@testable import ContextForge
@testable import Rows

@Suite struct CatalogueTests {
    @Test func `parents come before their children`() {
        var earlier: Set<String> = []
        for definition in Catalogue.contextForge.definitions {
            for reference in definition.references where reference.table != definition.name {
                #expect(earlier.contains(reference.table), "\(definition.name)")
            }
            earlier.insert(definition.name)
        }
        #expect(earlier.count == Catalogue.contextForge.definitions.count)
    }

    @Test(arguments: Catalogue.contextForge.definitions.map(\.name))
    func `a definition speaks of columns that it has`(name: String) throws {
        let definition = try #require(Catalogue.contextForge.definitions.first { $0.name == name })
        let names = definition.columns.map(\.name)
        #expect(Set(names).count == names.count)
        let filled = Set(definition.filledColumns.map(\.name))
        #expect(filled.isSuperset(of: definition.primaryKey))
        for key in definition.uniqueKeys {
            #expect(Set(names).isSuperset(of: key.allColumns))
        }
        #expect(filled.isSuperset(of: definition.references.map(\.column)))
        #expect(filled.isSuperset(of: definition.allowedValues.map(\.column)))
        for moment in definition.laterColumns + [definition.creationColumn].compactMap(\.self) {
            let column = definition.filledColumns.first { $0.name == moment }
            #expect(column?.kind == .timestamp, "\(moment)")
        }
    }

    @Test func `only associations have no time of creation`() {
        let associations = Set(SampleDataset.partTables.map(\.name))
        for definition in Catalogue.contextForge.definitions {
            let isAssociation = associations.contains(definition.name)
            #expect((definition.creationColumn == nil) == isAssociation, "\(definition.name)")
            #expect((definition.primaryKey.count > 1) == isAssociation, "\(definition.name)")
        }
    }

    @Test func `only the ids of roles and the keys that the target counts are its own`() {
        let found = Catalogue.contextForge.definitions.flatMap { definition in
            definition.columns.filter { $0.isTargetOwn && !$0.isReservedKey }.map {
                definition.name + "." + $0.name
            }
        }
        #expect(
            found == [
                "roles.inherits_from", "user_roles.role_id",
                "permission_audit_log.roles_checked",
            ]
        )
    }

    @Test func `a table is found by its name`() throws {
        let catalogue = GatewayDataset(.tiny)
        for definition in Catalogue.contextForge.definitions {
            let table = try #require(catalogue.table(named: definition.name))
            #expect(type(of: table).definition.name == definition.name)
        }
        #expect(catalogue.table(named: "users") == nil)
        #expect(
            catalogue.tables.map { type(of: $0).definition.name }
                == Catalogue.contextForge.definitions.map(\.name)
        )
    }

    @Test(arguments: SampleDataset.all)
    func `a table has as many rows as its counts say`(dataset: SampleDataset) throws {
        let configuration = dataset.configuration
        let users = configuration.userCount
        let population = dataset.catalogue.population
        func partCount(_ table: String) throws -> Int64 {
            let mean = try #require(dataset.parts(table).mean)
            return Int64((Double(population.servers.rowCount) * mean).rounded())
        }
        func sampled(_ parentCount: Int64, oneIn period: Int64) -> Int64 {
            parentCount == 0 ? 0 : max(1, parentCount / period)
        }
        let expected = [
            "email_users": users,
            "email_teams": users * (1 + configuration.additionalTeamsPerUser),
            "email_team_members": population.members.rowCount,
            "email_api_tokens": population.tokens.rowCount,
            "gateways": configuration.gatewayCount,
            "tools": population.tools.rowCount,
            "resources": population.resources.rowCount,
            "prompts": population.prompts.rowCount,
            "servers": population.servers.rowCount,
            "user_roles": users + population.members.rowCount,
            "a2a_agents": population.agents.rowCount,
            "server_tool_association": try partCount("server_tool_association"),
            "server_resource_association": try partCount("server_resource_association"),
            "server_prompt_association": try partCount("server_prompt_association"),
            "server_a2a_association": try partCount("server_a2a_association"),
            "password_reset_tokens": sampled(users, oneIn: 50),
            "pending_user_approvals": sampled(users, oneIn: 50),
            "server_interfaces": sampled(population.servers.rowCount, oneIn: 100),
            "tool_plugin_bindings": sampled(population.teamCount, oneIn: 200),
            "a2a_agent_plugin_bindings": sampled(population.teamCount, oneIn: 500),
            // No gateway uses OAuth without the secret that its tokens are encrypted with.
            "oauth_tokens": 0,
            "registered_oauth_clients": 0,
            // Only an administrator may create roles.
            "roles": population.admins.count > 0 ? 4 : 0,
            "sso_providers": 3,
            "llm_providers": 5,
            "llm_models": 11,
        ]
        // These follow from what happens to teams and tokens: `WorkflowTablesTests` counts them.
        // `CallMetricsTests` adds up single calls and the sums of hours, `ActivityTests` what is
        // counted in time.
        let counted =
            [
                "email_team_member_history", "email_team_invitations", "email_team_join_requests",
                "token_revocations", "structured_log_entries", "audit_trails", "security_events",
                "observability_traces", "observability_spans", "performance_metrics",
                "mcp_sessions", "password_history", "a2a_tasks", "a2a_task_events",
                "a2a_push_notification_configs",
            ] + Catalogue.contextForge.definitions.filter { $0.reservedKey != nil }.map(\.name)
        #expect(expected.count + counted.count == Catalogue.contextForge.definitions.count)
        for table in dataset.tables where !counted.contains(table.definition.name) {
            #expect(Int64(table.rowCount) == expected[table.definition.name])
        }
    }
}

import ContextForge
import Rows
import Testing

@testable import Executor

@Suite struct OwnershipRuleTests {
    private static let tables = Set(Catalogue.contextForge.definitions.map(\.name))

    @Test func `only tables that refer to nothing are told by the keys that a plan makes`() {
        let told = Catalogue.contextForge.definitions.filter {
            if case .plannedKey = OwnershipRule(
                $0,
                among: Self.tables,
                Catalogue.contextForge.accounts
            ) {
                true
            } else {
                false
            }
        }
        #expect(
            told.map(\.name) == ["performance_metrics", "sso_providers", "llm_providers"]
        )
    }

    @Test func `a table is told by a column that it fills`() {
        for definition in Catalogue.contextForge.definitions {
            let rule = OwnershipRule(
                definition,
                among: Self.tables,
                Catalogue.contextForge.accounts
            )
            #expect(
                definition.filledColumns.contains { $0.name == rule.column },
                "\(definition.name): \(rule)"
            )
        }
    }

    @Test func `the ways from rows to parents end`() throws {
        for definition in Catalogue.contextForge.definitions {
            var visited: Set<String> = [definition.name]
            var rule = OwnershipRule(
                definition,
                among: Self.tables,
                Catalogue.contextForge.accounts
            )
            while case .parent(_, let table, _) = rule {
                #expect(visited.insert(table).inserted, "\(definition.name)")
                let parent = try #require(
                    Catalogue.contextForge.definitions.first { $0.name == table }
                )
                rule = OwnershipRule(parent, among: Self.tables, Catalogue.contextForge.accounts)
            }
        }
    }

    @Test func `without its parents' table a row is told by its key`() throws {
        let spans = try #require(
            Catalogue.contextForge.definitions.first { $0.name == "observability_spans" }
        )
        #expect(
            OwnershipRule(spans, among: Self.tables, Catalogue.contextForge.accounts)
                == .parent(column: "trace_id", table: "observability_traces", key: "trace_id")
        )
        #expect(
            OwnershipRule(spans, among: [], Catalogue.contextForge.accounts)
                == .plannedKey(column: "span_id")
        )
    }

    @Test(
        arguments: [
            ("email_users", OwnershipRule.address(column: "email")),
            ("email_team_members", .address(column: "user_email")),
            ("structured_log_entries", .address(column: "user_email")),
            ("tools", .importIdentifier(column: "import_batch_id")),
            (
                "mcp_sessions",
                .ownerDocument(column: "data", prefix: "{\"owner_email\":\"", suffix: "\"}")
            ),
            ("tool_metrics", .reservedKey(column: "id")),
            ("server_tool_association", .parent(column: "server_id", table: "servers", key: "id")),
            ("llm_models", .parent(column: "provider_id", table: "llm_providers", key: "id")),
            (
                "pending_user_approvals",
                .parent(column: "auth_provider", table: "sso_providers", key: "id")
            ),
        ]
    )
    func `rows are told by what is surest`(table: String, rule: OwnershipRule) throws {
        let definition = try #require(Catalogue.contextForge.definitions.first { $0.name == table })
        #expect(
            OwnershipRule(definition, among: Self.tables, Catalogue.contextForge.accounts) == rule
        )
    }
}

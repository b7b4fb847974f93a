import Foundation
import TestSupport
import Testing

/// The real gateway, started on rows that were made with its secrets: what its API shows is what
/// the rows say, to its administrator, to generated users and to the holders of API tokens.
///
/// `GATEFILL_WALK_PROFILE` names another profile than small.
@Suite struct GatewayWalkTests {
    /// Tables that change when somebody logs in or uses a token.
    private static let touched = [
        "email_users", "email_api_tokens", "email_auth_events", "token_usage_logs",
        "permission_audit_log", "structured_log_entries", "audit_trails", "security_events",
        // Reading one counts as a use of it.
        "resource_metrics", "prompt_metrics",
    ]

    @Test(arguments: TargetKind.allCases)
    func `the gateway shows everybody what the rows say, and changes none`(
        kind: TargetKind
    ) async throws {
        let walk = try await GatewayWalk(into: kind.makeGateway())
        let before = try await walk.generation.digest()
        let kept = try await walk.keptRows()
        let server = try await GatewayServer.start(
            on: walk.generation.database,
            showsPages: true
        )
        let result = try await walk.run(on: server)
        let log = try await server.stop()

        #expect(result.complaints == [])
        #expect(log.rowErrors.filter { !GatewayWalk.isExpected($0) } == [])
        let after = try await walk.generation.digest()
        for (old, new) in zip(before, after) where !Self.touched.contains(old.table) {
            #expect(old == new)
        }
        for (old, new) in zip(kept, try await walk.keptRows()) { #expect(new.starts(with: old)) }

        // Nothing of it was empty.
        #expect(result.seen["users"] == walk.userCount)
        for what in [
            "administrator: users", "administrator: teams", "administrator: members",
            "administrator: tokens", "administrator: events",
            "generated administrator: tools", "inactive users", "user: tools", "user: members",
            "user: teams", "user: tokens", "tokens: used", "tokens: limited", "tokens: refused",
            "tokens: compared", "token: tools", "encrypted: gateways", "encrypted: tools",
            "encrypted: a2a_agents", "encrypted: client secrets", "encrypted: llm_providers",
            "encrypted: a2a_push_notification_configs",
            "encrypted: secrets of identity providers", "administrator: structured_log_entries",
            "administrator: security_events", "administrator: audit_trails",
        ] + CoreTables.registry.map({ "administrator: \($0)" })
            + (walk.isLarge ? [] : ["administrator: templates"])
            + CoreTables.listPaths.values.map({ "administration: /admin\($0)" })
        {
            #expect(result.seen[what, default: 0] > 0, "\(what)")
        }
        try walk.expectPlannedTotals(result)
    }
}

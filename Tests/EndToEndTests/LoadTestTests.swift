import Foundation
import TestSupport
import Testing

/// The examples for Locust and k6, with exported fixtures and tokens, against the real gateway.
@Suite struct LoadTestTests {
    private static let seconds = 15

    @Test func `Locust reads, calls and writes with exported fixtures and tokens`() async throws {
        var generation = try await Generation(into: TargetKind.postgres.makeGateway())
        generation.endDate = Date().formatted(.iso8601)
        generation.options = ["--jwt-secret-env", "LOAD_JWT", "--skip-validation"]
        generation.environment = ["LOAD_JWT": GatewaySettings.tokenSecret]
        try await generation.run()
        let export = ["export", "fixtures", "--journal", "run.journal", "--format", "jsonl"]
        let tokens = ["--kind", "tokens", "--jwt-secret-env", "LOAD_JWT"]
        try await generation.gatefill(export + tokens + ["--output", "tokens.jsonl"])
            .requireSuccess("gatefill export fixtures --kind tokens")
        for kind in ["tools", "resources", "prompts", "servers"] {
            let rows = ["--kind", kind, "--skew", "hot", "--output", "\(kind).jsonl"]
            try await generation.gatefill(export + rows)
                .requireSuccess("gatefill export fixtures --kind \(kind)")
        }

        let server = try await GatewayServer.start(
            on: generation.database,
            isAsInstalled: true,
            settings: GatewaySettings.documented()
        )
        let (lines, result) = try await LocustInstallation.find().run(
            "\(PackageRoot.path)/examples/locustfile.py",
            options: ["--write"],
            fixtures: generation.folder.path,
            port: server.port,
            userCount: 10,
            seconds: Self.seconds
        )
        let log = try await server.stop()

        // An answer with status 429 is a failure, as every other status above 399 is.
        for line in lines {
            #expect(line.failures == 0, "\(line.method) \(line.name): \(result.standardError)")
        }
        #expect(result.exit == .status(0), "\(result.standardError)")
        func count(_ method: String, _ name: String) -> Int {
            lines.filter { $0.method == method && $0.name == name }.reduce(0) { $0 + $1.requests }
        }
        // How many there are is a matter of the machine, and of what the tokens drawn may read.
        #expect(lines.filter { $0.requests > 0 }.count >= 8, "\(lines)")
        #expect(count("POST", "/rpc tools/call") > 0, "\(lines)")
        #expect(count("POST", "/resources") > 0, "\(lines)")
        #expect(count("DELETE", "/resources/[id]") == count("POST", "/resources"), "\(lines)")
        for kind in ["tools", "resources", "prompts", "servers"] {
            let left = try await generation.database.integer(
                "SELECT count(*) FROM \(kind) WHERE name LIKE 'loadtest-%'"
            )
            #expect(left == 0, "\(kind)")
        }
        #expect(log.rowErrors.filter { !Self.isExpected($0) } == [])
    }

    private static func isExpected(_ error: String) -> Bool {
        let expected = [
            // The calls of generated tools, whose servers do not exist.
            "mcpgateway: RPC error: Tool invocation failed: Outbound URL blocked",
            "mcpgateway.services.structured_logger: [tool_service] Tool ",
            // By default sessions are kept in the database. The gateway deletes those that have
            // ended, but not the messages that refer to them.
            "mcpgateway.cache.session_registry: Error in database cleanup task",
        ]
        return expected.contains { error.hasPrefix($0) }
    }

    @Test func `without the documented settings the gateway redirects, hides and limits`()
        async throws
    {
        let database = try await GatewayInstallation.makePostgres()
        let documented = try GatewaySettings.documented()
        // Since release 1.0.11 only this password has to be changed.
        let password = ["DEFAULT_USER_PASSWORD": GatewaySettings.administratorPassword]
        let enforcement = "PASSWORD_CHANGE_ENFORCEMENT_ENABLED"
        let enforced = documented.filter { $0.key != enforcement }.merging(password) { $1 }

        try await Self.withServer(on: database, settings: [:]) { server in
            #expect(try server.status(of: Self.page) == 404)
            let statuses = try (0...100).map { _ in try server.status(of: Self.list) }
            #expect(statuses.contains(429), "\(statuses)")
        }
        try await Self.withServer(on: database, settings: enforced) { server in
            let status = try server.status(of: Self.page)
            #expect(status == 303)
        }
        try await Self.withServer(on: database, settings: documented.merging(password) { $1 }) {
            server in
            #expect(try server.status(of: Self.page) == 200)
            let statuses = try (0...100).map { _ in try server.status(of: Self.list) }
            #expect(statuses.allSatisfy { $0 == 200 }, "\(statuses)")
        }
    }

    private static let list = "/v1/tools?limit=1"
    private static let page = "/admin/tools?page=1&per_page=10"

    /// Asks a gateway with default settings and those given, and stops it.
    private static func withServer(
        on database: PostgresDatabase,
        settings: [String: String],
        _ body: (GatewayServer) throws -> Void
    ) async throws {
        let server = try await GatewayServer.start(
            on: database,
            isAsInstalled: true,
            settings: settings
        )
        try body(server)
        _ = try await server.stop()
    }

    @Test func `the script for k6 is a module without a syntax error`() async throws {
        let path = "\(PackageRoot.path)/examples/k6.js"
        let script = try String(contentsOfFile: path, encoding: .utf8)
        let parser = try LocustInstallation.find()
        #expect(try await parser.syntaxError(inModule: script) == nil)
        let broken = script.replacing("export function write() {", with: "export function write() ")
        #expect(broken != script)
        #expect(try await parser.syntaxError(inModule: broken) != nil)
    }
}

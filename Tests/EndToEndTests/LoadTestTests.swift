import Foundation
import TestSupport
import Testing

/// The example for Locust, with exported fixtures and tokens, against the real gateway.
@Suite struct LoadTestTests {
    private static let seconds = 10

    @Test func `Locust pages through the real gateway with exported fixtures and tokens`()
        async throws
    {
        var generation = try await Generation(into: TargetKind.postgres.makeGateway())
        generation.endDate = Date().formatted(.iso8601)
        generation.options = ["--jwt-secret-env", "LOAD_JWT", "--skip-validation"]
        generation.environment = ["LOAD_JWT": GatewaySettings.tokenSecret]
        try await generation.run()
        let export = ["export", "fixtures", "--journal", "run.journal", "--kind"]
        try await generation.gatefill(
            export + ["tokens", "--jwt-secret-env", "LOAD_JWT", "--output", "tokens.csv"]
        ).requireSuccess("gatefill export fixtures --kind tokens")
        for kind in ["tools", "resources", "prompts", "servers"] {
            try await generation.gatefill(
                export + [kind, "--skew", "hot", "--output", "\(kind).csv"]
            ).requireSuccess("gatefill export fixtures --kind \(kind)")
        }

        let server = try await GatewayServer.start(on: generation.database)
        let (lines, result) = try await LocustInstallation.find().run(
            "\(PackageRoot.path)/examples/locustfile.py",
            fixtures: generation.folder.path,
            port: server.port,
            userCount: 6,
            seconds: Self.seconds
        )
        let log = try await server.stop()

        for line in lines { #expect(line.failures == 0, "\(line.name): \(result.standardError)") }
        #expect(result.exit == .status(0), "\(result.standardError)")
        // How many there are is a matter of the machine, and of what the tokens drawn may read.
        #expect(lines.filter { $0.requests > 0 }.count >= 4, "\(lines)")
        #expect(lines.reduce(0) { $0 + $1.requests } > 10, "\(lines)")
        #expect(log.rowErrors == [])
    }
}

import Foundation
import TestSupport
import Testing

/// The everyday life of a filled database: generate, let the real gateway keep house and be used,
/// verify, clean up.
///
/// `GATEFILL_LIFE_PROFILE` names another profile than small: a profile's name, or a file.
@Suite(.serialized) struct GatewayLifeTests {
    private static let profile =
        ProcessInfo.processInfo.environment["GATEFILL_LIFE_PROFILE"] ?? "small"
    private static let password = "Walk-Through-7!"
    private static let personPassword = "Us3r-Pq9!sJ4#cFb"

    /// A database that has been through all but the cleanup.
    private struct Life {
        let generation: Generation
        let owners: RowOwners
    }

    @Test(arguments: TargetKind.allCases)
    func `after the gateway has run, verify passes and a cleanup leaves real rows alone`(
        kind: TargetKind
    ) async throws {
        let life = try await live(kind)
        let generation = life.generation

        let verified = try await generation.gatefill(["verify", "--journal", "run.journal"])
            .requireSuccess("gatefill verify")
        #expect(verified.standardOutput.contains("Changed by the gateway:\n"))
        for change in [
            // Which objects have single calls depends on the hour.
            /(?:tool|resource|prompt|server)_metrics: \d+ rows rolled up in \w+ and removed\n/,
            /resource_metrics_hourly: \d+ rows added for the run's users and objects\n/,
            /email_users: \d+ rows changed in last_login\n/,
            /structured_log_entries: \d+ rows added for the run's users and objects\n/,
        ] {
            #expect(verified.standardOutput.contains(change))
        }
        let compared = try await generation.gatefill([
            "verify", "--journal", "run.journal", "--checks", "content", "--user-password-env",
            "LIFE_PASSWORD",
        ]).requireSuccess("gatefill verify --checks content")
        #expect(
            compared.standardOutput.contains(
                /content (?:tool|resource|prompt|server)_metrics: .* removed by the gateway/
            )
        )

        let figures = try await CleanupFigures(
            generation.gatefill(["cleanup", "--journal", "run.journal", "--confirm", "--json"])
                .requireSuccess("gatefill cleanup")
        )
        #expect(figures.kept == 0)
        #expect(figures.deleted + figures.alreadyGone == figures.generated)
        #expect(figures.alreadyGone > 0)
        let faults = try await life.owners.faults(in: KeyedRows(generation.database))
        #expect(faults == [])
    }

    /// Generates beside real rows, up to five hours ago, and lets the gateway run.
    private func live(_ kind: TargetKind) async throws -> Life {
        let database = try await kind.makeGateway()
        try await RealRows(database: database).make()
        let before = try await KeyedRows(database)
        var generation = try Generation(into: database)
        let end = Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down) - 18_000)
        generation.endDate = end.formatted(.iso8601)
        generation.profile = Self.profile
        generation.options = ["--skip-validation", "--user-password-env", "LIFE_PASSWORD"]
        generation.environment = ["LIFE_PASSWORD": Self.password]
        try await generation.run()
        let filled = try await KeyedRows(database)

        let server = try await GatewayServer.start(
            on: database,
            showsPages: true,
            keepsHouse: true
        )
        let use = try await use(server, of: database, until: end)
        let log = try await server.stop()
        #expect(use.refused == [])
        #expect(use.requests > 200)
        let errors = log.rowErrors.filter {
            $0.contains("metrics") || $0.contains("IntegrityError")
        }
        let known = [
            // Its clean-up of idle sessions does not know that sessions have messages.
            "Error in database cleanup task",
            // On SQLite it compares moments with and without a zone.
            "Error detecting backfill hours",
        ]
        #expect(errors.filter { error in !known.contains { error.contains($0) } } == [])
        let owners = try await RowOwners(
            before: before,
            filled: filled,
            now: KeyedRows(database),
            people: [GatewaySettings.administrator, RealRows.person]
        )
        let sums = ["tool", "resource", "prompt", "server"].map { "\($0)_metrics_hourly" }
        #expect(sums.contains { owners.derived[$0]?.isEmpty == false })
        for table in ["email_auth_events", "structured_log_entries"] {
            #expect(owners.derived[table]?.isEmpty == false, "\(table)")
        }
        return Life(generation: generation, owners: owners)
    }

    /// What `Tests/GatewayWalk/use.py` has done.
    private struct Use: Decodable {
        let requests: Int
        let refused: [String]
    }

    private func use(
        _ server: GatewayServer,
        of database: any TestDatabase,
        until end: Date
    ) async throws -> Use {
        let task: [String: Any] = [
            "url": "http://127.0.0.1:\(server.port)",
            "database": GatewayInstallation.driverURL(database.url),
            "admin": [
                "email": GatewaySettings.administrator,
                "password": GatewaySettings.administratorPassword,
            ],
            "person": ["email": RealRows.person, "password": Self.personPassword],
            "password": Self.password,
            "domain": "loadtest.example.com",
            "rounds": 2,
            "before": end.formatted(.iso8601).replacing("Z", with: "+00:00"),
        ]
        let input = try JSONSerialization.data(withJSONObject: task)
        let output = try await GatewayInstallation.find().run(
            program: "\(PackageRoot.path)/Tests/GatewayWalk/use.py",
            input: String(decoding: input, as: UTF8.self)
        )
        return try JSONDecoder().decode(Use.self, from: Data(output.utf8))
    }
}

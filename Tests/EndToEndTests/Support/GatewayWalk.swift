import ContextForge
import Foundation
import Planner
import Rows
import TestSupport
import Testing

/// A gateway's database filled with rows that its secrets were given for, and the program that
/// walks through the gateway's API (`Tests/GatewayWalk/walk.py`).
struct GatewayWalk {
    let generation: Generation
    /// How many generated users log in.
    let userCount = 4
    private let catalogue: GatewayDataset
    private let end: Date

    private static let password = "Walk-Through-7!"
    private static let secrets = SecretTexts([
        .userPassword: password,
        .tokenSigning: GatewaySettings.tokenSecret,
        .encryption: GatewaySettings.encryptionSecret,
    ])

    /// Fills a database, up to now; `options` are added to those of `generate`.
    init(into database: any TestDatabase, options: [String] = []) async throws {
        let profile = ProcessInfo.processInfo.environment["GATEFILL_WALK_PROFILE"] ?? "small"
        end = Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down))
        let endDate = end.formatted(.iso8601)
        var generation = try Generation(into: database)
        generation.profile = profile
        generation.endDate = endDate
        generation.options =
            [
                "--user-password-env", "WALK_PASSWORD", "--jwt-secret-env", "WALK_JWT",
                "--encryption-secret-env", "WALK_ENCRYPTION",
            ] + options
        generation.environment = [
            "WALK_PASSWORD": GatewayWalk.password, "WALK_JWT": GatewaySettings.tokenSecret,
            "WALK_ENCRYPTION": GatewaySettings.encryptionSecret,
        ]
        if profile != "small" { generation.batchSize = 10_000 }
        try await generation.run()
        self.generation = generation

        var dataset = try ProfileLoader.load(
            path: "\(PackageRoot.path)/profiles/\(profile).yaml",
            for: .contextForge,
            overrides: ProfileOverrides(seed: UInt64(generation.seed), endDate: endDate),
            nowMicroseconds: 0
        ).dataset
        dataset.secrets = try SecretFingerprints(GatewayWalk.secrets, of: dataset)
        catalogue = GatewayDataset(
            dataset,
            secrets: try DatasetSecrets(GatewayWalk.secrets, seed: dataset.seed)
        )
    }

    /// Whether only the first pages of long lists are read, and lists without pages are not.
    var isLarge: Bool { generation.profile != "small" }

    /// What the walk found.
    struct Result: Decodable {
        let complaints: [String]
        let seen: [String: Int]
    }

    /// Walks through a gateway that runs on the database.
    func run(on server: GatewayServer) async throws -> Result {
        let task: [String: Any] = [
            "url": "http://127.0.0.1:\(server.port)",
            "database": GatewayInstallation.driverURL(generation.database.url),
            "admin": [
                "email": GatewaySettings.administrator,
                "password": GatewaySettings.administratorPassword,
            ],
            "password": GatewayWalk.password,
            "users": userCount,
            "tokens": try await tokens(),
            // Of the long lists of a large dataset the first pages will do.
            "pages": isLarge ? 5 : 0,
        ]
        let input = try JSONSerialization.data(withJSONObject: task)
        let output = try await GatewayInstallation.find().run(
            program: "\(PackageRoot.path)/Tests/GatewayWalk/walk.py",
            input: String(decoding: input, as: UTF8.self)
        )
        return try JSONDecoder().decode(Result.self, from: Data(output.utf8))
    }

    /// API tokens as their users have them: made again from their rows.
    private func tokens() async throws -> [[String: String]] {
        let heads = try await generation.database.rows("SELECT version_num FROM alembic_version")
        let revision = try #require(heads.first?.first ?? nil)
        let release = try #require(Catalogue.contextForge.release(revision: revision))
        let tokens = try #require(APITokens(catalogue.population))
        let table = try #require(catalogue.table(named: "email_api_tokens"))
        let jtis = try #require(
            type(of: table).definition.filledColumns.firstIndex { $0.name == "jti" }
        )
        let count = min(table.rowCount, 60)
        let batch = ColumnBatch(table: type(of: table).definition)
        var stream = RowStream(table, rows: 0..<count, batch: batch)
        var found: [[String: String]] = []
        while let slice = stream.nextSlice() {
            for row in 0..<slice.rowCount {
                found.append([
                    "jti": String(decoding: slice.vector(jtis).text(row), as: UTF8.self),
                    "token": tokens.token(Int64(found.count), release: release),
                ])
            }
        }
        return found
    }

    /// Rows of tables that change when somebody logs in or reads an object: accounts and tokens,
    /// but for the columns that note it, and the calls of objects, to which the gateway adds its
    /// own.
    func keptRows() async throws -> [[[String?]]] {
        let questions = [
            """
            SELECT id, email, password_hash, full_name, is_admin, is_active FROM email_users
            ORDER BY id
            """,
            """
            SELECT id, user_email, name, jti, token_hash, is_active FROM email_api_tokens
            ORDER BY id
            """,
            "SELECT * FROM resource_metrics ORDER BY id",
            "SELECT * FROM prompt_metrics ORDER BY id",
        ]
        var answers: [[[String?]]] = []
        for question in questions {
            answers.append(try await generation.database.rows(question))
        }
        return answers
    }

    /// What the profile's means announce is what the gateway shows, as long as the hour is that of
    /// the end of the data: an hour later the single calls of the first of two are out of its
    /// window.
    func expectPlannedTotals(_ result: Result) throws {
        let configuration = catalogue.population.configuration
        let population = catalogue.population
        let hour = Calendar(identifier: .gregorian).dateInterval(of: .hour, for: end)
        guard hour?.contains(Date()) == true else { return }
        for (kind, count, distribution) in [
            ("tools", population.tools.rowCount, configuration[.metricsPerTool]),
            ("resources", population.resources.rowCount, configuration[.metricsPerResource]),
            ("prompts", population.prompts.rowCount, configuration[.metricsPerPrompt]),
            ("servers", population.servers.rowCount, configuration[.metricsPerServer]),
            ("a2aAgents", population.agents.rowCount, configuration[.metricsPerAgent]),
        ] {
            let mean = try #require(distribution.mean)
            let expected = Int((Double(count) * mean).rounded())
            #expect(result.seen["metrics: \(kind)"] == expected, "\(kind)")
        }
    }

    /// Whether a record of the gateway's log is about a log-in or a token that the walk wants
    /// refused, or about the number of teams that a page shows.
    static func isExpected(_ record: String) -> Bool {
        let refused =
            /mcpgateway\S*: \[http_gateway\] Request completed: \S+ \S+ - 40[13]\b(.|\n)*/
        let reasons = [
            "mcpgateway.middleware.rbac: Authentication failed: TokenValidationError: "
                + "Token has been revoked",
            "mcpgateway.middleware.rbac: Authentication failed: TokenValidationError: "
                + "Token has expired",
            "mcpgateway.middleware.rbac: Authentication failed: TokenValidationError: "
                + "Account disabled",
            "mcpgateway.middleware.token_scoping: Insufficient permissions for this operation",
        ]
        let limit = /mcpgateway\.admin: Public teams discovery hit limit of 500 .*/
        return reasons.contains(record) || record.wholeMatch(of: refused) != nil
            || record.wholeMatch(of: limit) != nil
    }
}

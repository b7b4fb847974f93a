import Foundation
import TestSupport
import Testing

/// `gatefill export fixtures` as somebody uses it who writes load tests.
@Suite struct FixtureExportTests {
    /// A kind, and the SQL for what of it the gateway serves: id, name and owner.
    private static let questions = [
        "users": "SELECT id, full_name, email FROM email_users WHERE is_active",
        "teams": "SELECT id, name, created_by FROM email_teams",
        "tools": "SELECT id, name, owner_email FROM tools WHERE enabled",
        "resources": """
        SELECT id, name, owner_email FROM resources
        WHERE enabled AND uri_template IS NULL AND gateway_id IS NULL
        """,
        "prompts": """
        SELECT id, name, owner_email FROM prompts WHERE enabled AND gateway_id IS NULL
        """,
        "servers": "SELECT id, name, owner_email FROM servers WHERE enabled",
        "tokens": """
        SELECT t.id, t.name, t.user_email FROM email_api_tokens t
        JOIN email_users u ON u.email = t.user_email
        WHERE t.is_active AND u.is_active
            AND (t.expires_at IS NULL OR t.expires_at > datetime('now'))
        """,
    ]
    private static let secret = "an-export-secret-of-32-characters"

    /// One run of profile small with signed tokens; tests only read it.
    private static let shared = Task {
        var generation = try await Generation(into: TargetKind.sqlite.makeEmpty())
        generation.options = ["--jwt-secret-env", "EXPORT_JWT", "--skip-validation"]
        generation.environment = ["EXPORT_JWT": secret]
        try await generation.run()
        return generation
    }

    private static func export(
        _ generation: Generation,
        _ options: [String],
        with environment: [String: String] = [:]
    ) async throws -> ProcessResult {
        try await generation.gatefill(
            ["export", "fixtures", "--journal", "run.journal"] + options,
            with: environment
        )
    }

    /// The objects of an export as JSON, on standard output.
    private static func objects(
        _ generation: Generation,
        _ options: [String]
    ) async throws -> [[String: Any]] {
        let result = try await export(generation, ["--format", "jsonl"] + options)
            .requireSuccess("gatefill export fixtures")
        return try result.standardOutput.split(separator: "\n").map { line in
            try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
    }

    @Test(arguments: questions.keys.sorted())
    func `all rows that the gateway serves are there, each once, as the target has them`(
        kind: String
    ) async throws {
        let generation = try await Self.shared.value
        let rows = try await generation.database.rows(try #require(Self.questions[kind]))
        let objects = try await Self.objects(generation, ["--kind", kind, "--limit", "10000"])
        let found = objects.map { object in
            ["id", "name", kind == "users" ? "email" : "owner"].map { object[$0] as? String }
        }
        #expect(rows.count > 50)
        #expect(Set(found) == Set(rows))
        #expect(found.count == rows.count)

        let csv = try await Self.export(generation, ["--kind", kind, "--limit", "3"])
        let lines = csv.standardOutput.split(separator: "\n")
        #expect(lines.count == 4)
        #expect(lines[0].hasPrefix("id,name,"))
        for (line, row) in zip(lines.dropFirst(), found) {
            #expect(line.hasPrefix((row[0] ?? "") + ","), "the order is that of a longer file")
        }
    }

    @Test func `hot rows come as often as they are called in the data`() async throws {
        let generation = try await Self.shared.value
        let calls = try await generation.database.rows(
            """
            SELECT t.id, (SELECT count(*) FROM tool_metrics m WHERE m.tool_id = t.id)
                + (SELECT coalesce(sum(total_count), 0) FROM tool_metrics_hourly h
                    WHERE h.tool_id = t.id)
            FROM tools t WHERE t.enabled
            """
        )
        let uses = Dictionary(
            uniqueKeysWithValues: calls.map { ($0[0] ?? "", Double($0[1] ?? "") ?? 0) }
        )
        let total = uses.values.reduce(0, +)
        let drawCount = 20_000.0
        let objects = try await Self.objects(
            generation,
            ["--kind", "tools", "--skew", "hot", "--limit", "20000"]
        )
        #expect(objects.count == Int(drawCount))
        var found: [String: Double] = [:]
        for object in objects { found[object["id"] as? String ?? "", default: 0] += 1 }
        // Pearson's statistic has the number of tools as its mean.
        let statistic = uses.reduce(0.0) { sum, use in
            let expected = drawCount * use.value / total
            let difference = (found[use.key] ?? 0) - expected
            return sum + difference * difference / expected
        }
        let freedom = Double(uses.count - 1)
        #expect(statistic < freedom + 5 * (2 * freedom).squareRoot(), "\(statistic)")
        #expect(Set(found.keys).isSubset(of: uses.keys))
    }

    @Test func `tokens are in a file for their owner alone, and those that their rows stand for`()
        async throws
    {
        let generation = try await Self.shared.value
        let path = generation.folder.file("tokens.jsonl")
        try "old".write(toFile: path, atomically: true, encoding: .utf8)
        let result = try await Self.export(
            generation,
            [
                "--kind", "tokens", "--format", "jsonl", "--jwt-secret-env", "EXPORT_JWT",
                "--output", "tokens.jsonl",
            ]
        ).requireSuccess("gatefill export fixtures")
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        #expect(lines.count > 50)
        #expect(!result.allOutput.contains("eyJ"))
        #expect(result.standardOutput == "Wrote \(lines.count) tokens to tokens.jsonl.\n")
        for line in lines {
            let object = try #require(
                JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            )
            let parts = try #require(object["token"] as? String).split(separator: ".")
            #expect(parts.count == 3)
            var claims = String(parts[1]).replacing("-", with: "+").replacing("_", with: "/")
            claims += String(repeating: "=", count: (4 - claims.count % 4) % 4)
            let bytes = try #require(Data(base64Encoded: claims))
            let payload = try #require(JSONSerialization.jsonObject(with: bytes) as? [String: Any])
            #expect(payload["jti"] as? String == object["jti"] as? String)
        }
        let shown = try await Self.export(
            generation,
            ["--kind", "tokens", "--jwt-secret-env", "EXPORT_JWT", "--output", "-"]
        ).requireSuccess("gatefill export fixtures")
        #expect(shown.standardOutput.contains(",eyJ"))
        let names = try FileManager.default.contentsOfDirectory(atPath: generation.folder.path)
        #expect(!names.contains { $0.hasSuffix(".part") })
    }

    @Test func `another secret is refused, and the file stays as it is`() async throws {
        let generation = try await Self.shared.value
        let options = [
            "--kind", "tokens", "--jwt-secret-env", "EXPORT_JWT", "--output", "other.csv",
        ]
        let other = try await Self.export(generation, options, with: ["EXPORT_JWT": "another"])
        #expect(other.exit == .status(69))
        #expect(other.standardError.hasPrefix("error[secret-mismatch]: "))
        #expect(!FileManager.default.fileExists(atPath: generation.folder.file("other.csv")))
    }

    @Test func `a run that was killed gives only rows that are committed, a cleaned one none`()
        async throws
    {
        // Two batches of users, then some of the four of teams.
        var run = try await CrashingRun(.sqlite)
        #expect(try await !run.proceed(crashAt: "after-commit:7"))
        let generation = run.generation
        let journalled = try await generation.journal.rows(
            "SELECT table_name, sum(row_count) FROM batch WHERE state = 2 GROUP BY table_name"
        )
        #expect(!journalled.isEmpty)
        for table in ["email_users", "email_teams"] {
            let kind = table == "email_users" ? "users" : "teams"
            let count = journalled.first { $0[0] == table }.flatMap { $0[1] }.flatMap { Int($0) }
            let result = try await Self.export(generation, ["--kind", kind])
            guard let count else {
                #expect(result.exit == .status(69))
                continue
            }
            let ids = Set(
                try await generation.database.rows("SELECT id FROM \(table)").map { $0[0] }
            )
            let objects = try await Self.objects(generation, ["--kind", kind])
            #expect(objects.count <= count && !objects.isEmpty)
            #expect(ids.isSuperset(of: objects.map { $0["id"] as? String }))
        }
        let none = try await Self.export(generation, ["--kind", "tools"])
        #expect(none.exit == .status(69))
        #expect(none.standardError.hasPrefix("error[nothing-to-export]: "))

        try await generation.gatefill(["cleanup", "--journal", "run.journal", "--confirm"])
            .requireSuccess("gatefill cleanup")
        let cleaned = try await Self.export(generation, ["--kind", "users"])
        #expect(cleaned.exit == .status(69))
        #expect(cleaned.standardError.contains("\n  detail: it is cleaned, "))
    }
}

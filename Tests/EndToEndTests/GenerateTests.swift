import Foundation
import TestSupport
import Testing

@Suite struct GenerateTests {
    @Test(arguments: ["tiny", "small"])
    func `plan, report and a new SQLite file agree on every count`(profile: String) async throws {
        var generation = try await Generation(into: TargetKind.sqlite.makeEmpty())
        generation.profile = profile
        try await generation.run()

        let planned = try await generation.plannedCounts()
        #expect(Set(planned.keys).isSuperset(of: CoreTables.all))
        #expect(planned["email_users", default: 0] > 0)
        #expect(try generation.reportedCounts() == planned)
        #expect(try await generation.countsInTarget() == planned)
        #expect(try await Set(generation.digest().map(\.table)) == Set(CoreTables.all))
    }

    @Test func `a URL of SQLAlchemy's PostgreSQL driver and one of a Unix socket are understood`()
        async throws
    {
        let database = try await PostgresCluster.shared().createDatabase()
        let generation = try Generation(into: database)
        let driverURL = database.url.replacing("postgresql://", with: "postgresql+psycopg://")
        let common = ["--profile", "tiny", "--end-date", "2026-06-01"]
        try await GatefillBinary.run(
            ["generate", "--target", driverURL, "--create-schema", "--journal", "a"] + common,
            in: generation.folder
        ).requireSuccess("gatefill generate")
        let result = try await GatefillBinary.run(
            ["digest", "--target", database.socketURL],
            in: generation.folder
        ).requireSuccess("gatefill digest")

        let lines = result.standardOutput.split(separator: "\n")
        #expect(lines.count == CoreTables.all.count)
        for line in lines {
            #expect(line.wholeMatch(of: /[0-9a-f]{64}  \w+  [\d, ]+ rows?/) != nil, "\(line)")
        }
    }

    @Test func `without a target DATABASE_URL is filled, and without both mcp.db`() async throws {
        let folder = try TemporaryFolder("default")
        let common = ["generate", "--profile", "tiny", "--end-date", "2026-06-01"]
        try await GatefillBinary.run(common + ["--journal", "a"], in: folder)
            .requireSuccess("gatefill generate")
        try await GatefillBinary.run(
            common + ["--journal", "b"],
            in: folder,
            environment: ["DATABASE_URL": "sqlite:///./other.db"]
        ).requireSuccess("gatefill generate")

        let listing = try await ProcessRunner.run("/bin/ls", [folder.path])
        let files = Set(listing.standardOutput.split(separator: "\n").map(String.init))
        #expect(files.isSuperset(of: ["mcp.db", "other.db"]))
    }

    @Test func `with --json a run, its dry run and its verification print JSON and nothing else`()
        async throws
    {
        let folder = try TemporaryFolder("json")
        let generate = ["generate", "--profile", "tiny", "--end-date", "2026-06-01", "--json"]
        func object(_ arguments: [String]) async throws -> Any {
            let result = try await GatefillBinary.run(arguments, in: folder)
                .requireSuccess("gatefill \(arguments[0])")
            return try JSONSerialization.jsonObject(with: Data(result.standardOutput.utf8))
        }
        let planned = try #require(try await object(generate + ["--dry-run"]) as? [String: Any])
        #expect((planned["tables"] as? [Any])?.count == CoreTables.all.count)
        #expect(!FileManager.default.fileExists(atPath: folder.file("mcp.db")))
        let report = try #require(try await object(generate) as? [String: Any])
        #expect(report["run"] as? Int == 1)
        let tables = try #require(report["tables"] as? [[String: Any]])
        for table in tables {
            let rows = try #require(table["newRows"] as? Double)
            let seconds = try #require(table["workSeconds"] as? Double)
            let rate = try #require(table["rowsPerWorkSecond"] as? Double)
            #expect(abs(rate * seconds - rows) < 0.01, "\(table)")
            #expect(rows == 0 || seconds > 0, "\(table)")
        }
        // What the gateway project's own tools read.
        #expect(report["total_generated"] as? Int == report["newRows"] as? Int)
        #expect(report["duration_seconds"] as? Double == report["seconds"] as? Double)
        #expect(report["records_per_second"] as? Double == report["rowsPerSecond"] as? Double)
        #expect((report["timestamp"] as? String)?.hasPrefix("20") == true)
        let statistics = try #require(report["generator_stats"] as? [String: [String: Any]])
        #expect(statistics.count == tables.count)
        #expect(statistics["users"]?["generated"] as? Int == 10)
        #expect(statistics["users"]?["duration"] is Double)
        let checks = try #require(report["verification"] as? [[String: Any]])
        let document = try #require(try await object(["verify", "--json"]) as? [String: Any])
        #expect(document["run"] as? Int == 1)
        #expect(document["verdict"] as? String == "passed")
        #expect(document["failedCount"] as? Int == 0)
        #expect(document["plan"] as? String == report["planDigest"] as? String)
        #expect((document["verifiedAt"] as? String)?.hasSuffix("Z") == true)
        #expect((document["target"] as? String)?.contains("mcp.db") == true)
        let again = try #require(document["checks"] as? [[String: Any]])
        #expect(again.count == checks.count)
        #expect(again.allSatisfy { $0["passed"] as? Bool == true })
    }
}

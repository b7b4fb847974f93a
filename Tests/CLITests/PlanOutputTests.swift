import Foundation
import TestSupport
import Testing

@Suite struct PlanOutputTests {
    private struct Report: Decodable {
        struct Table: Decodable {
            let table: String
            let component: String
            let rows: Int64
            let batches: Int64
            let estimatedBytes: Int64
        }

        let profile: String
        let seed: UInt64
        let digest: String
        let batchSize: Int64
        let tables: [Table]
        let rows: Int64
        let batches: Int64
        let estimatedBytes: Int64
    }

    private static func plan(
        _ arguments: [String],
        in folder: TemporaryFolder
    ) async throws -> ProcessResult {
        try await GatefillBinary.run(arguments + ["--end-date", "2026-06-01"], in: folder)
            .requireSuccess("gatefill \(arguments.joined(separator: " "))")
    }

    private static func report(_ arguments: [String]) async throws -> Report {
        let result = try await plan(
            ["plan", "--json"] + arguments,
            in: TemporaryFolder("plan")
        )
        return try JSONDecoder().decode(Report.self, from: Data(result.standardOutput.utf8))
    }

    @Test(arguments: [
        ["plan", "--profile", "small"], ["plan", "--profile", "medium", "--json"],
        ["generate", "--profile", "tiny", "--dry-run"],
        [
            "generate", "--profile", "tiny", "--dry-run", "--target", "sqlite:///x.db",
            "--journal", "x.journal", "--output", "x.json",
        ],
    ])
    func `a plan is shown, and nothing else is written`(arguments: [String]) async throws {
        let folder = try TemporaryFolder("plan")
        let result = try await Self.plan(arguments, in: folder)
        #expect(!result.standardOutput.isEmpty)
        let listing = try await ProcessRunner.run("/bin/ls", ["-A", folder.path])
        // The plan itself goes where it is asked to.
        #expect(listing.standardOutput == (arguments.contains("--output") ? "x.json\n" : ""))
    }

    @Test(arguments: ["tiny", "small", "medium", "large", "production"])
    func `the JSON of a plan adds up`(profile: String) async throws {
        let report = try await Self.report(["--profile", profile])
        #expect(report.profile == profile)
        #expect(report.rows == report.tables.reduce(0) { $0 + $1.rows })
        #expect(report.batches == report.tables.reduce(0) { $0 + $1.batches })
        #expect(report.estimatedBytes == report.tables.reduce(0) { $0 + $1.estimatedBytes })
        for table in report.tables {
            let batches = (table.rows + report.batchSize - 1) / report.batchSize
            #expect(table.batches == batches, "\(table.table)")
        }
        #expect(report.digest.wholeMatch(of: /[0-9a-f]{64}/) != nil)
    }

    @Test func `options replace what the profile says`() async throws {
        let plain = try await Self.report(["--profile", "tiny"])
        let same = try await Self.report(["--profile", "tiny", "--workers", "7"])
        #expect(same.digest == plain.digest)
        let other = try await Self.report([
            "--profile", "tiny", "--seed", "7", "--batch-size", "3", "--tables",
            "users,teams,prompts",
        ])
        #expect(other.seed == 7)
        #expect(other.batchSize == 3)
        #expect(other.digest != plain.digest)
        let names = Set(other.tables.map(\.table))
        #expect(names == ["email_users", "email_teams", "prompts"])
    }

    @Test func `the table shows what the JSON says`() async throws {
        let report = try await Self.report(["--profile", "tiny"])
        let text = try await Self.plan(
            ["plan", "--profile", "tiny"],
            in: TemporaryFolder("plan")
        ).standardOutput
        for table in report.tables {
            let line = text.split(separator: "\n").first { $0.contains(" \(table.table) ") }
            let cells = (line ?? "").split(separator: "|")
                .map { $0.trimmingCharacters(in: .whitespaces) }
            #expect(cells.first == table.component)
            #expect(cells.count == 5 && cells[2] == "\(table.rows)")
        }
        #expect(text.contains("Profile tiny, seed 42, end 2026-06-01"))
        #expect(text.contains("plan \(report.digest.prefix(12))"))
    }
}

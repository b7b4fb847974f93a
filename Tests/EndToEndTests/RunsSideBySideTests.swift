import Foundation
import TestSupport
import Testing

/// Runs of other dates, seeds, sizes and domains, or of the same domain, in one database: each is
/// verified by its own rows.
@Suite struct RunsSideBySideTests {
    @Test(arguments: TargetKind.allCases)
    func `every run passes, in whatever order runs are generated and cleaned up`(
        kind: TargetKind
    ) async throws {
        var (seed, numbers) = SeededGenerator.announced(for: "runs side by side, \(kind)")
        let runs = try await SideBySide(in: kind.makeEmpty())
        try await runs.generate(SideBySide.all[0])
        try await runs.addPerson()
        var waiting = Array(SideBySide.all.dropFirst()).shuffled(using: &numbers)
        var present = [1]
        var next = 2
        while !present.isEmpty || !waiting.isEmpty {
            let failures = try await runs.failures(of: present)
            #expect(failures == [:], "seed \(seed)")
            let generates =
                present.isEmpty
                || (!waiting.isEmpty && Int.random(in: 0..<3, using: &numbers) > 0)
            if generates, let run = waiting.popLast() {
                try await runs.generate(run)
                present.append(next)
                next += 1
            } else {
                let index = Int.random(in: present.indices, using: &numbers)
                try await runs.cleanUp(present.remove(at: index))
            }
        }
        // What somebody else has made is left.
        #expect(try await runs.database.integer("SELECT count(*) FROM email_users") == 1)
    }

    @Test(arguments: TargetKind.allCases)
    func `what is broken of a run is found beside others`(kind: TargetKind) async throws {
        let runs = try await SideBySide(in: kind.makeEmpty())
        try await runs.generate(SideBySide.all[0])
        let others = try await runs.members()
        try await runs.generate(SideBySide.all[1])
        let members = try await runs.members().filter { !others.contains($0) }
        try await runs.generate(SideBySide.all[2])
        try await runs.addPerson()
        let failures = try await runs.failures(of: [1, 2, 3])
        #expect(failures == [:])

        let deleted = try #require(members.first)
        let moved = try #require(members.last)
        #expect(deleted != moved)
        try await runs.breakRules("DELETE FROM email_users WHERE email = '\(deleted)'")
        let found = try await runs.failures(of: [1, 2, 3])
        let own = found[2] ?? []
        #expect(own.contains("counts email_users"))
        #expect(own.contains("foreign_keys email_team_members.user_email"))
        #expect(!own.contains("counts email_team_members"))
        for other in [1, 3] {
            let counted = (found[other] ?? []).filter { !$0.hasPrefix("foreign_keys ") }
            #expect(counted == [], "run \(other)")
        }

        try await runs.breakRules(
            """
            UPDATE email_team_members SET team_id = 'nowhere' WHERE id = (
                SELECT min(id) FROM email_team_members
                WHERE role = 'member' AND user_email = '\(moved)')
            """
        )
        let after = try await runs.failures(of: [1, 2, 3])
        #expect(after[2]?.contains("foreign_keys email_team_members.team_id") == true)
        for other in [1, 3] {
            let failed = after[other] ?? []
            #expect(!failed.contains("foreign_keys email_team_members.team_id"), "run \(other)")
        }
    }

    @Test func `runs of one domain pass through a pooler in transaction mode`() async throws {
        let cluster = try await PostgresCluster.shared()
        let pooler = try await ConnectionPooler.start(.transaction, before: cluster)
        let database = try await cluster.createDatabase()
        let runs = try SideBySide(in: database, url: pooler.url(database))
        for run in SideBySide.all.prefix(2) { try await runs.generate(run) }
        try await runs.addPerson()
        let failures = try await runs.failures(of: [1, 2])
        #expect(failures == [:])
        try await pooler.stop()
    }

    @Test func `a file that may only be read can be verified`() async throws {
        let file = try SQLiteFile()
        let runs = try SideBySide(in: file)
        for run in SideBySide.all.prefix(2) { try await runs.generate(run) }
        let url = "sqlite:///file:\(file.path)?mode=ro&uri=true"
        let failures = try await runs.failures(of: [1, 2], through: url)
        #expect(failures == [:])
    }
}

/// Runs in one database and one journal.
private struct SideBySide {
    /// What a run is made with.
    struct Run {
        let seed: Int
        let endDate: String
        let domain: String
        let users: Int
    }

    /// The domain of two runs and of a person.
    static let domain = "loadtest.example.com"

    static let all = [
        Run(seed: 41, endDate: "2026-06-01", domain: domain, users: 10),
        Run(seed: 42, endDate: "2025-03-01", domain: domain, users: 15),
        Run(seed: 43, endDate: "2026-03-01", domain: "other.example.org", users: 20),
        Run(seed: 44, endDate: "2026-06-05", domain: "load.\(domain)", users: 12),
        Run(seed: 45, endDate: "2025-11-17", domain: "third.example.net", users: 16),
    ]

    let database: any TestDatabase
    private let url: String
    private let generation: Generation
    private let profile: String

    /// An empty journal for a database, which may be reached through another URL than its own.
    init(in database: any TestDatabase, url: String? = nil) throws {
        self.database = database
        self.url = url ?? database.url
        generation = try Generation(into: database)
        profile = try String(
            contentsOfFile: "\(PackageRoot.path)/profiles/tiny.yaml",
            encoding: .utf8
        )
    }

    func generate(_ run: Run) async throws {
        let name = "run-\(run.seed).yaml"
        let changes = [
            ("email_domain: \(SideBySide.domain)", "email_domain: \(run.domain)"),
            ("  users: 10\n", "  users: \(run.users)\n"),
        ]
        let text = changes.reduce(profile) { $0.replacing($1.0, with: $1.1) }
        try text.write(toFile: generation.folder.file(name), atomically: true, encoding: .utf8)
        try await generation.gatefill(
            [
                "generate", "--config", name, "--target", url, "--journal", "run.journal",
                "--seed", "\(run.seed)", "--end-date", run.endDate, "--create-schema",
                "--skip-validation",
            ]
        ).requireSuccess("gatefill generate")
    }

    func cleanUp(_ number: Int) async throws {
        try await generation.gatefill(
            ["cleanup", "\(number)", "--confirm", "--journal", "run.journal"],
            with: ["DATABASE_URL": url]
        ).requireSuccess("gatefill cleanup")
    }

    /// The addresses of those who are in other people's teams, sorted.
    func members() async throws -> [String] {
        try await database.rows(
            "SELECT DISTINCT user_email FROM email_team_members WHERE role = 'member' ORDER BY 1"
        ).compactMap { $0[0] }
    }

    /// Adds somebody's own user of the runs' domain, with an entry in the log.
    func addPerson() async throws {
        try await database.execute(
            """
            INSERT INTO email_users (id, email, password_hash, created_at, updated_at)
            VALUES ('mine', 'me@\(SideBySide.domain)', 'x', '2024-06-01 00:00:00',
                '2024-06-01 00:00:00')
            """
        )
        try await database.execute(
            """
            INSERT INTO structured_log_entries (id, timestamp, level, component, message,
                user_email, is_security_event, hostname, process_id, version, environment)
            VALUES ('mine', '2024-11-30 00:00:00', 'INFO', 'mine', 'mine',
                'me@\(SideBySide.domain)', FALSE, 'mine', 1, '1', 'mine')
            """
        )
    }

    /// Changes what the database's own rules forbid.
    func breakRules(_ statement: String) async throws {
        let isPostgres = database is PostgresDatabase
        try await database.execute(
            (isPostgres ? "SET session_replication_role = replica; " : "") + statement
        )
    }

    /// The results of `gatefill verify` that failed, as `check subject`, by run.
    func failures(
        of runs: [Int],
        through other: String? = nil
    ) async throws -> [Int: [String]] {
        var failures: [Int: [String]] = [:]
        for run in runs {
            let result = try await generation.gatefill(
                ["verify", "\(run)", "--journal", "run.journal", "--output", "checks.json"]
                    + (other.map { ["--target", $0] } ?? []),
                with: ["DATABASE_URL": url]
            )
            guard case .status(0...1) = result.exit else {
                throw TestSupportError("gatefill verify failed", detail: result.allOutput)
            }
            let document = try JSONDecoder().decode(
                Document.self,
                from: Data(contentsOf: URL(filePath: generation.folder.file("checks.json")))
            )
            let failed = document.checks.filter { $0.passed == false }
                .map { "\($0.check) \($0.subject)" }
            if !failed.isEmpty { failures[run] = failed }
        }
        return failures
    }

    private struct Document: Decodable {
        let checks: [Check]
    }

    private struct Check: Decodable {
        let check: String
        let subject: String
        let passed: Bool?
    }
}

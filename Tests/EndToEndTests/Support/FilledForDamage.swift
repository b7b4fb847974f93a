import Foundation
import TestSupport
import Testing

/// A gateway's database with profile small, calls of three days kept singly beside their sums, that
/// copies are made of to be damaged.
struct FilledForDamage {
    private let generation: Generation
    private let kind: TargetKind

    /// Filled once per test process.
    static func shared(_ kind: TargetKind) async throws -> FilledForDamage {
        switch kind {
        case .sqlite: try await sqlite.value
        case .postgres: try await postgres.value
        }
    }

    private static let sqlite = Task { try await make(.sqlite) }
    private static let postgres = Task { try await make(.postgres) }

    private static func make(_ kind: TargetKind) async throws -> FilledForDamage {
        let generation = try await Generation(into: kind.makeGateway())
        let profile = try String(
            contentsOfFile: "\(PackageRoot.path)/profiles/small.yaml",
            encoding: .utf8
        )
        let changed = profile.replacing("raw_hours: 2\n", with: "raw_hours: 72\n")
        try changed.write(
            toFile: generation.folder.file("longer.yaml"),
            atomically: true,
            encoding: .utf8
        )
        try await GatefillBinary.run(
            [
                "generate", "--config", "longer.yaml", "--target", generation.database.url,
                "--journal", "run.journal", "--end-date", "2026-06-01",
            ],
            in: generation.folder
        ).requireSuccess("gatefill generate")
        return FilledForDamage(generation: generation, kind: kind)
    }

    /// A copy of the database.
    func copy() async throws -> any TestDatabase {
        if let file = generation.database as? SQLiteFile {
            return try SQLiteFile(copying: file.path)
        }
        guard let database = generation.database as? PostgresDatabase else {
            throw TestSupportError("a database of no known kind")
        }
        return try await database.cluster.createDatabase(template: database.name)
    }

    /// Does to a copy what the database would forbid, too.
    func apply(_ damage: Damage, to copy: any TestDatabase) async throws {
        for table in damage.unbound {
            let cascade = kind == .postgres ? " CASCADE" : ""
            try await copy.execute("CREATE TABLE unbound AS SELECT * FROM \(table)")
            try await copy.execute("DROP TABLE \(table)\(cascade)")
            try await copy.execute("ALTER TABLE unbound RENAME TO \(table)")
            if kind == .postgres {
                try await copy.execute("ALTER TABLE \(table) OWNER TO \(PostgresCluster.owner)")
            }
        }
        var statements = damage.statements
        if damage.capitalisesUser { statements += try await capitalisation(in: copy) }
        statements = statements.map { $0.replacing("#", with: "'") }
        if kind == .postgres {
            // Moments without a zone are UTC, and no declared key stands in the way.
            let settings = "SET timezone = 'UTC'; SET session_replication_role = replica"
            statements = [([settings] + statements).joined(separator: "; ")]
        }
        for statement in statements { try await copy.execute(statement) }
    }

    /// Statements that change a user's address in every column that may hold one.
    private func capitalisation(in copy: any TestDatabase) async throws -> [String] {
        let sql =
            kind == .sqlite
            ? """
            SELECT m.name, c.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c
            WHERE m.type = 'table'
            """
            : """
            SELECT table_name, column_name FROM information_schema.columns
            WHERE table_schema = 'public' AND character_maximum_length >= 255
            """
        let address = try await copy.rows(
            "SELECT min(email) FROM email_users WHERE email LIKE '%@loadtest.example.com'"
        )
        let email = try #require(address.first?.first ?? nil)
        let changed = email.prefix(1).uppercased() + email.dropFirst()
        return try await copy.rows(sql).compactMap { row in
            guard let table = row[0], let column = row[1],
                ["email", "_by", "user_id", "subscriber_id"].contains(where: column.hasSuffix)
            else { return nil }
            return "UPDATE \(table) SET \(column) = '\(changed)' WHERE \(column) = '\(email)'"
        }
    }

    /// The results of `gatefill verify` that failed, as `check subject`.
    func failures(of copy: any TestDatabase) async throws -> (status: Int32, failures: [String]) {
        let output = "checks-\(UUID().uuidString).json"
        // Each copy in a journal of its own: one process at a time can write to a journal.
        let journal = "\(output).journal"
        let original = generation.journal.path
        for suffix in ["", "-wal"]
        where FileManager.default.fileExists(atPath: original + suffix) {
            try FileManager.default.copyItem(
                atPath: original + suffix,
                toPath: generation.folder.file(journal) + suffix
            )
        }
        return try await failures(
            ["verify", "--target", copy.url, "--moved", "--journal", journal],
            output
        )
    }

    /// The results of `gatefill verify --all` that failed.
    func failuresOfAll(
        _ copy: any TestDatabase
    ) async throws -> (status: Int32, failures: [String]) {
        let output = "checks-\(UUID().uuidString).json"
        return try await failures(["verify", "--all", "--target", copy.url], output)
    }

    private func failures(
        _ command: [String],
        _ output: String
    ) async throws -> (status: Int32, failures: [String]) {
        let result = try await GatefillBinary.run(
            command + ["--output", output],
            in: generation.folder
        )
        let document = try JSONDecoder().decode(
            Document.self,
            from: Data(contentsOf: URL(filePath: generation.folder.file(output)))
        )
        guard case .status(let status) = result.exit else {
            throw TestSupportError("gatefill verify was killed", detail: result.standardError)
        }
        let failed = document.checks.filter { $0.passed == false }
        guard document.verdict == (failed.isEmpty ? "passed" : "failed"),
            document.failedCount == failed.count
        else { throw TestSupportError("the verdict is not that of the checks", detail: output) }
        return (status, failed.map { "\($0.check) \($0.subject)" })
    }

    private struct Document: Decodable {
        let verdict: String
        let failedCount: Int
        let checks: [Check]
    }

    private struct Check: Decodable {
        let check: String
        let subject: String
        let passed: Bool?
    }
}

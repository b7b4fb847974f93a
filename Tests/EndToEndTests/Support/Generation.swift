import Foundation
import TestSupport
import Testing

/// One call of `gatefill generate` and of the commands that go with it, in a folder of its own.
struct Generation {
    private(set) var database: any TestDatabase
    var profile = "small"
    var seed = 42
    var batchSize = 1_000
    var workers = 2
    var endDate = "2026-06-01"
    /// Options that `generate` and `plan` take as well.
    var options: [String] = []
    /// Variables that such options name.
    var environment: [String: String] = [:]
    /// Holds the journal and the report.
    let folder: TemporaryFolder

    init(into database: any TestDatabase) throws {
        self.database = database
        folder = try TemporaryFolder("generation")
    }

    /// The same profile and journal with another database and seed.
    init(_ other: Generation, into database: any TestDatabase, seed: Int) {
        self = other
        self.database = database
        self.seed = seed
    }

    /// The arguments of `generate`; an empty database gets the tables.
    var generateArguments: [String] {
        [
            "generate", "--profile", profile, "--target", database.url, "--journal", "run.journal",
            "--seed", "\(seed)", "--end-date", endDate, "--batch-size", "\(batchSize)",
            "--workers", "\(workers)", "--output", "report.json", "--create-schema",
        ] + options
    }

    /// Runs `generate` to its end.
    func run() async throws {
        try await GatefillBinary.run(
            generateArguments,
            in: folder,
            environment: environment,
            timeoutSeconds: 3_600
        ).requireSuccess("gatefill generate")
    }

    /// The environment of a `resume`, with the password that the journal does not hold.
    var resumeEnvironment: [String: String] {
        let secrets = ["DATABASE_URL": database.url, "PGPASSWORD": PostgresCluster.password]
        return ProcessRunner.plainEnvironment.merging(secrets) { $1 }.merging(environment) { $1 }
    }

    /// The journal, as a database to look into.
    var journal: SQLiteFile { SQLiteFile("run.journal", in: folder) }

    /// Runs a command on the run's journal and target, perhaps to be killed at `label:n`.
    func gatefill(
        _ arguments: [String],
        crashAt crash: String? = nil,
        with additions: [String: String] = [:]
    ) async throws -> ProcessResult {
        var environment = resumeEnvironment.merging(additions) { $1 }
        environment["GATEFILL_CRASH_AT"] = crash
        return try await ProcessRunner.run(
            GatefillBinary.path(),
            arguments,
            environment: environment,
            workingFolder: folder.path,
            timeoutSeconds: 1_200
        )
    }

    /// Runs `resume`, perhaps to be killed at `label:n`.
    func resume(crashAt crash: String? = nil) async throws -> ProcessResult {
        try await gatefill(["resume", "--journal", "run.journal"], crashAt: crash)
    }

    /// How many events of a kind the journal holds.
    func eventCount(_ kind: String) async throws -> Int {
        try await journal.integer("SELECT count(*) FROM event WHERE kind = '\(kind)'")
    }

    /// The digest of every table of the target.
    func digest() async throws -> [TableDigest] {
        let result = try await GatefillBinary.run(
            ["digest", "--target", database.url, "--json"],
            in: folder
        ).requireSuccess("gatefill digest")
        let listing = try JSONDecoder().decode(
            Listing<TableDigest>.self,
            from: Data(result.standardOutput.utf8)
        )
        return listing.tables.sorted { $0.table < $1.table }
    }

    /// The rows of every table as `plan --json` announces them.
    func plannedCounts() async throws -> [String: Int] {
        let result = try await GatefillBinary.run(
            ["plan", "--profile", profile, "--end-date", endDate, "--json"] + options,
            in: folder,
            environment: environment
        ).requireSuccess("gatefill plan")
        return try Self.counts(in: Data(result.standardOutput.utf8))
    }

    /// The rows of every table as the report of the run has them.
    func reportedCounts() throws -> [String: Int] {
        try Self.counts(in: Data(contentsOf: URL(filePath: folder.file("report.json"))))
    }

    /// The rows of every table as the target counts them.
    func countsInTarget() async throws -> [String: Int] {
        var counts = try await database.rowCounts(of: CoreTables.all)
        counts["roles", default: 0] -= try await database.integer(
            "SELECT count(*) FROM roles WHERE is_system_role"
        )
        return counts
    }

    private static func counts(in json: Data) throws -> [String: Int] {
        let listing = try JSONDecoder().decode(Listing<TableCount>.self, from: json)
        return Dictionary(uniqueKeysWithValues: listing.tables.map { ($0.table, $0.rows) })
    }
}

/// A line of `gatefill digest --json`.
struct TableDigest: Decodable, Equatable {
    let table: String
    let rows: Int
    let sha256: String
}

private struct TableCount: Decodable {
    let table: String
    let rows: Int
}

private struct Listing<Element: Decodable>: Decodable {
    let tables: [Element]
}

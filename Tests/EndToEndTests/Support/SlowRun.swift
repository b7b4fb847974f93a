import ContextForge
import Foundation
import Rows
import Targets
import TestSupport
import Testing

/// A run that takes its time with the prompts, so that something can happen in its middle however
/// fast the machine is.
struct SlowRun {
    let kind: TargetKind
    var generation: Generation

    /// Makes the tables, and a trigger that waits with every prompt until the row of table `pace`
    /// is 0.
    ///
    /// The database is a new one unless one is given.
    init(_ kind: TargetKind, in database: (any TestDatabase)? = nil) async throws {
        self.kind = kind
        let database: any TestDatabase =
            if let database { database } else { try await kind.makeEmpty() }
        var generation = try Generation(into: database)
        generation.profile = "tiny"
        generation.batchSize = 2
        self.generation = generation
        switch try TargetLocation(url: database.url) {
        case .sqlite(let file):
            try SQLiteTarget(file, timeoutSeconds: 5).createSchema(.newest)
            try await database.execute("CREATE TABLE pace (amount integer)")
            try await database.execute("INSERT INTO pace VALUES (10000000)")
            let pause = "SELECT length(randomblob((SELECT amount FROM pace)));"
            try await database.execute(
                "CREATE TRIGGER slow AFTER INSERT ON prompts BEGIN \(pause)\(pause) END"
            )
        case .postgres(let parameters):
            try PostgresTarget(parameters, timeoutSeconds: 5).createSchema(.newest)
            try await database.execute(
                """
                CREATE TABLE pace (amount integer);
                INSERT INTO pace VALUES (100);
                GRANT SELECT ON pace TO \(PostgresCluster.owner);
                CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN PERFORM pg_sleep((SELECT amount FROM pace) / 1000.0); RETURN NEW; END';
                CREATE TRIGGER slow BEFORE INSERT ON prompts FOR EACH ROW EXECUTE FUNCTION slow();
                """
            )
        }
    }

    /// The table of the ledger, as the database spells its name.
    func ledger(_ table: String) -> String {
        kind == .sqlite ? "gatefill_\(table)" : "gatefill.\(table)"
    }

    /// Starts `generate`, to run beside the test.
    func start(environment: [String: String] = [:]) throws -> ChildProcess {
        try ChildProcess(
            GatefillBinary.path(),
            generation.generateArguments,
            environment: generation.resumeEnvironment.merging(environment) { $1 },
            workingFolder: generation.folder.path
        )
    }

    /// Lets the prompts come as fast as they can.
    func hurry() async throws {
        try await generation.database.execute("UPDATE pace SET amount = 0")
    }

    /// How many batches the ledger has, of one table or of all; 0 as long as there is no ledger.
    func ledgerCount(_ table: String? = nil) async throws -> Int {
        let condition = table.map { " WHERE table_name = '\($0)'" } ?? ""
        do {
            return try await generation.database.integer(
                "SELECT count(*) FROM \(ledger("batch"))\(condition)"
            )
        } catch {
            return 0
        }
    }

    /// Waits until so many batches of prompts are in.
    func waitForPrompts(_ count: Int, _ child: ChildProcess) async throws {
        let end = ContinuousClock.now + .seconds(90)
        while ContinuousClock.now < end {
            try #require(child.poll() == nil, "\(child.standardError)")
            if try await ledgerCount("prompts") >= count { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw TestSupportError("prompts did not come", detail: child.standardError)
    }

    /// A copy of the journal, as another host would have it.
    func copyJournal(to name: String) async throws {
        try await generation.journal.execute("VACUUM INTO '\(generation.folder.file(name))'")
    }

    /// Expects the rows of a run that nothing disturbs.
    func expectWhole(at location: SourceLocation = #_sourceLocation) async throws {
        let digest = try await generation.digest()
        #expect(
            try await digest == CrashingRun.undisturbedDigest(),
            sourceLocation: location
        )
    }
}

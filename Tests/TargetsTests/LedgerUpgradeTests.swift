import TestSupport
import Testing

@testable import Targets

/// A ledger that an older gatefill made.
@Suite struct LedgerUpgradeTests {
    /// A database with the ledger of version 1 and a run in it.
    private static func old(_ kind: TargetKind, version: Int64 = 1) async throws -> RealTarget {
        let real = try await RealTarget(kind)
        for (table, column) in [
            ("run", "record"), ("batch", "journal_seq"), ("batch", "journal_hash"),
        ] where version == 1 {
            try await real.database.execute(
                "ALTER TABLE \(real.ledger(table)) DROP COLUMN \(column)"
            )
        }
        try await real.database.execute(
            "UPDATE \(real.ledger("target")) SET version = \(version)"
        )
        return real
    }

    @Test(arguments: TargetKind.allCases)
    func `a ledger of version 1 is brought to this version when a run is resumed`(
        kind: TargetKind
    ) async throws {
        let real = try await Self.old(kind)
        #expect(try real.target.bind(real.registration(isResumed: true)) == 2)
        try real.target.keepRecord("{}", runUID: real.runUID)
        let record = try await real.database.rows("SELECT record FROM \(real.ledger("run"))")
        #expect(record == [["{}"]])
        let version = try await real.database.integer(
            "SELECT version FROM \(real.ledger("target"))"
        )
        #expect(Int64(version) == Ledger.version)
        #expect(try real.commit(epoch: 2) != .alreadyCommitted)
        // Once is enough.
        #expect(try real.target.bind(real.registration(isResumed: true)) == 3)
    }

    @Test(arguments: TargetKind.allCases)
    func `outcomes of an older cleanup are read, and its ledger gets the new columns`(
        kind: TargetKind
    ) async throws {
        let real = try await RealTarget(kind)
        let target = try #require(real.target as? any CleanupTarget)
        let registration = real.registration(isResumed: true)
        _ = try target.beginCleanup(registration)
        let table = real.ledger("cleanup")
        for column in Ledger.addedColumns {
            try await real.database.execute("ALTER TABLE \(table) DROP COLUMN \(column.name)")
        }
        try await real.database.execute(
            "INSERT INTO \(table) VALUES ('\(real.runUID)', 3, 5, 1, 2, 0, '[]')"
        )
        var expected = DeletionOutcome()
        expected.deletedCount = 5
        expected.goneCount = 1
        expected.keptCount = 2
        #expect(try target.readLedger(runUID: real.runUID)?.outcomes == [3: expected])
        _ = try target.beginCleanup(registration)
        #expect(try target.readLedger(runUID: real.runUID)?.outcomes == [3: expected])
        let rows = try await real.database.rows(
            "SELECT derived_count, kept_reasons, left_count FROM \(table)"
        )
        #expect(rows == [["0", "{}", "0"]])
    }

    @Test(arguments: TargetKind.allCases)
    func `a ledger of a newer version is refused`(kind: TargetKind) async throws {
        let real = try await Self.old(kind, version: Ledger.version + 1)
        let error = try targetError {
            _ = try real.target.bind(real.registration(isResumed: true))
        }
        #expect(error.code == "ledger-newer")
    }

    @Test(arguments: TargetKind.allCases)
    func `an epoch is never given twice, whatever the target has forgotten`(
        kind: TargetKind
    ) async throws {
        let real = try await RealTarget(kind)
        let known = RunRegistration(
            uid: real.runUID,
            planDigest: real.planDigest,
            isResumed: true,
            epochKnown: 7
        )
        #expect(try real.target.bind(known) == 8)
        #expect(try real.target.bind(real.registration(isResumed: true)) == 9)
    }

    @Test(arguments: TargetKind.allCases)
    func `the journal's head is kept with each batch`(kind: TargetKind) async throws {
        let real = try await RealTarget(kind)
        var stream = SampleTable(rowCount: 10).stream(0..<10)
        let ticket = BatchTicket(
            runUID: real.runUID,
            epoch: 1,
            batchNumber: 0,
            match: try real.sampleMatch(),
            table: "samples",
            rows: 0..<10,
            attempt: 1,
            journalHead: JournalPosition(seq: 41, hash: "beef")
        )
        _ = try real.target.openSession().commit(ticket, rows: &stream)
        let kept = try await real.database.rows(
            "SELECT journal_seq, journal_hash FROM \(real.ledger("batch"))"
        )
        #expect(kept == [["41", "beef"]])
    }
}

import Foundation
import TestSupport
import Testing

/// Fault 21: the journal is deleted, damaged, or restored from an old copy.
@Suite struct Fault21LostJournalTests {
    private static func rebuild(
        _ generation: Generation,
        _ options: [String] = []
    ) async throws
        -> ProcessResult
    {
        try await generation.gatefill(["journal", "rebuild", "--journal", "run.journal"] + options)
    }

    private static func removeJournal(_ generation: Generation) throws {
        for suffix in ["", "-wal", "-shm", ".lock"] {
            let path = generation.journal.path + suffix
            if FileManager.default.fileExists(atPath: path) {
                try FileManager.default.removeItem(atPath: path)
            }
        }
    }

    @Test(arguments: TargetKind.allCases)
    func `a deleted journal is rebuilt from the ledger, and the run goes on`(
        kind: TargetKind
    ) async throws {
        var run = try await CrashingRun(kind)
        #expect(try await !run.proceed(crashAt: "after-commit:30"))
        try Self.removeJournal(run.generation)
        let result = try await Self.rebuild(run.generation).requireSuccess("journal rebuild")
        #expect(result.standardOutput.contains("| rebuilt |"), "\(result.standardOutput)")
        #expect(result.standardOutput.contains("up to "), "\(result.standardOutput)")
        #expect(try await run.generation.eventCount("journal-rebuilt") == 1)
        #expect(try await run.generation.eventCount("batch-recovered") >= 29)

        #expect(try await run.proceed())
        try await run.expectWhole()
        let audit = try await run.generation.gatefill(
            ["audit", "verify", "--journal", "run.journal"]
        )
        #expect(audit.exit == .status(0), "\(audit.allOutput)")
        let verify = try await run.generation.gatefill(["verify", "--journal", "run.journal"])
        #expect(verify.exit == .status(0), "\(verify.allOutput)")
    }

    @Test(arguments: TargetKind.allCases)
    func `a journal restored from an old copy is completed, and the run goes on`(
        kind: TargetKind
    ) async throws {
        var run = try await CrashingRun(kind)
        #expect(try await !run.proceed(crashAt: "after-commit:10"))
        let journal = run.generation.journal.path
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(
                atPath: journal + suffix,
                toPath: "\(journal).old\(suffix)"
            )
        }
        #expect(try await !run.proceed(crashAt: "after-commit:10"))
        try Self.removeJournal(run.generation)
        for suffix in ["", "-wal"] {
            try FileManager.default.moveItem(
                atPath: "\(journal).old\(suffix)",
                toPath: journal + suffix
            )
        }
        let audit = try await run.generation.gatefill(
            ["audit", "verify", "--journal", "run.journal"]
        )
        #expect(audit.exit == .status(1))
        #expect(audit.standardOutput.contains("the journal was cut"), "\(audit.allOutput)")
        let result = try await Self.rebuild(run.generation).requireSuccess("journal rebuild")
        #expect(result.standardOutput.contains("| completed |"), "\(result.standardOutput)")
        #expect(try await run.proceed())
        try await run.expectWhole()
    }

    @Test func `resume alone works with an old copy too`() async throws {
        var run = try await CrashingRun(.sqlite)
        #expect(try await !run.proceed(crashAt: "after-commit:10"))
        let journal = run.generation.journal.path
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(
                atPath: journal + suffix,
                toPath: "\(journal).old\(suffix)"
            )
        }
        #expect(try await !run.proceed(crashAt: "after-commit:20"))
        try Self.removeJournal(run.generation)
        for suffix in ["", "-wal"] {
            try FileManager.default.moveItem(
                atPath: "\(journal).old\(suffix)",
                toPath: journal + suffix
            )
        }
        #expect(try await run.proceed())
        try await run.expectWhole()
    }

    @Test func `a damaged journal is refused, and set aside on request`() async throws {
        var run = try await CrashingRun(.sqlite)
        #expect(try await !run.proceed(crashAt: "after-commit:30"))
        let journal = run.generation.journal.path
        try FileManager.default.removeItem(atPath: journal + "-wal")
        let handle = try #require(FileHandle(forUpdatingAtPath: journal))
        try handle.write(contentsOf: Data(repeating: 0x5A, count: 8_192))
        try handle.close()
        let resume = try await run.generation.resume()
        #expect(resume.exit == .status(69))
        let plain = try await Self.rebuild(run.generation)
        #expect(plain.exit == .status(69), "\(plain.allOutput)")
        let aside = try await Self.rebuild(run.generation, ["--set-aside"])
        #expect(aside.exit == .status(0), "\(aside.allOutput)")
        #expect(FileManager.default.fileExists(atPath: "\(journal).damaged-1"))
        #expect(try await run.proceed())
        try await run.expectWhole()
    }

    @Test func `a target without a ledger is refused, and nothing is made or moved`() async throws {
        let run = try await CrashingRun(.sqlite)
        try await run.generation.database.execute("CREATE TABLE other (a)")
        let result = try await Self.rebuild(run.generation, ["--set-aside"])
        #expect(result.exit == .status(69))
        #expect(result.standardError.contains("error[no-ledger]"))
        #expect(!FileManager.default.fileExists(atPath: run.generation.journal.path))
    }
}

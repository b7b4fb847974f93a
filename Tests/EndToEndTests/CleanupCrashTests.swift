import Faults
import Foundation
import TestSupport
import Testing

/// Fault 26: a cleanup that is killed at every step, and one whose journal was lost.
@Suite struct CleanupCrashTests {
    private static let labels =
        CrashLabel.cleanup + [
            .beforeBind, .afterBind, .beforeJournalTransaction, .beforeJournalCommit,
            .afterJournalCommit,
        ]

    private func filled(_ kind: TargetKind) async throws -> (Generation, WholeDatabase) {
        let database = try await kind.makeGateway()
        let before = try await WholeDatabase(database)
        var generation = try Generation(into: database)
        generation.profile = "tiny"
        generation.batchSize = 20
        try await generation.run()
        return (generation, before)
    }

    private func cleanup(
        _ generation: Generation,
        crashAt crash: String? = nil,
        _ more: [String] = []
    ) async throws -> ProcessResult {
        try await GatefillBinary.run(
            [
                "cleanup", "1", "--journal", "run.journal", "--target", generation.database.url,
                "--confirm", "--json",
            ] + more,
            in: generation.folder,
            environment: crash.map { ["GATEFILL_CRASH_AT": $0] } ?? [:]
        )
    }

    @Test(arguments: TargetKind.allCases, labels)
    func `fault 26: a cleanup killed at a label twice in a row leaves every table as it was`(
        kind: TargetKind,
        label: CrashLabel
    ) async throws {
        let (generation, before) = try await filled(kind)
        let first = try await cleanup(generation, crashAt: "\(label.rawValue):1")
        #expect(first.exit == .signal(SIGKILL))
        _ = try await cleanup(generation, crashAt: "\(label.rawValue):2")
        let last = try await cleanup(generation)
        if last.exit != .status(0) {
            // The second crash came behind the last event.
            #expect(last.standardError.contains("error[nothing-to-clean]"))
        }
        #expect(try await WholeDatabase(generation.database).differences(from: before) == [])
        let totals = try await generation.journal.rows(
            "SELECT state, row_total, rows_deleted + rows_gone + rows_kept, rows_deleted FROM run"
        )
        let planned = totals[0][1]
        #expect(totals == [["cleaned", planned, planned, planned]])
    }

    @Test(
        arguments: TargetKind.allCases,
        [CrashLabel.beforeDeletion, .midDeletion, .beforeDeletionCommit, .afterDeletionCommit]
    )
    func `a cleanup killed between the transactions of a batch counts every row once`(
        kind: TargetKind,
        label: CrashLabel
    ) async throws {
        let database = try await kind.makeGateway()
        let before = try await WholeDatabase(database)
        var generation = try Generation(into: database)
        generation.profile = "tiny"
        generation.batchSize = 200
        try await generation.run()
        let size = ["--batch-size", "30", "--workers", "1"]
        for number in [4, 9] {
            let killed = try await cleanup(generation, crashAt: "\(label.rawValue):\(number)", size)
            #expect(killed.exit == .signal(SIGKILL))
        }
        // The rest of a batch goes in any size.
        try await cleanup(generation).requireSuccess("gatefill cleanup")
        #expect(try await WholeDatabase(database).differences(from: before) == [])
        let totals = try await generation.journal.rows(
            "SELECT state, row_total, rows_deleted, rows_gone, batch_total - batches_deleted "
                + "FROM run"
        )
        #expect(totals == [["cleaned", totals[0][1], totals[0][1], "0", "0"]])
        let doubles = try await generation.journal.integer(
            "SELECT count(*) - count(DISTINCT batch) FROM event WHERE kind = 'batch-deleted'"
        )
        #expect(doubles == 0)
    }

    @Test(arguments: TargetKind.allCases)
    func `a run whose journal was lost is rebuilt and cleaned up exactly`(
        kind: TargetKind
    ) async throws {
        let (generation, before) = try await filled(kind)
        let manager = FileManager.default
        for file in try manager.contentsOfDirectory(atPath: generation.folder.path)
        where file.hasPrefix("run.journal") {
            try manager.removeItem(atPath: generation.folder.file(file))
        }
        try await GatefillBinary.run(
            [
                "journal", "rebuild", "--journal", "run.journal", "--target",
                generation.database.url,
            ],
            in: generation.folder
        ).requireSuccess("gatefill journal rebuild")
        try await cleanup(generation).requireSuccess("gatefill cleanup")
        #expect(try await WholeDatabase(generation.database).differences(from: before) == [])
    }
}

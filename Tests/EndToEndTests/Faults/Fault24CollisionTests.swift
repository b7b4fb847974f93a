import ContextForge
import Foundation
import Rows
import TestSupport
import Testing

/// Fault 24: a row with the same key was there before.
@Suite struct Fault24CollisionTests {
    @Test(arguments: TargetKind.allCases)
    func `fault 24: a row that was there before stops its batch and is never claimed`(
        kind: TargetKind
    ) async throws {
        // What a run has made, without its ledger, is somebody else's: all of it goes but one
        // prompt.
        let run = try await CrashingRun(kind)
        let generation = run.generation
        try await generation.run()
        let row = "SELECT * FROM prompts ORDER BY id LIMIT 1"
        let kept = try await generation.database.rows(row)
        for table in Catalogue.contextForge.definitions.reversed() {
            let others =
                table.name == "prompts"
                ? " WHERE id <> (SELECT id FROM prompts ORDER BY id LIMIT 1)"
                : table.systemColumn.map { " WHERE NOT \($0)" } ?? ""
            try await generation.database.execute("DELETE FROM \(table.name)\(others)")
        }
        let ledger =
            kind == .sqlite
            ? ["gatefill_batch", "gatefill_run", "gatefill_target"].map { "DROP TABLE \($0)" }
            : ["DROP SCHEMA gatefill CASCADE"]
        for statement in ledger { try await generation.database.execute(statement) }
        try FileManager.default.removeItem(atPath: generation.journal.path)

        let result = try await generation.gatefill(generation.generateArguments)
        #expect(result.exit == .status(1), "\(result.allOutput)")
        #expect(result.standardError.contains("error[key-collision]"), "\(result.standardError)")
        #expect(try await generation.database.rows(row) == kept)
        let batch = try await generation.journal.rows(
            "SELECT batch FROM event WHERE kind = 'run-failed'"
        )
        let number = try #require(batch.first?.first.flatMap { $0 })
        let table = kind == .sqlite ? "gatefill_batch" : "gatefill.batch"
        let claimed = "SELECT count(*) FROM \(table) WHERE batch_number = \(number)"
        #expect(try await generation.database.integer(claimed) == 0)
        // Nor does an audit say that a run made it.
        let key = try #require(
            try await generation.database.rows("SELECT id FROM prompts")
                .last?.first.flatMap { $0 }
        )
        let origin = try await generation.gatefill(
            ["audit", "row", "prompts", key, "--journal", "run.journal"]
        )
        #expect(origin.exit == .status(0))
    }
}

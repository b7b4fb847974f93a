import Foundation
import TestSupport
import Testing

/// Rows that the gateway derives from generated rows belong to the run; those that also refer to
/// something real do not.
@Suite struct DerivedRowsTests {
    private struct Filled {
        let generation: Generation
        let before: WholeDatabase
        let copies: DerivedCopies

        init(_ kind: TargetKind) async throws {
            let database = try await kind.makeGateway()
            before = try await WholeDatabase(database)
            var generation = try Generation(into: database)
            generation.profile = "tiny"
            // In the middle of a working day there are single calls.
            generation.endDate = "2026-06-01T10:30:00Z"
            try await generation.run()
            self.generation = generation
            copies = try await DerivedCopies(database)
        }

        func cleanup(_ more: [String]) async throws -> ProcessResult {
            try await generation.gatefill(
                ["cleanup", "1", "--journal", "run.journal"] + more
            )
        }
    }

    @Test(arguments: TargetKind.allCases)
    func `derived rows of every kind go with what they are derived from`(
        kind: TargetKind
    ) async throws {
        let filled = try await Filled(kind)
        let derived = filled.copies.derived
        try await filled.copies.insert(derived)
        let rehearsed = try CleanupFigures(
            try await filled.cleanup(["--dry-run", "--json"]).requireSuccess("cleanup --dry-run")
        )
        let figures = try CleanupFigures(
            try await filled.cleanup(["--confirm", "--json"]).requireSuccess("cleanup")
        )
        #expect(figures.derivedDeleted == derived.count)
        #expect(rehearsed.tables == figures.tables)
        #expect(figures.kept == 0 && figures.alreadyGone == 0 && figures.keptReasons == [])
        #expect(try await filled.copies.present(derived) == [])
        let after = try await WholeDatabase(filled.generation.database)
        #expect(after.differences(from: filled.before) == [])
        let journaled = try await filled.generation.journal.integer(
            "SELECT sum(json_extract(payload, '$.derivedCount')) FROM event "
                + "WHERE kind = 'batch-deleted'"
        )
        #expect(journaled == derived.count)
    }

    @Test(arguments: TargetKind.allCases)
    func `rows that also refer to something real stay, and histories keep nothing`(
        kind: TargetKind
    ) async throws {
        let filled = try await Filled(kind)
        let real = [filled.copies.realTool] + filled.copies.mixed
        try await filled.copies.insert(filled.copies.derived + real)
        let figures = try CleanupFigures(
            try await filled.cleanup(["--confirm", "--json"]).requireSuccess("cleanup")
        )
        #expect(figures.kept == 0)
        #expect(figures.derivedDeleted == filled.copies.derived.count)
        #expect(try await filled.copies.present(filled.copies.derived) == [])
        #expect(try await filled.copies.present(real) == Set(real.map(DerivedCopies.name)))
    }

    @Test(arguments: TargetKind.allCases)
    func
        `what people made keeps generated rows, summed by reason with the option that deletes them`(
            kind: TargetKind
        ) async throws
    {
        let filled = try await Filled(kind)
        let keeping = filled.copies.keeping
        try await filled.copies.insert(filled.copies.derived + keeping)
        let rehearsal = try await filled.cleanup(["--dry-run"])
            .requireSuccess("cleanup --dry-run")
        let result = try await filled.cleanup(["--confirm", "--json"])
        #expect(result.exit == .status(2))
        let figures = try CleanupFigures(result)
        #expect(figures.deleted + figures.alreadyGone + figures.kept == figures.generated)
        #expect(try await filled.copies.present(keeping) == Set(keeping.map(DerivedCopies.name)))
        #expect(figures.keptReasons.reduce(0) { $0 + $1.rows } == figures.kept)
        let reasons = Set(figures.keptReasons.map(\.reason))
        #expect(
            reasons.isSuperset(of: [
                "email_team_member_history.team_member_id", "email_api_tokens.user_email",
            ]),
            "\(reasons)"
        )
        for sum in figures.keptReasons {
            #expect(sum.deletedBy == "--on-foreign-rows delete")
            #expect(rehearsal.standardOutput.contains(sum.reason), "\(rehearsal.standardOutput)")
        }
        #expect(rehearsal.standardOutput.contains("--on-foreign-rows delete"))

        let runs = try await filled.generation.gatefill(["runs", "--journal", "run.journal"])
        let line = try #require(
            runs.standardOutput.split(separator: "\n").first { $0.contains("cleaned in part") }
        )
        #expect(line.split(separator: "|")[3].contains(" \(figures.kept) "), "\(line)")
        let status = try await filled.generation.gatefill([
            "status", "1", "--journal", "run.journal",
        ])
        #expect(status.standardOutput.contains("is cleaned in part"))

        let last = try CleanupFigures(
            try await filled.cleanup(["--confirm", "--json", "--on-foreign-rows", "delete"])
                .requireSuccess("cleanup")
        )
        #expect(last.kept == 0)
        let after = try await WholeDatabase(filled.generation.database)
        #expect(after.differences(from: filled.before) == [])
    }

    @Test(arguments: TargetKind.allCases)
    func `derived rows are kept on request, with what they refer to by a key that protects`(
        kind: TargetKind
    ) async throws {
        let filled = try await Filled(kind)
        let derived = filled.copies.derived
        try await filled.copies.insert(derived)
        let result = try await filled.cleanup([
            "--confirm", "--json", "--on-derived-rows", "keep",
        ])
        #expect(result.exit == .status(2))
        let figures = try CleanupFigures(result)
        #expect(figures.derivedDeleted == 0)
        #expect(try await filled.copies.present(derived) == Set(derived.map(DerivedCopies.name)))
        let options = Set(figures.keptReasons.map(\.deletedBy))
        #expect(options == ["--on-derived-rows delete"], "\(figures.keptReasons)")
        #expect(
            figures.keptReasons.contains {
                $0.table == "mcp_sessions" && $0.reason == "derived mcp_messages.session_id"
            }
        )
        try await filled.cleanup(["--confirm"]).requireSuccess("cleanup")
        let after = try await WholeDatabase(filled.generation.database)
        #expect(after.differences(from: filled.before) == [])
    }
}

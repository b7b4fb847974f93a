import Foundation
import TestSupport
import Testing

/// A run whose rows are in the target already, and rows of others that are.
@Suite struct PresentRunTests {
    private static func tiny(_ database: any TestDatabase) throws -> Generation {
        var generation = try Generation(into: database)
        generation.profile = "tiny"
        return generation
    }

    @Test(arguments: TargetKind.allCases)
    func `the seed of a run that is in the target is refused before the first row`(
        kind: TargetKind
    ) async throws {
        let generation = try await Self.tiny(kind.makeEmpty())
        try await generation.run()
        let before = try await WholeDatabase(generation.database)
        let again = try await generation.gatefill(generation.generateArguments)
        #expect(again.exit == .status(69), "\(again.allOutput)")
        #expect(
            again.standardError.contains(
                "error[run-present]: could not start: run 1 of profile tiny has filled email_users "
                    + "with seed 42 already\n"
            ),
            "\(again.standardError)"
        )
        #expect(again.standardError.contains("another `--seed`"))
        #expect(try await generation.eventCount("run-planned") == 1)

        // A run of another journal is known by the ledger.
        var arguments = generation.generateArguments
        arguments[arguments.firstIndex(of: "run.journal") ?? 0] = "other.journal"
        let other = try await generation.gatefill(arguments)
        #expect(other.exit == .status(69))
        #expect(other.standardError.contains("a run of another journal of profile tiny has filled"))
        #expect(try await WholeDatabase(generation.database).differences(from: before) == [])

        let dryRun = try await generation.gatefill(generation.generateArguments + ["--dry-run"])
        #expect(dryRun.exit == .status(0), "\(dryRun.allOutput)")
        #expect(dryRun.standardError.contains("`generate` would refuse this plan: run 1 of "))
        let plan = try await generation.gatefill(
            ["plan", "--profile", "tiny", "--target", generation.database.url]
        ).requireSuccess("gatefill plan")
        #expect(plan.standardError.contains("`generate` would refuse this plan: a run of profile "))
        let doctor = try await generation.command(
            ["doctor", "--profile", "tiny"],
            on: generation.database
        )
        #expect(doctor.exit == .status(1))
        #expect(
            doctor.standardOutput.contains("FAILED   runs: run 1 of profile tiny has filled "),
            "\(doctor.allOutput)"
        )

        var seventh = generation
        seventh.seed = 7
        try await seventh.run()
        try await generation.command(["cleanup", "1", "--confirm"])
            .requireSuccess("gatefill cleanup")
        try await generation.run()
    }

    @Test(arguments: TargetKind.allCases)
    func `rows of others are named before the first batch, with what becomes of them`(
        kind: TargetKind
    ) async throws {
        let database = try await kind.makeGateway()
        let counts = try await database.rowCounts(of: CoreTables.all).filter { $0.value > 0 }
        let generation = try Self.tiny(database)
        let result = try await generation.gatefill(generation.generateArguments)
            .requireSuccess("gatefill generate")
        let total = counts.values.reduce(0, +)
        #expect(
            result.standardError.contains(
                " holds \(total) rows that gatefill has not generated: "
            ),
            "\(result.standardError)"
        )
        #expect(result.standardError.contains("notice: they are left untouched, "))
        #expect(result.standardError.contains("email_teams \(counts["email_teams", default: 0])"))
        // Rows of a run are not rows of others.
        var second = generation
        second.seed = 7
        let next = try await second.gatefill(second.generateArguments)
            .requireSuccess("gatefill generate")
        #expect(next.standardError.contains(" holds \(total) rows that "), "\(next.standardError)")
        var quiet = generation
        quiet.seed = 8
        let silent = try await quiet.gatefill(quiet.generateArguments + ["--quiet"])
            .requireSuccess("gatefill generate")
        #expect(silent.standardError.isEmpty)
    }

    @Test func `an empty database has nothing to be told of`() async throws {
        let generation = try Self.tiny(try SQLiteFile())
        let result = try await generation.gatefill(generation.generateArguments)
            .requireSuccess("gatefill generate")
        #expect(!result.standardError.contains("has not generated"))
    }

    @Test func `the level of the log is as asked for, on generate, resume and cleanup`()
        async throws
    {
        var run = try await CrashingRun(.sqlite)
        let generation = run.generation
        let loud = ["--log-level", "debug"]
        let first = try await generation.gatefill(
            generation.generateArguments + loud,
            crashAt: "after-commit:3"
        )
        #expect(first.standardError.contains(" debug gatefill"), "\(first.standardError)")
        let plain = try await generation.gatefill(
            ["resume", "--journal", "run.journal"],
            crashAt: "after-commit:3"
        )
        #expect(!plain.standardError.contains(" debug gatefill"))
        let resumed = try await generation.gatefill(["resume", "--journal", "run.journal"] + loud)
            .requireSuccess("gatefill resume")
        #expect(resumed.standardError.contains("a batch is committed"))
        let cleaned = try await generation.gatefill(
            ["cleanup", "--confirm", "--journal", "run.journal"] + loud
        ).requireSuccess("gatefill cleanup")
        #expect(cleaned.standardError.contains("a batch is deleted"))
        run = try await CrashingRun(.sqlite)
        let silent = try await run.generation.gatefill(
            run.generation.generateArguments + ["--log-level", "error", "--progress", "none"]
        ).requireSuccess("gatefill generate")
        #expect(!silent.standardError.contains(" info gatefill"))
    }
}

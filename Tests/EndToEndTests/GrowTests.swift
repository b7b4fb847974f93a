import Foundation
import TestSupport
import Testing

/// Runs that add tables to another.
@Suite struct GrowTests {
    /// The parents of much of the rest.
    private static let core = "users,teams,team_members,gateways,tools"

    /// A run of a few tables of profile tiny.
    private static func start(_ database: any TestDatabase) async throws -> Generation {
        var generation = try Generation(into: database)
        generation.profile = "tiny"
        generation.options = ["--tables", core]
        try await generation.run()
        return generation
    }

    private static func gatefill(
        _ generation: Generation,
        _ arguments: [String],
        crashAt crash: String? = nil
    ) async throws -> ProcessResult {
        try await generation.gatefill(arguments + ["--journal", "run.journal"], crashAt: crash)
    }

    @Test(arguments: TargetKind.allCases)
    func `a run that has grown is what the larger profile generates, and goes wholly`(
        kind: TargetKind
    ) async throws {
        let database = try await kind.makeGateway()
        let before = try await WholeDatabase(database)
        let generation = try await Self.start(database)
        let larger = ["grow", "1", "--profile", "tiny"]
        let shown = try await Self.gatefill(generation, larger + ["--dry-run"])
            .requireSuccess("gatefill grow --dry-run")
        #expect(shown.standardOutput.contains(/\| resources +\| +0 \| +30 \| added +\| - +\|/))
        #expect(shown.standardOutput.contains("No compared row of run 1 would change; "))
        let killed = try await Self.gatefill(generation, larger, crashAt: "after-commit:5")
        #expect(killed.exit == .signal(9), "\(killed.allOutput)")
        let unfinished = try await Self.gatefill(generation, larger)
        #expect(unfinished.exit == .status(69))
        #expect(unfinished.standardError.contains("error[run-unfinished]: cannot grow run 1"))
        try await Self.gatefill(generation, ["resume"]).requireSuccess("gatefill resume")

        var whole = try await Generation(into: kind.makeGateway())
        whole.profile = "tiny"
        try await whole.run()
        #expect(try await generation.digest() == whole.digest())
        try await Self.gatefill(generation, ["verify", "2"]).requireSuccess("gatefill verify 2")
        try await Self.gatefill(generation, ["verify", "1"]).requireSuccess("gatefill verify 1")
        let again = try await Self.gatefill(generation, ["grow", "2", "--profile", "tiny"])
            .requireSuccess("gatefill grow")
        #expect(again.standardOutput.hasSuffix("Run 2 has all that the profile has.\n"))

        let refused = try await Self.gatefill(generation, ["cleanup", "1", "--confirm"])
        #expect(refused.exit == .status(69))
        #expect(refused.standardError.hasPrefix("error[run-has-grown]: cannot clean up run 1"))
        for _ in 1...2 {
            try await Self.gatefill(generation, ["cleanup", "--confirm"])
                .requireSuccess("gatefill cleanup")
        }
        #expect(try await WholeDatabase(database).differences(from: before) == [])
    }

    @Test func `a profile that says something else grows where all rows stay as they are`()
        async throws
    {
        let generation = try await Self.start(TargetKind.sqlite.makeGateway())
        let text = try String(
            contentsOfFile: "\(PackageRoot.path)/profiles/tiny.yaml",
            encoding: .utf8
        )
        #expect(text.contains("resources_per_user_avg: 3"))
        // Nothing to the tables that are there.
        let changed = text.replacing("resources_per_user_avg: 3", with: "resources_per_user_avg: 4")
        try changed.write(
            toFile: generation.folder.file("more.yaml"),
            atomically: true,
            encoding: .utf8
        )
        let grown = try await Self.gatefill(generation, ["grow", "1", "--config", "more.yaml"])
            .requireSuccess("gatefill grow")
        #expect(grown.standardError.contains("rows of both profiles"))
        let whole = try await Generation(into: TargetKind.sqlite.makeGateway())
        try changed.write(
            toFile: whole.folder.file("more.yaml"),
            atomically: true,
            encoding: .utf8
        )
        var arguments = whole.generateArguments
        let place = try #require(arguments.firstIndex(of: "--profile"))
        arguments.replaceSubrange(place...place + 1, with: ["--config", "more.yaml"])
        try await whole.gatefill(arguments).requireSuccess("gatefill generate")
        #expect(try await generation.digest() == whole.digest())
    }

    @Test func `more users change rows, and nothing is written`() async throws {
        let database = try await TargetKind.sqlite.makeGateway()
        let generation = try await Self.start(database)
        let before = try await WholeDatabase(database)
        let refused = try await Self.gatefill(generation, ["grow", "1", "--profile", "small"])
        #expect(refused.exit == .status(69))
        #expect(refused.standardError.contains("error[cannot-grow]: cannot grow run 1: rows that"))
        #expect(refused.standardOutput.contains(/\| users +\| +10 \| +100 \| changes +\|/))
        #expect(try await WholeDatabase(database).differences(from: before) == [])
    }

    @Test func `another database is refused`() async throws {
        let generation = try await Self.start(TargetKind.sqlite.makeGateway())
        let other = try await TargetKind.sqlite.makeGateway()
        let before = try await WholeDatabase(other)
        let refused = try await Self.gatefill(
            generation,
            ["grow", "1", "--profile", "tiny", "--target", other.url]
        )
        #expect(refused.exit == .status(69))
        #expect(refused.standardError.contains("error[target-identity]: could not grow run 1"))
        #expect(try await WholeDatabase(other).differences(from: before) == [])
    }
}

import Foundation
import TestSupport
import Testing

/// Any profile that is accepted works: it generates, verifies and cleans up, and leaves nothing.
@Suite struct AnyProfileTests {
    /// Profiles that are drawn: `GATEFILL_PROFILES`.
    private static let profileCount =
        ProcessInfo.processInfo.environment["GATEFILL_PROFILES"].flatMap { Int($0) } ?? 150
    /// Rows of a profile, about.
    private static let rowCount =
        ProcessInfo.processInfo.environment["GATEFILL_PROFILE_ROWS"].flatMap { Int($0) } ?? 4_000
    /// One profile in so many goes to PostgreSQL too.
    private static let postgresPeriod = 10

    /// All profiles; the seed is printed and can be given.
    private static let profiles: [RandomProfile] = {
        var (_, random) = SeededGenerator.announced(for: "any profile")
        return (0..<profileCount).map { _ in RandomProfile(&random, rowCount: rowCount) }
    }()

    /// What became of a profile.
    private enum Outcome: Equatable {
        case worked
        /// Refused, with a line of the profile.
        case refused
    }

    @Test(arguments: TargetKind.allCases)
    func `a drawn profile works, or is refused with one of its lines`(
        kind: TargetKind
    ) async throws {
        let period = kind == .postgres ? Self.postgresPeriod : 1
        let numbers = Self.profiles.indices.filter { $0 % period == 0 }
        var outcomes: [Outcome] = []
        try await withThrowingTaskGroup(of: Outcome.self) { group in
            for (index, number) in numbers.enumerated() {
                // Two at a time.
                if index >= 2, let outcome = try await group.next() { outcomes.append(outcome) }
                group.addTask { try await Self.carryOut(number, kind) }
            }
            for try await outcome in group { outcomes.append(outcome) }
        }
        #expect(outcomes.count == numbers.count)
        // Refusals alone would prove little.
        let worked = outcomes.count { $0 == .worked }
        #expect(worked >= outcomes.count * 2 / 3, "\(worked) of \(outcomes.count)")
    }

    private static func carryOut(_ number: Int, _ kind: TargetKind) async throws -> Outcome {
        let folder = try TemporaryFolder("profile")
        let text = profiles[number].text
        try text.write(toFile: folder.file("drawn.yaml"), atomically: true, encoding: .utf8)
        let database = try await kind.makeEmpty()
        let generated = try await GatefillBinary.run(
            [
                "generate", "--config", "drawn.yaml", "--target", database.url,
                "--create-schema", "--quiet",
            ],
            in: folder
        )
        if generated.exit == .status(65), generated.standardError.contains(/drawn\.yaml:\d+:\d+/) {
            return .refused
        }
        #expect(
            generated.exit == .status(0),
            "profile \(number): \(generated.allOutput.suffix(2_000))\n\(text)"
        )
        let cleaned = try await GatefillBinary.run(
            ["cleanup", "--target", database.url, "--confirm", "--quiet"],
            in: folder
        )
        #expect(
            cleaned.exit == .status(0),
            "profile \(number): \(cleaned.allOutput.suffix(2_000))\n\(text)"
        )
        let left = try await WholeDatabase.counts(database).filter { $0.value > 0 }
        #expect(left == [:], "profile \(number)\n\(text)")
        return .worked
    }
}

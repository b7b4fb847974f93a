import Foundation
import TestSupport
import Testing

/// Profiles that are scaled to a budget, in databases of the real gateway.
@Suite(.serialized) struct SizingTests {
    private struct Prediction: Decodable {
        let userCount: Int
        let seconds: Double
        let byteCount: Int
        let calibrationSeconds: Double
    }

    private struct Plan: Decodable {
        let rows: Int
        let prediction: Prediction?
    }

    private struct Outcome: Decodable {
        let predicted: Prediction
        let seconds: Double?
        let byteCount: Int
    }

    private struct Report: Decodable {
        let rows: Int
        let prediction: Outcome?
    }

    @Test(arguments: TargetKind.allCases)
    func `a run sized to a size takes about that, and the copy that was measured is gone`(
        kind: TargetKind
    ) async throws {
        let database = try await kind.makeGateway()
        let before = try await WholeDatabase(database)
        let folder = try TemporaryFolder("sizing")
        let arguments = [
            "--profile", "small", "--target-size", "150MB", "--target", database.url, "--json",
        ]
        let planned = try await GatefillBinary.run(["plan"] + arguments, in: folder)
            .requireSuccess("gatefill plan")
        let plan = try JSONDecoder().decode(Plan.self, from: Data(planned.standardOutput.utf8))
        let expected = try #require(plan.prediction)
        #expect(expected.userCount > 100, "the profile has 100 users and less than 150 MB")
        #expect((140_000_000...150_000_000).contains(expected.byteCount))
        #expect(expected.seconds > 0 && expected.calibrationSeconds > 0)
        try await expectNoCopy(of: database)
        #expect(try await WholeDatabase(database).differences(from: before) == [])

        let generated = try await GatefillBinary.run(
            ["generate", "--skip-validation"] + arguments,
            in: folder,
            timeoutSeconds: 600
        ).requireSuccess("gatefill generate")
        let report = try JSONDecoder().decode(
            Report.self,
            from: Data(generated.standardOutput.utf8)
        )
        let outcome = try #require(report.prediction)
        #expect(outcome.predicted.userCount > 100)
        #expect((100_000_000...200_000_000).contains(outcome.byteCount), "\(outcome)")
        #expect(outcome.seconds != nil)
        let users = try await database.integer(
            "SELECT count(*) FROM email_users WHERE email LIKE '%@loadtest.example.com'"
        )
        #expect(users == outcome.predicted.userCount)
        let later = try await GatefillBinary.run(
            ["report", "--target", database.url, "--markdown"],
            in: folder
        ).requireSuccess("gatefill report")
        let line = try #require(
            later.standardOutput.firstMatch(of: /- Sized to 150.0 MB: .* It came to (.*)\./)
        )
        #expect(line.1.contains(" and "), "seconds and bytes are told")
        try await expectNoCopy(of: database)
    }

    @Test func `tables that have no more rows with more users are not scaled`() async throws {
        let database = try await TargetKind.sqlite.makeGateway()
        let folder = try TemporaryFolder("sizing")
        let result = try await GatefillBinary.run(
            [
                "plan", "--profile", "tiny", "--tables", "llm_providers", "--target-size", "10MB",
                "--target", database.url,
            ],
            in: folder
        )
        #expect(result.exit == .status(69))
        #expect(result.standardError.hasPrefix("error[cannot-scale]: could not scale the profile"))
        try await expectNoCopy(of: database)
    }

    /// Nothing of the copy is in the database, or beside its file.
    private func expectNoCopy(of database: any TestDatabase) async throws {
        guard let file = database as? SQLiteFile else {
            let count = try await database.integer(
                "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'gatefill_calibration%'"
            )
            #expect(count == 0)
            return
        }
        let folder = URL(filePath: file.path).deletingLastPathComponent().path
        let files = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(files.filter { $0.contains("gatefill_calibration") } == [])
    }

    @Test func `a budget that the fewest users exceed is refused`() async throws {
        let file = try SQLiteFile()
        let result = try await GatefillBinary.run(
            ["plan", "--profile", "small", "--target-size", "1MB", "--target", file.url],
            in: TemporaryFolder("sizing")
        )
        #expect(result.exit == .status(69))
        #expect(result.standardError.contains("error[budget-too-small]"))
        #expect(result.standardError.contains("28 users, the fewest that it can be scaled to"))
    }
}

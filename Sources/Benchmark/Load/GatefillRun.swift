import Foundation
import TestSupport

/// A run of the built `gatefill` program, as a user starts it.
struct GatefillRun {
    /// What one run came to.
    struct Outcome: Codable, Equatable, Sendable {
        /// From the program's start to its end.
        let seconds: Double
        let rowCount: Int64
        let peakMemoryByteCount: Int64
    }

    /// What is read of the program's report.
    private struct Report: Decodable {
        let newRows: Int64
        let peakMemoryBytes: Int64
    }

    /// The profile's file.
    let configuration: String
    let workerCount: Int
    /// Tables to fill, comma-separated; nil for all.
    let tables: String?
    /// The program's file.
    let program: String

    /// Fills a database.
    ///
    /// - Throws: ``TestSupportError`` when the program fails.
    func fill(_ database: any TestDatabase, _ mode: LoadMode) async throws -> Outcome {
        let folder = try TemporaryFolder("bench")
        let report = folder.file("report.json")
        var arguments = [
            "generate", "--config", configuration, "--end-date", MeasuredProfile.endDate,
            "--target", database.url, "--journal", folder.file("journal"), "--quiet",
            "--skip-validation", "--disable-indexes", mode.option, "--workers", "\(workerCount)",
            "--output", report,
        ]
        if let tables { arguments += ["--tables", tables] }
        let started = ContinuousClock.now
        try await ProcessRunner.run(
            program,
            arguments,
            workingFolder: folder.path,
            timeoutSeconds: Double(LoadCommand.timeoutSeconds)
        ).requireSuccess("gatefill generate")
        let seconds = started.secondsSince
        let found = try JSONDecoder().decode(
            Report.self,
            from: Data(contentsOf: URL(filePath: report))
        )
        return Outcome(
            seconds: seconds,
            rowCount: found.newRows,
            peakMemoryByteCount: found.peakMemoryBytes
        )
    }
}

extension ContinuousClock.Instant {
    /// Seconds from this moment to now.
    var secondsSince: Double { (ContinuousClock.now - self) / .seconds(1) }
}

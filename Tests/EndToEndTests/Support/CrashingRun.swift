import Foundation
import TestSupport
import Testing

/// A run in small batches that is killed at labels and carried on.
struct CrashingRun {
    var generation: Generation
    /// How often it was killed so far.
    private(set) var crashCount = 0

    init(_ kind: TargetKind, batchSize: Int = 5) async throws {
        var generation = try await Generation(into: kind.makeEmpty())
        generation.profile = "tiny"
        generation.batchSize = batchSize
        self.generation = generation
    }

    /// The digests of a run that nothing disturbs.
    static func undisturbedDigest() async throws -> [TableDigest] { try await reference.value }

    private static let reference = Task {
        let run = try await CrashingRun(.sqlite)
        try await run.generation.run()
        return try await run.generation.digest()
    }

    /// Starts the run, or carries it on, until it ends or is killed at `label:n`.
    ///
    /// - Returns: Whether it is complete.
    mutating func proceed(crashAt crash: String? = nil) async throws -> Bool {
        let hasRun = try await hasRun()
        let result =
            hasRun
            ? try await generation.resume(crashAt: crash)
            : try await generation.gatefill(generation.generateArguments, crashAt: crash)
        if result.exit == .signal(SIGKILL) {
            crashCount += 1
            return false
        }
        // A crash after the completion was recorded leaves nothing to carry on.
        if hasRun, result.standardError.contains("error[nothing-to-resume]") { return true }
        try result.requireSuccess("gatefill, crash at \(crash ?? "no label")")
        return true
    }

    /// Whether the journal knows of the run; a crash may come before it does.
    func hasRun() async throws -> Bool {
        guard FileManager.default.fileExists(atPath: generation.journal.path) else { return false }
        do {
            return try await generation.journal.integer("SELECT count(*) FROM run") > 0
        } catch {
            // Killed before the journal had its tables.
            return false
        }
    }

    /// Expects the rows of an undisturbed run, each batch once.
    func expectWhole(at location: SourceLocation = #_sourceLocation) async throws {
        #expect(
            try await generation.digest() == CrashingRun.undisturbedDigest(),
            sourceLocation: location
        )
        let state = try await generation.journal.rows("SELECT state FROM run")
        #expect(state == [["completed"]], sourceLocation: location)
    }
}

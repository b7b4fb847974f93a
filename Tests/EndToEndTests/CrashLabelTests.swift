import Faults
import Foundation
import TestSupport
import Testing

/// The crash matrix: the real program is killed at every label, on both databases.
@Suite struct CrashLabelTests {
    /// Labels that a run passes only when it is resumed.
    private static let resumeOnly: Set<CrashLabel> = [.beforeReconciliation, .afterReconciliation]
    /// Labels of steps that only a server has.
    private static let serverOnly: Set<CrashLabel> = [.commitSent, .beforeKeyBlockCommit]

    /// Labels of runs without suspended indexes; those of runs with them are all in
    /// `SelftestTests`.
    private static let labels = CrashLabel.runs.filter { !CrashLabel.suspension.contains($0) }

    /// Faults 1 to 5 and 31, at every step at once; the suites named after them look closer.
    @Test(arguments: TargetKind.allCases, labels)
    func
        `faults 1 to 5 and 31: a run killed twice at a label ends with the rows of an undisturbed one`(
            kind: TargetKind,
            label: CrashLabel
        ) async throws
    {
        var run = try await CrashingRun(kind)
        if Self.resumeOnly.contains(label) {
            #expect(try await !run.proceed(crashAt: "before-commit:3"))
        }
        let before = run.crashCount
        var isComplete = try await run.proceed(crashAt: "\(label.rawValue):1")
        let isPassed = kind == .postgres || !Self.serverOnly.contains(label)
        #expect((run.crashCount > before) == isPassed)
        if !isComplete { isComplete = try await run.proceed(crashAt: "\(label.rawValue):1") }
        while !isComplete { isComplete = try await run.proceed() }
        try await run.expectWhole()
    }

    @Test(
        arguments: TargetKind.allCases,
        [
            CrashLabel.beforeJournalCommit, .afterJournalCommit, .midRows, .afterCommit,
            .beforeReport,
        ]
    )
    func `fault 31: a run killed in its middle, and in the middle of the rest, does so too`(
        kind: TargetKind,
        label: CrashLabel
    ) async throws {
        var run = try await CrashingRun(kind)
        #expect(try await !run.proceed(crashAt: "\(label.rawValue):20"))
        #expect(try await !run.proceed(crashAt: "\(label.rawValue):15"))
        #expect(try await run.proceed())
        try await run.expectWhole()
    }

    @Test func `a label that does not exist is refused, so that no test passes by mistake`()
        async throws
    {
        for wrong in ["before-comit:1", "before-commit:0", "before-commit", ":", ""] {
            let result = try await GatefillBinary.run(
                ["--version"],
                in: TemporaryFolder("label"),
                environment: ["GATEFILL_CRASH_AT": wrong]
            )
            #expect(result.exit == .status(64), "\(wrong)")
            #expect(result.standardError.hasPrefix("error[bad-option]: cannot crash at `\(wrong)`"))
            #expect(result.standardError.contains("before-commit"))
        }
    }
}

import ContextForge
import Executor
import Faults
import Foundation
import Journal
import Rows
import Targets

/// Generates, kills, resumes, and compares with a run that nothing disturbed.
struct CrashMatrix {
    /// What one row of the table says.
    struct Line: Encodable {
        /// A label, or `random moments`.
        let crash: String
        var kills = 0
        /// Runs that were brought to their end.
        var runs = 0
        var rowsLost: Int64 = 0
        var rowsDoubled: Int64 = 0
        /// Tables whose digest differs from an undisturbed run's.
        var digestsDifferent = 0

        /// Whether every row was there once.
        var isExact: Bool { rowsLost == 0 && rowsDoubled == 0 && digestsDifferent == 0 }
    }

    /// A few hundred small batches, in every table.
    private static let profile =
        "scale:\n  users: 8\n  gateways: 2\nperformance:\n  disable_indexes: true\n"
    /// Labels of steps that are passed once a run, or hardly more often.
    private static let rareLabels: Set<CrashLabel> = [
        .beforeBind, .beforeBindCommit, .afterBind, .beforeKeyBlock, .beforeKeyBlockCommit,
        .afterKeyBlock, .beforeReconciliation, .afterReconciliation, .beforeSuspension, .beforeDrop,
        .beforeDropCommit, .afterDrop, .beforeStatistics, .beforeCompletion, .afterCompletion,
    ]
    /// Labels that are passed once for each suspended index.
    private static let indexLabels: Set<CrashLabel> = [
        .beforeRestoration, .beforeRestorationCommit, .midRestoration, .afterRestoration,
    ]
    /// Labels that only a resumed run passes.
    private static let resumeLabels: Set<CrashLabel> = [
        .beforeReconciliation, .afterReconciliation,
    ]

    private let place: ScratchPlace
    private let process: SelftestProcess
    private let seed: UInt64
    private let stop: StopRequest
    private var random: SplitMix
    private var reference: [TableDigest] = []
    private var seconds = 0.0

    /// A matrix that works in `place`; `folder` holds its profile and journals.
    init(_ place: ScratchPlace, folder: String, seed: UInt64, stop: StopRequest) throws {
        self.place = place
        self.seed = seed
        self.stop = stop
        process = try SelftestProcess(folder: folder)
        random = SplitMix(state: seed)
        try CrashMatrix.profile.write(
            toFile: folder + "/selftest.yaml",
            atomically: false,
            encoding: .utf8
        )
    }

    /// Makes every line: one a label, and one of `killCount` random moments.
    mutating func run(killCount: Int, report: (Line) -> Void) throws -> [Line] {
        try makeReference()
        var lines: [Line] = []
        for label in CrashLabel.runs where stop.stopReason == nil {
            let line = try crash(at: label)
            report(line)
            lines.append(line)
        }
        if killCount > 0 && stop.stopReason == nil {
            let line = try crashAtRandom(killCount)
            report(line)
            lines.append(line)
        }
        return lines
    }

    // MARK: Cases

    private mutating func makeReference() throws {
        try beginCase()
        let started = Date()
        let (end, log) = try process.run(generate, environment: place.childEnvironment)
        seconds = Date().timeIntervalSince(started)
        guard end == .status(0) else {
            throw SelftestFailure(message: "a run that nothing disturbed failed", log: log)
        }
        reference = try digests()
    }

    /// Kills a run at a label, kills its resumption there too, and carries it to its end.
    private mutating func crash(at label: CrashLabel) throws -> Line {
        var line = Line(crash: label.rawValue)
        try beginCase()
        if CrashMatrix.resumeLabels.contains(label) {
            _ = try proceed(&line, crashAt: "\(CrashLabel.beforeCommit.rawValue):3")
        }
        var isComplete = false
        for _ in 1...2 where !isComplete {
            let passage = 1 + random.next(below: CrashMatrix.passageMax(label))
            isComplete = try proceed(&line, crashAt: "\(label.rawValue):\(passage)")
        }
        while !isComplete { isComplete = try proceed(&line) }
        try endCase(&line)
        return line
    }

    /// How often a run is sure to pass a label, killed and resumed or not.
    private static func passageMax(_ label: CrashLabel) -> Int {
        if rareLabels.contains(label) { return 1 }
        return indexLabels.contains(label) ? 3 : 12
    }

    /// Kills runs and their resumptions at random moments, until there were `count` kills.
    private mutating func crashAtRandom(_ count: Int) throws -> Line {
        var line = Line(crash: "random moments")
        while line.kills < count && stop.stopReason == nil {
            try beginCase()
            var isComplete = false
            while !isComplete {
                let after = line.kills < count ? random.nextFraction() * seconds * 0.4 : nil
                isComplete = try proceed(&line, killAfterSeconds: after)
            }
            try endCase(&line)
        }
        return line
    }

    // MARK: Steps

    private func beginCase() throws {
        try place.renew()
        let files = try FileManager.default.contentsOfDirectory(atPath: process.folder)
        for file in files where file.hasPrefix("run.journal") {
            try FileManager.default.removeItem(atPath: process.folder + "/" + file)
        }
    }

    /// Starts the run, or carries it on.
    ///
    /// - Returns: Whether it is complete; false when it was killed.
    private func proceed(
        _ line: inout Line,
        crashAt crash: String? = nil,
        killAfterSeconds: Double? = nil
    ) throws -> Bool {
        var environment = place.childEnvironment
        environment[CrashPoint.variable] = crash
        let hasRun = try hasRun()
        let (end, log) = try process.run(
            hasRun ? resume : generate,
            environment: environment,
            killAfterSeconds: killAfterSeconds
        )
        switch end {
        case .killed:
            line.kills += 1
            return false
        case .status(0): return true
        // Killed after its completion was recorded: nothing is left to do.
        case .status where hasRun && log.contains("error[nothing-to-resume]"): return true
        case .status(let status):
            throw SelftestFailure(
                message:
                    "a run did not go on after a kill at \(line.crash): exit status \(status), "
                    + "seed \(seed)",
                log: log
            )
        }
    }

    /// Whether the journal has the run; a kill may come before.
    private func hasRun() throws -> Bool {
        do {
            let journal = try EventStore(path: process.folder + "/run.journal", mode: .read)
            return try !journal.runs().isEmpty
        } catch {
            // Not made yet, or killed before it had its tables.
            guard error.code == .notFound || error.code == .notRecognised else { throw error }
            return false
        }
    }

    private func endCase(_ line: inout Line) throws {
        line.runs += 1
        for (expected, found) in zip(reference, try digests()) {
            line.rowsLost += max(0, expected.rowCount - found.rowCount)
            line.rowsDoubled += max(0, found.rowCount - expected.rowCount)
            if expected != found { line.digestsDifferent += 1 }
        }
    }

    private func digests() throws -> [TableDigest] {
        let target = place.target
        let schema = try target.readSchema()
        return try Catalogue.contextForge.definitions.map { definition in
            guard let table = schema.tables[definition.name] else {
                throw SelftestFailure(message: "table \(definition.name) is missing", log: "")
            }
            return try target.digest(of: table)
        }
    }

    private var generate: [String] {
        [
            "generate", "--config", "selftest.yaml", "--seed", "\(seed)", "--end-date",
            "2026-06-01",
            "--batch-size", "25", "--workers", "2", "--journal", "run.journal", "--create-schema",
            "--skip-validation",
        ] + place.childOptions
    }

    private var resume: [String] {
        ["resume", "--journal", "run.journal", "--skip-validation"] + place.childOptions
    }
}

/// The SplitMix64 generator: the same numbers for the same seed.
private struct SplitMix {
    var state: UInt64

    /// A number in `0 ..< bound`.
    mutating func next(below bound: Int) -> Int {
        Int(nextFraction() * Double(bound))
    }

    /// A number in 0..<1.
    mutating func nextFraction() -> Double {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Double(CellKey.mix(state) >> 11) * 0x1p-53
    }
}

import Foundation
import Journal
import Logging
import Planner
import Rows
import Targets

/// Measures what rows cost in a target, by whole runs in an empty copy of its tables.
///
/// Nothing is written into the target's own tables. The copy is removed at the end, whatever
/// happens; a process that is killed leaves it behind, under a name that says what it is.
package struct Calibrator {
    /// What one run has cost.
    package struct Measurement: Sendable {
        /// From the start to the last check.
        package let seconds: Double
        /// Bytes of tables and indexes.
        package let byteCount: Int64
    }

    private let target: any ScratchTarget
    private let schema: SchemaRequest
    private let workerCount: Int
    private let coreCount: Int
    private let stop: StopRequest

    /// A calibrator beside `target`; `schema` says what it gets where it has no tables.
    package init(
        _ target: any ScratchTarget,
        schema: SchemaRequest,
        workerCount: Int,
        coreCount: Int,
        stop: StopRequest
    ) {
        self.target = target
        self.schema = schema
        self.workerCount = workerCount
        self.coreCount = coreCount
        self.stop = stop
    }

    /// Carries out a plan in an empty copy, as `request` says, and verifies it if it says so.
    ///
    /// - Throws: What a run throws; ``RunFailure`` `calibration-stopped` when the process is asked
    ///   to stop.
    package func measure(_ request: RunRequest, plan: GenerationPlan) throws -> Measurement {
        let folder = NSTemporaryDirectory() + "/gatefill-calibration-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let result = Result { try measure(request, plan, journalFolder: folder) }
        // What was measured is worth nothing while the copy is still there; why nothing was
        // measured is.
        let removal = Result {
            try target.removeScratchCopy()
            try FileManager.default.removeItem(atPath: folder)
        }
        let measurement = try result.get()
        try removal.get()
        return measurement
    }

    private func measure(
        _ request: RunRequest,
        _ plan: GenerationPlan,
        journalFolder: String
    ) throws -> Measurement {
        let copy = try target.makeScratchCopy(of: target.catalogue.definitions.map(\.name))
        let journal = try EventStore(path: journalFolder + "/calibration.journal", mode: .write)
        var request = request
        // The ledger goes where the copy is, and with it.
        request.ledgerSchema = nil
        let started = ContinuousClock.now
        let assignment = try RunStarter(journal: journal, target: copy)
            .start(
                request,
                plan: plan,
                // The copy has the tables of the target, if that has any.
                schema: copy.readSchemaIfExists().tables.isEmpty ? schema : .none
            )
        let outcome = try RunEngine(
            assignment,
            target: copy,
            journal: journal,
            workerCount: workerCount,
            coreCount: coreCount,
            board: ProgressBoard(),
            stop: stop,
            logger: Logger(label: "gatefill.calibration") { _ in SwiftLogNoOpLogHandler() }
        ).run()
        if case .interrupted(let reason) = outcome { throw stopped(reason) }
        let finisher = RunFinisher(assignment, target: copy, journal: journal)
        if request.settings.analyzeAfterLoad {
            _ = try finisher.analyze(until: stop, workerCount: workerCount)
        }
        if request.settings.validationEnabled {
            _ = try Verification(plan, target: copy, firstKeys: assignment.constants.firstKeys)
                .run(request.settings.validationChecks)
        }
        if let reason = stop.stopReason { throw stopped(reason) }
        let seconds = Double((ContinuousClock.now - started).microseconds) / 1e6
        return Measurement(
            seconds: seconds,
            byteCount: try copy.readSpace(plan.tables.map(\.name)).byteCount
        )
    }

    private func stopped(_ reason: String) -> RunFailure {
        RunFailure(
            code: "calibration-stopped",
            message: "stopped by \(reason) while the target was measured",
            detail: nil,
            hint: "Nothing was generated, and the copy is removed."
        )
    }
}

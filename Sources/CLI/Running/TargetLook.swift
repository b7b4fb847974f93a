import Executor
import Foundation
import Journal
import Targets

/// A look at the target of a plan that is only shown.
enum TargetLook {
    /// What would keep the run of a plan from starting in the target that is named; where it cannot
    /// be reached, that is said instead.
    static func notices(
        _ planned: PlannedProfile,
        in target: TargetOptions,
        journal: JournalOptions
    ) throws -> [String] {
        do {
            return try conflict(planned, in: target.open(timeoutSeconds: 10), store(journal))
        } catch let error as TargetError where !TargetLocation.errorCodes.contains(error.code) {
            return ["could not inspect the target: \(error.cause)"]
        }
    }

    /// What a target's tables lack or have beyond what gatefill knows of them, and what would keep the
    /// run of a plan from starting.
    static func conflict(
        _ planned: PlannedProfile,
        in target: any Target,
        _ journal: EventStore?
    ) throws -> [String] {
        let schema = try SchemaNotices.of(planned.plan, in: target)
        let runs = PresentRuns(target, journal: journal)
        guard let conflict = try runs.conflict(with: planned.request.recipe) else { return schema }
        return schema + ["`generate` would refuse to start: \(conflict.text). \(conflict.hint)"]
    }

    /// The journal, if there is one that can be read.
    private static func store(_ journal: JournalOptions) -> EventStore? {
        do {
            return try journal.openForReading()
        } catch {
            return nil
        }
    }
}

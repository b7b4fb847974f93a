import Dataset
import Journal

extension RunStarter {
    /// What only the target knew when the rows of a run were made, as the journal has it.
    package static func constants(
        of run: RunRecord,
        in journal: EventStore
    ) throws -> TargetConstants {
        let bound = try journal.binding(run: run.number)
        let base = bound.flatMap { constants(in: $0) } ?? .standalone
        let blocks = try journal.reservations(run: run.number)
        return base.reserving(
            Dictionary(blocks.map { ($0.table, $0.firstID) }, uniquingKeysWith: { $1 })
        )
    }

    private static let rolePrefix = "role."
    private static let releaseName = "release"

    /// What a binding records of them.
    static func record(of constants: TargetConstants) -> [String: String] {
        let roles = TargetConstants.SystemRole.allCases.map {
            (rolePrefix + $0.rawValue, constants.text($0))
        }
        return Dictionary(
            uniqueKeysWithValues: roles + [(releaseName, constants.release.name)]
        )
    }

    /// What a binding says that only the target knows; nil when it lacks some of it.
    static func constants(in bound: TargetBound) -> TargetConstants? {
        let roles = TargetConstants.SystemRole.allCases
        guard roles.allSatisfy({ bound.constants[rolePrefix + $0.rawValue] != nil }) else {
            return nil
        }
        let release = bound.constants[releaseName].flatMap { GatewayRelease.named($0) }
        return TargetConstants(release: release ?? .newest) {
            bound.constants[rolePrefix + $0.rawValue] ?? ""
        }
    }
}

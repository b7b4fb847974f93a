import Journal
import Rows

extension RunStarter {
    /// What only the target knew when the rows of a run were made, as the journal has it.
    package static func constants(
        of run: RunRecord,
        in journal: EventStore,
        _ catalogue: Catalogue
    ) throws -> TargetConstants {
        let bound = try journal.binding(run: run.number)
        let base =
            bound.flatMap { constants(in: $0, catalogue) } ?? catalogue.standaloneConstants()
        let blocks = try journal.reservations(run: run.number)
        return base.reserving(
            Dictionary(blocks.map { ($0.table, $0.firstID) }, uniquingKeysWith: { $1 })
        )
    }

    private static let releaseName = "release"

    /// What a binding records of them.
    static func record(
        of constants: TargetConstants,
        _ catalogue: Catalogue
    ) -> [String: String] {
        var record = [releaseName: constants.release.name]
        for (position, row) in catalogue.systemRows.enumerated() {
            record[row.name] = constants.text(position)
        }
        return record
    }

    /// What a binding says that only the target knows; nil when it lacks some of it.
    static func constants(in bound: TargetBound, _ catalogue: Catalogue) -> TargetConstants? {
        let identifiers = catalogue.systemRows.compactMap { bound.constants[$0.name] }
        guard identifiers.count == catalogue.systemRows.count else { return nil }
        let release = bound.constants[releaseName].flatMap { catalogue.release(named: $0) }
        return TargetConstants(
            release: release ?? catalogue.newestRelease,
            identifiers: identifiers
        )
    }
}

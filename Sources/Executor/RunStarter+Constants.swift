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
}

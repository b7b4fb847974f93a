import Dataset
import Journal
import Planner

/// A run and those that have added tables to it: together they are one dataset.
package struct GrowthLineage: Sendable {
    /// Number of the run that the others have grown from.
    package let root: Int64
    /// What the first run was to generate.
    package let request: RunRequest
    /// Names of the tables that the runs have filled, in the catalogue's order.
    package let tables: [String]

    /// The lineage of a run of a journal.
    ///
    /// - Throws: ``RunFailure``: `run-cleaned` when the first run's rows are gone, `run-unfinished`
    ///   when one of the runs is not complete; errors of the journal.
    package init(of run: RunRecord, in journal: EventStore) throws {
        let own = try RunStarter.request(of: run, in: journal, to: "grow")
        root = own.grownFrom ?? run.number
        var filled: Set<String> = []
        var first: RunRequest?
        for (record, request) in try GrowthLineage.runs(of: root, in: journal) {
            if record.phase == .cleaned {
                guard record.number == root else { continue }
                throw RunFailure(
                    code: "run-cleaned",
                    message: "cannot grow run \(run.number): run \(root) is cleaned up",
                    detail: nil,
                    hint: "Generate the larger profile as a new run."
                )
            }
            guard record.phase == .completed else {
                throw RunFailure(
                    code: "run-unfinished",
                    message: "cannot grow run \(run.number): run \(record.number) is "
                        + record.phase.withoutProcess.rawValue,
                    detail: nil,
                    hint: record.phase.isCleanup
                        ? "Finish the cleanup, then generate the larger profile as a new run."
                        : "Resume it first.",
                    command: record.phase.isCleanup
                        ? try CleanupHistory.continuation(of: record.number, in: journal)
                        : ["resume", "\(record.number)"]
                )
            }
            filled.formUnion(request.recipe.tables)
            if record.number == root { first = request }
        }
        guard let first else {
            throw RunFailure(
                code: "unknown-run",
                message: "cannot grow run \(run.number): the journal has no run \(root), which it "
                    + "has grown from",
                detail: nil,
                hint: "List the runs.",
                command: ["runs"]
            )
        }
        request = first
        tables = Catalogue.definitions.map(\.name).filter { filled.contains($0) }
    }

    /// Refuses to clean a run up while tables that others have added refer to its rows: they would
    /// be taken for somebody's.
    package static func refuseCleanup(
        of run: RunRecord,
        in journal: EventStore
    ) throws {
        let grown = try runs(of: run.number, in: journal).map(\.record).last {
            $0.number != run.number && $0.phase != .cleaned && $0.rowsCommitted > 0
        }
        guard let grown else { return }
        throw RunFailure(
            code: "run-has-grown",
            message: "cannot clean up run \(run.number): run \(grown.number) has added tables "
                + "to it",
            detail: nil,
            hint: "Clean up run \(grown.number) first."
        )
    }

    /// A run and those that have grown from it, oldest first, less those of other versions.
    private static func runs(
        of root: Int64,
        in journal: EventStore
    ) throws -> [(record: RunRecord, request: RunRequest)] {
        var found: [(record: RunRecord, request: RunRequest)] = []
        for record in try journal.runs().sorted(by: { $0.number < $1.number }) {
            do {
                let request = try RunStarter.request(of: record, in: journal)
                if record.number == root || request.grownFrom == root {
                    found.append((record, request))
                }
            } catch is RunFailure {
                // Another version's run has not grown by this one.
                continue
            }
        }
        return found
    }
}

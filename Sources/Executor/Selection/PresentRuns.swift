import Journal
import Planner
import Targets

/// Runs that are in a target already and have made the same keys as a new run would: keys follow
/// from the seed and the domain alone.
package struct PresentRuns {
    /// A run with the same keys.
    package struct Conflict: Sendable, Equatable {
        /// Its name in the ledger.
        let uid: String
        /// Its profile.
        let profile: String
        /// Its number in the journal; nil when the journal does not have it.
        package let number: Int64?
        /// Whether a journal was looked into.
        let hasJournal: Bool
        /// Rows of it that the ledger holds.
        let rowCount: Int64
        /// The first of the tables that both runs fill.
        let table: String
        /// The seed of both.
        let seed: UInt64

        /// The conflict as a sentence without its full stop.
        package var text: String {
            let origin = number == nil && hasJournal ? " (from another journal)" : ""
            return (number.map { "run \($0)" } ?? "a run") + " of profile \(profile)\(origin)"
                + " has already filled \(table) with seed \(seed)"
        }

        /// What to do about it.
        package var hint: String {
            "Generate different data with another `--seed`, or clean up that run"
                + (number == nil ? " with its own journal." : ".")
        }

        /// The command that shows what cleaning the run up would do.
        package var command: [String]? { number.map { ["cleanup", "\($0)", "--dry-run"] } }
    }

    private let target: any Target
    private let journal: EventStore?

    /// Looks at the ledger of `target`; the runs of `journal` are called by their numbers.
    package init(_ target: any Target, journal: EventStore?) {
        self.target = target
        self.journal = journal
    }

    /// The run in the target that has made keys of the new run; nil when there is none.
    package func conflict(with recipe: PlanRecipe) throws -> Conflict? {
        let facts = try target.readIdentity()
        let ledger = try LedgerReader(target, identity: facts)
        let tables = Set(recipe.tables)
        let (seed, domain) = (recipe.dataset.seed, recipe.dataset.emailDomain)
        for run in try ledger.runs() {
            guard let other = try PresentRuns.request(of: run),
                other.recipe.dataset.seed == seed, other.recipe.dataset.emailDomain == domain,
                let table = other.recipe.tables.first(where: { tables.contains($0) })
            else { continue }
            let rowCount = try ledger.rowCount(runUID: run.uid)
            // A run that stopped before its first batch has made no keys.
            guard rowCount > 0 else { continue }
            return Conflict(
                uid: run.uid,
                profile: other.profileName,
                number: try number(of: run.uid),
                hasJournal: journal != nil,
                rowCount: rowCount,
                table: table,
                seed: seed
            )
        }
        return nil
    }

    /// Refuses a run whose first key would collide.
    func refuse(_ recipe: PlanRecipe) throws {
        guard let conflict = try conflict(with: recipe) else { return }
        throw RunFailure(
            code: "run-present",
            message: "could not start: \(conflict.text)",
            detail: "the ledger of \(target.display) lists \(conflict.rowCount) of its rows",
            hint: conflict.hint,
            command: conflict.command
        )
    }

    private func number(of uid: String) throws -> Int64? {
        guard let journal else { return nil }
        let identity = TargetIdentity(try target.readIdentity())
        // A copy of the target of one of the journal's runs holds none of them.
        let runs = try journal.runs().filter { $0.uid == uid }
        return try runs.last { try identity.isTarget(of: $0, in: journal) }?.number
    }

    /// What a run of the ledger was to generate; nil where an older gatefill has kept nothing.
    private static func request(of run: LedgerRun) throws -> RunRequest? {
        guard let text = run.record else { return nil }
        do {
            return try LedgerRecord(text: text).planned.request
        } catch is DecodingError {
            // Of a version that keeps other records.
            return nil
        }
    }
}

import Journal
import Targets

/// What tells one target from another: facts by name, as a target gives them and a journal keeps
/// them.
package struct TargetIdentity: Sendable, Equatable {
    /// A fact in which two targets differ.
    package struct Difference: Sendable, Hashable {
        /// The fact's name.
        package let name: String
        /// What the journal has recorded.
        package let expected: String
        /// What was found; nil when there is nothing of the kind.
        package let found: String?

        /// The difference in a few words.
        package var text: String { "\(name): expected \(expected), found \(found ?? "none")" }
    }

    /// The name of the fact that the ledger is.
    static let ledger = "ledger"

    /// The facts by name.
    let facts: [String: String]

    /// The facts that a target gives.
    package init(_ facts: [String: String]) {
        self.facts = facts
    }

    /// What a journal has recorded of the target of a run; nil when the run was never bound.
    ///
    /// Journals of older versions lack the path of a SQLite file: the recorded address has it.
    package init?(of run: RunRecord, in journal: EventStore) throws(JournalError) {
        guard let bound = try journal.binding(run: run.number) else { return nil }
        var facts = bound.identity
        if facts["file"] == nil, let path = TargetIdentity.filePath(run.target) {
            facts["file"] = path
        }
        self.facts = facts
    }

    /// The differences between the recorded target and another one, sorted by name.
    ///
    /// A fact that one side lacks is ignored, except the ledger.
    package func differences(from found: TargetIdentity) -> [Difference] {
        facts.sorted { $0.key < $1.key }.compactMap { name, expected in
            let value = found.facts[name]
            guard value != expected, value != nil || name == TargetIdentity.ledger else {
                return nil
            }
            return Difference(name: name, expected: expected, found: value)
        }
    }

    /// The same without the ledger: what says where the target is.
    package func differencesOfPlace(from found: TargetIdentity) -> [Difference] {
        differences(from: found).filter { $0.name != TargetIdentity.ledger }
    }

    /// Whether a run of a journal is bound to a target of this identity.
    package func isTarget(of run: RunRecord, in journal: EventStore) throws(JournalError) -> Bool {
        try TargetIdentity(of: run, in: journal)?.differences(from: self).isEmpty ?? false
    }

    private static func filePath(_ address: String) -> String? {
        do throws(TargetError) {
            return try TargetLocation(url: address).filePath
        } catch {
            // An address of another version says nothing.
            return nil
        }
    }
}

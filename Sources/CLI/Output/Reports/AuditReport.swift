import Executor
import Journal

/// What an audit of the journal found, for people and as JSON.
struct AuditReport: Encodable {
    struct Run: Encodable {
        let run: Int64
        /// `agrees`, `differs` or `not compared`.
        let ledger: String
        /// What differs, or why it was not compared; one place each.
        let findings: [String]
        /// The last event that the ledger confirms; absent when it confirms none.
        let confirmedEvent: Int64?
    }

    let journal: String
    let events: Int64
    let headHash: String
    let chainIsIntact: Bool
    /// The first event that is wrong, and how; absent when the chain is intact.
    let chainFault: String?
    let projectionDifferences: [String]
    private(set) var runs: [Run] = []

    /// Checks what the journal can show by itself.
    init(_ store: EventStore) throws {
        journal = store.path
        let chain = try store.verifyChain()
        events = chain.head.seq
        headHash = chain.head.hash.hexText
        chainIsIntact = chain.isIntact
        chainFault = chain.firstFault.map { AuditReport.text($0.seq, $0.fault) }
        // The events of a broken chain may not even be readable.
        projectionDifferences = chain.isIntact ? try store.projectionDifferences() : []
    }

    /// Adds what comparing a run with its target gave.
    mutating func add(_ run: RunRecord, _ result: Result<LedgerComparison, any Error>) {
        switch result {
        case .success(let comparison):
            runs.append(
                Run(
                    run: run.number,
                    ledger: comparison.findings.isEmpty ? "agrees" : "differs",
                    findings: comparison.findings.map(\.text),
                    confirmedEvent: comparison.confirmedSeq
                )
            )
        case .failure(let error):
            let reason = "\(error)".split(separator: "\n").first.map(String.init) ?? "\(error)"
            runs.append(
                Run(
                    run: run.number,
                    ledger: "not compared",
                    findings: [reason],
                    confirmedEvent: nil
                )
            )
        }
    }

    /// Whether nothing is wrong, as far as it could be looked at.
    var isSound: Bool {
        chainIsIntact && projectionDifferences.isEmpty
            && runs.allSatisfy { $0.ledger != "differs" }
    }

    /// Whether a target could not be asked.
    var hasUnasked: Bool { runs.contains { $0.ledger == "not compared" } }

    /// For people: a line for each thing looked at, and one for each place that is wrong.
    var text: String {
        var lines: [String] = []
        if let chainFault {
            lines.append("chain: broken: \(chainFault); \(events) events before it are intact")
        } else {
            lines.append("chain: \(events) events are intact, head \(headHash.prefix(12))")
            lines.append(
                projectionDifferences.isEmpty
                    ? "projections: as the events say" : "projections: they differ from the events"
            )
            lines += projectionDifferences.map { "  \($0)" }
        }
        for run in runs {
            let confirmed = run.confirmedEvent.map { " up to event \($0)" } ?? ""
            lines.append("run \(run.run): the target's ledger \(words(run))\(confirmed)")
            lines += run.findings.map { "  \($0)" }
        }
        return lines.joined(separator: "\n")
    }

    private func words(_ run: Run) -> String {
        run.ledger == "not compared" ? "was not compared" : run.ledger
    }

    private static func text(_ seq: Int64, _ fault: ChainFault) -> String {
        switch fault {
        case .edited: "event \(seq) was edited: it does not have the hash it carries"
        case .missing: "event \(seq) is missing"
        case .reordered: "event \(seq) was moved: it follows an event that stands elsewhere"
        case .replaced: "event \(seq) or the one before it was replaced"
        case .cut: "the journal was cut before event \(seq)"
        }
    }
}

import Journal

/// What a run is selected for: which runs suit it, and what an error says could not be done.
package enum RunPurpose: Sendable {
    case verify
    case resume
    case cleanUp
    case report
    case export

    /// What could not be done, before a run's number.
    var verb: String {
        switch self {
        case .verify: "verify"
        case .resume: "resume"
        case .cleanUp: "clean up"
        case .report: "report"
        case .export: "export rows of"
        }
    }

    /// The command for a run, as the words after `gatefill`.
    func command(_ number: Int64) -> [String] {
        switch self {
        case .verify: ["verify", "\(number)"]
        case .resume: ["resume", "\(number)"]
        case .cleanUp: ["cleanup", "\(number)", "--dry-run"]
        case .report: ["report", "\(number)", "--markdown"]
        case .export: ["export", "fixtures", "\(number)", "--kind", "users"]
        }
    }

    /// The runs of a journal that are suitable, in order of preference.
    func candidates(among runs: [RunRecord]) -> [RunRecord] {
        let newestFirst = runs.sorted { $0.number > $1.number }
        switch self {
        // A run that is cleaned up in part is not whole any more.
        case .verify, .export: return newestFirst.filter { $0.phase != .cleaned }
        case .report: return newestFirst
        case .cleanUp: return newestFirst.filter(\.mayHaveRows)
        case .resume:
            // A run that failed before its first row was in would fail again.
            let unfinished = newestFirst.filter(\.phase.isResumable)
            let isPromising = { (run: RunRecord) in run.phase != .failed || run.rowsCommitted > 0 }
            return unfinished.filter(isPromising) + unfinished.filter { !isPromising($0) }
        }
    }
}

extension RunRecord {
    /// Whether rows of the run may be in its target.
    package var mayHaveRows: Bool { phase != .cleaned || rowsKept > 0 }
}

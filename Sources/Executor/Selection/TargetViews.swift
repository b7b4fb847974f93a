import Journal
import Targets

/// Targets that a selection has looked at, each once.
struct TargetViews {
    /// A target with what was found in it.
    struct Found {
        let target: any ScratchTarget
        let view: TargetView
    }

    private struct Key: Hashable {
        let address: TargetAddress
        let ledgerSchema: String?
    }

    private let selection: RunSelection
    private var found: [Key: Result<Found, any Error>] = [:]

    /// None yet.
    init(_ selection: RunSelection) { self.selection = selection }

    /// The target that was named, else the run's own; its ledger is where the run's is.
    mutating func find(_ run: RunRecord) throws -> Found {
        let request = try RunStarter.readableRequest(
            of: run,
            in: selection.journal,
            for: selection.catalogue
        )
        let key = Key(
            address: TargetAddress(selection.named ?? run.target),
            ledgerSchema: request?.ledgerSchema
        )
        if let known = found[key] { return try known.get() }
        let result = Result {
            let target = try selection.open(run, request)
            return Found(target: target, view: try TargetView(target))
        }
        found[key] = result
        return try result.get()
    }
}

extension TargetError {
    /// Whether the database that an address names does not exist, as far as the error tells.
    var meansThatTargetIsGone: Bool {
        if code == "target-missing" { return true }
        // libpq gives no SQLSTATE of a connection that was refused.
        let reason = detail ?? ""
        return code == "target-unreachable" && reason.contains("database \"")
            && reason.contains("\" does not exist")
    }
}

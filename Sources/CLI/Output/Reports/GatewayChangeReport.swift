import Executor

/// Something that the gateway itself has done to a run's rows, for people and as JSON.
///
/// In JSON it stands among the results of the checks, as one that passed.
struct GatewayChangeReport: Encodable {
    let check = "gateway_changes"
    /// The table.
    let subject: String
    let passed = true
    /// What was done: `removed`, `updated` or `added`.
    let change: String
    let rows: Int64
    let detail: String

    private enum CodingKeys: String, CodingKey {
        case check, subject, passed, change, rows, detail
    }

    init(_ change: GatewayChange) {
        subject = change.table
        self.change = change.kind.rawValue
        rows = change.rowCount
        detail = change.detail
    }

    /// The change on one line.
    var text: String { "\(subject): \(Figures.grouped(rows)) rows \(detail)" }
}

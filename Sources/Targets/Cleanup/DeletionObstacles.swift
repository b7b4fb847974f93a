/// Triggers and rules of a table that may keep a row from being deleted, or insert it again.
struct DeletionObstacles {
    /// Their names with their kind, such as ``trigger "keep_audit"``; the likeliest first.
    let names: [String]

    /// Whether there are none, so that what a DELETE finds is what it deletes.
    var isEmpty: Bool { names.isEmpty }

    /// Why a row is still there after its deletion.
    var reason: String {
        KeptReason.server(names.isEmpty ? nil : names.joined(separator: " or ")).text
    }
}

/// Triggers and rules of a table that may keep a row from being deleted, or insert it again.
struct DeletionObstacles {
    /// Their names with their kind, such as ``trigger "keep_audit"``; the likeliest first.
    let names: [String]
    /// Rules on referring tables that make every deletion fail.
    var blocking: [String] = []

    /// Whether there are none, so that what a DELETE finds is what it deletes.
    var isEmpty: Bool { names.isEmpty && blocking.isEmpty }

    /// Why a row is still there after its deletion.
    var reason: String {
        KeptReason.server(names.isEmpty ? nil : names.joined(separator: " or ")).text
    }

    /// Why no row can be deleted; nil if rows can be.
    var blockage: String? {
        blocking.isEmpty ? nil : KeptReason.server(blocking.joined(separator: " or ")).text
    }
}

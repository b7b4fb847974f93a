/// What has changed in a target's tables since a run was bound to it.
struct SchemaDifference {
    /// Lines that are new or gone, for people; nil when the earlier state is not known.
    let text: String?

    /// Longest part of a line that is shown: constraints may be whole statements.
    private static let lineLengthMax = 100
    /// Most lines that are shown.
    private static let lineCountMax = 5

    /// Compares the lines of two moments, both in rising order.
    init(_ before: [String]?, _ after: [String]) {
        guard let before else {
            text = nil
            return
        }
        let (old, new) = (Set(before), Set(after))
        let changes =
            after.filter { !old.contains($0) }.map { "new: \(SchemaDifference.short($0))" }
            + before.filter { !new.contains($0) }.map { "gone: \(SchemaDifference.short($0))" }
        guard !changes.isEmpty else {
            text = nil
            return
        }
        let rest = changes.count - SchemaDifference.lineCountMax
        text =
            changes.prefix(SchemaDifference.lineCountMax).joined(separator: "; ")
            + (rest > 0 ? "; and \(rest) more" : "")
    }

    private static func short(_ line: String) -> String {
        let flat = line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return flat.count <= lineLengthMax ? flat : flat.prefix(lineLengthMax - 1) + "…"
    }
}

/// How far the integer keys of a table are used up.
package struct KeyRange: Sendable, Equatable {
    /// The highest key in use or given out; 0 when there is none.
    package let highest: Int64
    /// The last key of the column's type.
    package let keyMax: Int64
    /// Keys that are left out before a block.
    var gap = KeyBlock.gap

    /// Judges the room for a block of `count` keys; `count` may be 0 when it is not known.
    package func finding(table: String, count: Int64) -> Finding {
        let left = max(0, keyMax - highest - gap)
        let text = "\(table): \(left) of \(keyMax) keys are left"
        if count > left {
            return Finding(
                "id ranges",
                .failed,
                "\(text), a run needs \(count)",
                hint: "Generate fewer rows of the table, or into a database whose keys are unused."
            )
        }
        return Finding("id ranges", left < keyMax / 10 ? .warning : .ok, text)
    }
}

/// Where a block of integer keys begins.
enum KeyBlock {
    /// Keys that are left out before a block: other writers may take some of them between the
    /// moment when the counter is read and that when it is moved.
    static let gap: Int64 = 1000

    /// Keys that are left out before a block where no counter can be moved past it: other writers
    /// have them until the block's last key is in, which is when the run comes to the table.
    static let gapWithoutCounter: Int64 = 100_000

    /// The first key of a block of `count` keys behind `highest`, the highest key in use, and
    /// behind `gap` keys for other writers.
    ///
    /// - Throws: ``TargetError`` `key-range` when the block ends beyond `keyMax`.
    static func first(
        behind highest: Int64,
        count: Int64,
        keyMax: Int64,
        table: String,
        gap: Int64 = KeyBlock.gap
    ) throws(TargetError) -> Int64 {
        let (first, overflow) = max(highest, 0).addingReportingOverflow(gap + 1)
        guard !overflow, first <= keyMax, count - 1 <= keyMax - first else {
            throw TargetError(
                code: "key-range",
                message:
                    "could not reserve \(count) keys of table `\(table)`: there are not so many",
                detail: "the highest key in use is \(highest), the column's type ends at \(keyMax)",
                hint: "Generate fewer rows of the table, or into a database whose keys are unused."
            )
        }
        return first
    }
}

/// Why cleanup stops before a batch.
enum CleanupRefusal {
    /// A row of somebody else refers to a generated one, and the cleanup was to stop there.
    static func foreignRow(table: String, key: String, reference: String) -> TargetError {
        TargetError(
            code: "foreign-row",
            message: "could not delete a row of `\(table)`: a row of somebody else refers to it",
            detail: "row \(key) is referred to by \(reference)",
            hint:
                "Keep such rows with `--on-foreign-rows keep`, or delete what refers to them with "
                + "`--on-foreign-rows delete`."
        )
    }
}

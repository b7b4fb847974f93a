extension ProfileKey {
    /// Keys of `performance`.
    static let performanceKeys: [ProfileKey] = [
        ProfileKey(
            "performance.batch_size",
            .integer(batchSizeRange),
            default: "10000",
            "Rows in a batch, when `commit_frequency` is left out."
        ),
        ProfileKey(
            "performance.commit_frequency",
            .integer(batchSizeRange),
            "Rows in a transaction; a batch is one transaction, so also the rows in a batch."
        ),
        ProfileKey(
            "performance.disable_indexes",
            .choice(IndexSuspension.allCases.map(\.rawValue)),
            default: "auto",
            "Whether indexes are suspended while tables load: `auto` those of tables with "
                + "\(IndexSuspension.presentRowCountMax) rows at most that get "
                + "\(IndexSuspension.rowCountMin) or more."
        ),
        ProfileKey(
            "performance.analyze_after_load",
            .boolean,
            default: "true",
            "Whether the tables' statistics are brought up to date at the end."
        ),
    ]

    /// The key `generation_order`.
    static let orderKeys: [ProfileKey] = [
        ProfileKey(
            "generation_order",
            .components,
            "Components to generate, in order, each after its parents; all when it is left out."
        )
    ]

    /// Keys of `validation`, `reporting` and `retention`.
    static let checkKeys: [ProfileKey] = [
        ProfileKey(
            "validation.enabled",
            .boolean,
            default: "true",
            "Whether a finished run is verified."
        ),
        ProfileKey(
            "validation.checks",
            .choices(ValidationCheck.allCases.map(\.rawValue)),
            "Checks to make; all but `content` when it is left out."
        ),
        ProfileKey(
            "reporting.enabled",
            .boolean,
            default: "false",
            "Whether a finished run writes a report."
        ),
        ProfileKey(
            "reporting.format",
            .choice(["json"]),
            default: "json",
            "Format of the report."
        ),
        ProfileKey(
            "reporting.output_file",
            .text(lengthMax: 1_000),
            "File of the report."
        ),
        ProfileKey(
            "retention.raw_hours",
            .integer(0...87_600),
            default: "2",
            "Clock hours for which single calls are kept, older ones as hourly sums only: 2 as in "
                + "the gateway; with 87600, ten years, all are kept."
        ),
    ]
}

extension RunSettings {
    /// Reads the settings of a profile and the options that override them.
    init(_ reader: ProfileReader, overrides: ProfileOverrides) throws(ProfileError) {
        batchSize = try Self.batchSize(reader, overrides: overrides)
        workers = try Self.workers(reader, overrides: overrides)
        connectionCountMax = nil
        if reader.isGiven("database.pool_size") || reader.isGiven("database.max_overflow") {
            connectionCountMax = Int(
                reader.integerOrDefault("database.pool_size")
                    + reader.integerOrDefault("database.max_overflow")
            )
        }
        connectTimeoutSeconds = Int(reader.integerOrDefault("database.pool_timeout"))
        progressBar = reader.boolean("global.progress_bar")
        progressUpdateFrequency = Int(
            reader.integerOrDefault("global.progress_update_frequency")
        )
        logLevel = LogLevel(rawValue: reader.textOrDefault("global.log_level")) ?? .info
        reportPath = reader.reportPath
        indexSuspension = try Self.indexSuspension(reader, overrides: overrides)
        analyzeAfterLoad = reader.boolean("performance.analyze_after_load")
        validationEnabled = reader.boolean("validation.enabled")
        validationChecks =
            reader.words("validation.checks")?.compactMap(ValidationCheck.init(rawValue:))
            ?? ValidationCheck.allCases.filter { $0 != .content }
        let known = reader.language.components
        var components = reader.components("generation_order") ?? known.all
        if let names = overrides.components {
            components = try ComponentOrder(known: known).select(names, option: "--tables")
        }
        self.components = components.map(\.name)
    }

    private static func batchSize(
        _ reader: ProfileReader,
        overrides: ProfileOverrides
    ) throws(ProfileError) -> Int {
        if let batchSize = overrides.batchSize {
            try check(batchSize, in: ProfileKey.batchSizeRange, option: "--batch-size")
            return batchSize
        }
        let paths = ["performance.commit_frequency", "performance.batch_size", "global.batch_size"]
        let path = paths.first(where: reader.isGiven) ?? "performance.batch_size"
        return Int(reader.integerOrDefault(path))
    }

    private static func workers(
        _ reader: ProfileReader,
        overrides: ProfileOverrides
    ) throws(ProfileError) -> Int? {
        if let workers = overrides.workers {
            try check(workers, in: 1...64, option: "--workers")
            return workers
        }
        guard reader.boolean("global.parallel") else { return 1 }
        return reader.integer("global.workers").map(Int.init)
    }

    private static func indexSuspension(
        _ reader: ProfileReader,
        overrides: ProfileOverrides
    ) throws(ProfileError) -> IndexSuspension {
        guard let word = overrides.indexSuspension else {
            let known = reader.textOrDefault("performance.disable_indexes")
            return IndexSuspension(rawValue: known) ?? .auto
        }
        guard let suspension = IndexSuspension(rawValue: word) else {
            throw ProfileError(
                code: "bad-option",
                message:
                    "--disable-indexes: \(PrintableText.quoting(word)) is unknown, the values are "
                    + PrintableText.listing(IndexSuspension.allCases.map(\.rawValue))
            )
        }
        return suspension
    }

    private static func check(
        _ value: Int,
        in range: ClosedRange<Int64>,
        option: String
    ) throws(ProfileError) {
        if value < range.lowerBound {
            throw ProfileError(
                code: "bad-option",
                message: "\(option): \(value) is too small, minimum \(range.lowerBound)"
            )
        }
        if value > range.upperBound {
            throw ProfileError(
                code: "bad-option",
                message: "\(option): \(value) is too large, maximum \(range.upperBound)"
            )
        }
    }
}

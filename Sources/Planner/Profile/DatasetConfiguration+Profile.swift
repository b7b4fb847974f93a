import Rows

extension DatasetConfiguration {
    /// Reads what decides the rows, and the options that override it.
    init(
        _ reader: ProfileReader,
        overrides: ProfileOverrides,
        nowMicroseconds: Int64
    ) throws(ProfileError) {
        let scale = try reader.locatingFaults { values throws(ScaleFault) in
            try reader.language.scale.settle(values)
        }
        let nameLength = try reader.limits("realism.name_length_min", "realism.name_length_max")
        let descriptionLength = try reader.limits(
            "realism.description_length_min",
            "realism.description_length_max"
        )
        let period = try ProfilePeriod(
            reader,
            endDate: overrides.endDate,
            nowMicroseconds: nowMicroseconds
        )
        self.init(
            seed: try Self.seed(reader, overrides: overrides),
            emailDomain: reader.textOrDefault("global.email_domain"),
            numbers: scale.numbers,
            counts: scale.counts,
            rawHours: reader.integerOrDefault("retention.raw_hours"),
            startMicroseconds: period.startMicroseconds,
            endMicroseconds: period.endMicroseconds,
            recentDataPercent: period.recentDataPercent
        )
        usesRealNames = reader.boolean("realism.use_faker")
        nameLengthMin = nameLength.lowerBound
        nameLengthMax = nameLength.upperBound
        descriptionLengthMin = descriptionLength.lowerBound
        descriptionLengthMax = descriptionLength.upperBound
        identifiers = IdentifierOrder(rawValue: reader.textOrDefault("realism.ids")) ?? .random
    }

    /// Fits the counts to what only the configuration itself tells; its sizes have been checked.
    mutating func fit(_ reader: ProfileReader) throws(ProfileError) {
        var fitted = self
        try reader.locatingFaults { values throws(ScaleFault) in
            try reader.language.scale.fit(&fitted, values)
        }
        self = fitted
    }

    private static func seed(
        _ reader: ProfileReader,
        overrides: ProfileOverrides
    ) throws(ProfileError) -> UInt64 {
        guard let seed = overrides.seed else {
            return UInt64(reader.integerOrDefault("global.random_seed"))
        }
        guard seed <= UInt64(Int64.max) else {
            throw ProfileError(
                code: "bad-option",
                message: "--seed: \(seed) is too large, maximum \(Int64.max)"
            )
        }
        return seed
    }
}

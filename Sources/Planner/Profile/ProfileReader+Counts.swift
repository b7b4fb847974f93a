import Rows

extension ProfileReader: ScaleValues {
    /// Gives a fault of `scale` its place in the profile.
    func locatingFaults<Result>(
        _ body: (ProfileReader) throws(ScaleFault) -> Result
    ) throws(ProfileError) -> Result {
        do {
            return try body(self)
        } catch {
            throw self.error(
                error.code,
                error.message,
                at: error.path,
                detail: error.detail,
                hint: error.hint
            )
        }
    }

    /// Reads the four keys of a count and fills in what is missing.
    ///
    /// With no key the table's default holds. With only the mean, the limits follow from it
    /// (``CountKey/limits(ofMean:shape:)``). With only a limit, the other limit is the default's,
    /// or that limit if it lies beyond. The mean is half-way between the limits where one is given
    /// without it.
    ///
    /// - Throws: ``Rows/ScaleFault`` when the limits cross or the mean lies outside them.
    private func count(
        _ key: CountKey,
        shape givenShape: String?
    ) throws(ScaleFault) -> CountDistribution {
        let (minPath, maxPath) = ("\(key.prefix)_min", "\(key.prefix)_max")
        let meanPath = "\(key.prefix)_avg"
        let shapeName = givenShape ?? textOrDefault("\(key.prefix)_distribution")
        guard let shape = CountDistribution.Shape(rawValue: shapeName) else {
            preconditionFailure("\(shapeName) is not a shape of the key table")
        }
        let givenMean = isGiven(meanPath) ? number(meanPath) : nil
        let givenMin = isGiven(minPath) ? integer(minPath) : nil
        let givenMax = isGiven(maxPath) ? integer(maxPath) : nil
        if let givenMin, let givenMax, givenMin > givenMax {
            throw ScaleFault(
                "conflicting-keys",
                "\(minPath): \(givenMin) is more than `\(maxPath)`",
                at: minPath,
                detail: "maximum \(givenMax)"
            )
        }
        if givenMean != nil, shape == .powerLaw {
            throw ScaleFault(
                "conflicting-keys",
                "\(meanPath): a mean cannot be given for `power_law`, whose bands decide it",
                at: meanPath,
                hint: "Leave the mean out, or set `\(key.prefix)_distribution: normal`."
            )
        }
        let limits = limits(
            key,
            shape,
            givenMin: givenMin,
            givenMax: givenMax,
            givenMean: givenMean
        )
        if let givenMean {
            try check(givenMean, at: meanPath, against: limits, minPath: minPath, maxPath: maxPath)
        }
        var mean: Double?
        if shape != .powerLaw {
            let isDefault = givenMin == nil && givenMax == nil
            let midpoint = Double(limits.min + limits.max) / 2
            mean = givenMean ?? (isDefault ? key.fallback.mean ?? midpoint : midpoint)
        }
        return CountDistribution(min: limits.min, max: limits.max, mean: mean, shape: shape)
    }

    private func check(
        _ mean: Double,
        at path: String,
        against limits: (min: Int64, max: Int64),
        minPath: String,
        maxPath: String
    ) throws(ScaleFault) {
        if mean < Double(limits.min) {
            throw ScaleFault(
                "conflicting-keys",
                "\(path): \(DecimalText.text(mean)) is less than `\(minPath)`",
                at: path,
                detail: "minimum \(limits.min)"
            )
        }
        if mean > Double(limits.max) {
            throw ScaleFault(
                "conflicting-keys",
                "\(path): \(DecimalText.text(mean)) is more than `\(maxPath)`",
                at: path,
                detail: "maximum \(limits.max)"
            )
        }
    }

    private func limits(
        _ key: CountKey,
        _ shape: CountDistribution.Shape,
        givenMin: Int64?,
        givenMax: Int64?,
        givenMean: Double?
    ) -> (min: Int64, max: Int64) {
        var least = key.fallback.min
        var most = key.fallback.max
        if let givenMean { (least, most) = key.limits(ofMean: givenMean, shape: shape) }
        least = givenMin ?? min(least, givenMax ?? least)
        most = givenMax ?? max(most, least)
        // Limits that are too far apart for events give way where the profile does not say them.
        let span = CountKey.eventCountRangeMax - 1
        if key.countsEvents, let givenMean {
            if givenMax == nil, most - least > span {
                most = max(least + span, Int64(givenMean.rounded(.up)))
            }
            if givenMin == nil, most - least > span {
                least = min(most - span, Int64(givenMean.rounded(.down)))
            }
        }
        return (least, most)
    }

    /// Reads a count that other keys limit; a default or a stated maximum above the limit is lowered to
    /// it.
    ///
    /// - Throws: ``Rows/ScaleFault`` when the profile states a larger minimum or mean.
    func count(
        _ key: CountKey,
        shape: String?,
        limitedTo limit: CountLimit?
    ) throws(ScaleFault) -> CountDistribution {
        let count = try count(key, shape: shape)
        guard let limit else { return count }
        let meanPath = "\(key.prefix)_avg"
        for path in ["\(key.prefix)_min", meanPath] where isGiven(path) {
            guard let given = number(path), given > Double(limit.value) else { continue }
            throw ScaleFault(
                "conflicting-keys",
                "\(path): \(DecimalText.text(given)) is more than \(limit.name)",
                at: path,
                detail: limit.detail,
                hint: "Lower `\(path)` to \(limit.value), or raise \(limit.remedy)."
            )
        }
        var limited = count.clamped(to: limit.value)
        if limited != count, !isGiven(meanPath), let mean = limited.mean {
            limited.mean = min(mean, Double(limited.min + limited.max) / 2)
        }
        return limited
    }
}

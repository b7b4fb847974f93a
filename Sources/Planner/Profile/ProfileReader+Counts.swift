import Dataset

extension ProfileReader {
    /// Reads the four keys of a count and fills in what is missing.
    ///
    /// With no key the table's default holds. With only the mean, the limits follow from it
    /// (``CountKey/limits(ofMean:shape:)``). With only a limit, the other limit is the default's,
    /// or that limit if it lies beyond. The mean is half-way between the limits where one is given
    /// without it.
    ///
    /// - Throws: ``ProfileError`` when the limits cross or the mean lies outside them.
    func count(
        _ key: CountKey,
        shape givenShape: String? = nil
    ) throws(ProfileError)
        -> CountDistribution
    {
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
            throw error(
                "conflicting-keys",
                "\(minPath): \(givenMin) is more than `\(maxPath)`",
                at: minPath,
                detail: "maximum \(givenMax)"
            )
        }
        if givenMean != nil, shape == .powerLaw {
            throw error(
                "conflicting-keys",
                "\(meanPath): a mean cannot be given for `power_law`, whose bands decide it",
                at: meanPath,
                hint: "Leave the mean out, or set `\(key.prefix)_distribution: normal`."
            )
        }
        let limits = limits(key, shape, givenMin: givenMin, givenMax: givenMax, givenMean)
        if let givenMean {
            try check(givenMean, at: meanPath, against: limits, minPath, maxPath)
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
        _ minPath: String,
        _ maxPath: String
    ) throws(ProfileError) {
        if mean < Double(limits.min) {
            throw error(
                "conflicting-keys",
                "\(path): \(ProfileScalar.text(mean)) is less than `\(minPath)`",
                at: path,
                detail: "minimum \(limits.min)"
            )
        }
        if mean > Double(limits.max) {
            throw error(
                "conflicting-keys",
                "\(path): \(ProfileScalar.text(mean)) is more than `\(maxPath)`",
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
        _ givenMean: Double?
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
    /// - Throws: ``ProfileError`` when the profile states a larger minimum or mean.
    private func count(
        _ key: CountKey,
        shape: String? = nil,
        limitedTo limit: CountLimit
    ) throws(ProfileError) -> CountDistribution {
        let count = try count(key, shape: shape)
        let meanPath = "\(key.prefix)_avg"
        for path in ["\(key.prefix)_min", meanPath] where isGiven(path) {
            guard let given = number(path), given > Double(limit.value) else { continue }
            throw error(
                "conflicting-keys",
                "\(path): \(ProfileScalar.text(given)) is more than \(limit.name)",
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

    /// Reads the parts of a server, out of so many objects that everybody may see.
    ///
    /// - Throws: ``ProfileError`` when the profile states a larger minimum or mean.
    func partsPerServer(
        _ part: ServerPart,
        publicCount: Int64
    ) throws(ProfileError) -> CountDistribution {
        let gateways = part == .tools ? ", those of public gateways" : ""
        let publicPath = "scale.objects_public_percent"
        return try count(
            part.countKey,
            limitedTo: CountLimit(
                value: publicCount,
                name: "the number of public \(part.name)",
                detail: "\(publicCount) \(part.name) are public\(gateways); `\(publicPath)` is "
                    + ProfileScalar.text(try objectShares().publicPercent),
                remedy: "`\(publicPath)` or `\(part.objectsPath)`"
            )
        )
    }

    /// Reads the join requests of a team; a default gives way to the number of users who can ask.
    func joinRequestsPerTeam(userCount: Int64) throws(ProfileError) -> CountDistribution {
        let key = CountKey.joinRequestsPerTeam
        let requests = try count(key)
        return isStated(key)
            ? requests : requests.clamped(to: max(key.lowerBound, userCount - 1))
    }

    /// Whether the profile states a limit or the mean of a count.
    func isStated(_ key: CountKey) -> Bool {
        ["min", "max", "avg"].contains { isGiven("\(key.prefix)_\($0)") }
    }

    /// Reads the agents of a user: a count, or the number of all agents shared out evenly.
    func agentsPerUser(userCount: Int64) throws(ProfileError) -> CountDistribution {
        guard let total = integer("scale.a2a_agents"), userCount > 0 else {
            return try count(CountKey.agentsPerUser)
        }
        return CountDistribution(
            min: total / userCount,
            max: (total + userCount - 1) / userCount,
            mean: Double(total) / Double(userCount),
            shape: .uniform
        )
    }

    /// Reads the members of a team: its distribution has two names, and a team has no more
    /// members than there are users.
    func membersPerTeam(userCount: Int64) throws(ProfileError) -> CountDistribution {
        let key = CountKey.membersPerTeam
        let (shapePath, teamSizePath) = ("\(key.prefix)_distribution", "distributions.team_size")
        var shape = textOrDefault(isGiven(shapePath) ? shapePath : teamSizePath)
        // The bands of a power law decide the mean; a mean asks for a shape that can have it.
        if isGiven("\(key.prefix)_avg"), !isGiven(shapePath), !isGiven(teamSizePath) {
            shape = CountDistribution.Shape.normal.rawValue
        }
        if isGiven(shapePath), isGiven(teamSizePath), textOrDefault(teamSizePath) != shape {
            throw error(
                "conflicting-keys",
                "\(teamSizePath): `\(textOrDefault(teamSizePath))` is not what "
                    + "`\(shapePath)` says",
                at: teamSizePath,
                detail: "that says `\(shape)`"
            )
        }
        return try count(
            key,
            shape: shape,
            limitedTo: CountLimit(
                value: userCount,
                name: "`scale.users`",
                detail: "there are \(userCount) users to be members",
                remedy: "`scale.users`"
            )
        )
    }
}

/// What a count cannot exceed, for messages too.
private struct CountLimit {
    let value: Int64
    /// What it is, as `the number of public tools`.
    let name: String
    let detail: String
    /// The keys to raise.
    let remedy: String
}

import Rows

/// What a profile may say about the size of a gateway's data, and what follows from it.
struct GatewayScale: ScaleRules {
    let keys: [ScaleKey] =
        NumberKey.gateway.map(ScaleKey.number) + CountKey.gateway.map(ScaleKey.count)

    let base = NumberKey.users
    let growing = [NumberKey.gateways, .agents]

    func settle(_ profile: some ScaleValues) throws(ScaleFault) -> Scale {
        try refuseUnsupported(profile)
        var scale = Scale()
        // Those that others are settled from decide no row by themselves.
        let settling = [
            NumberKey.personalTeamsPerUser, .teamsPublicPercent, .tokenRevocationRate,
        ]
        for key in NumberKey.gateway where key.defaultText != nil && !settling.contains(key) {
            scale.numbers[key.name] = profile.value(key)
        }
        let users = profile.value(.users)
        let (publicPercent, teamPercent) = try objectShares(profile)
        for (key, value) in [
            (NumberKey.users, users),
            (.objectsPublicPercent, publicPercent),
            (.objectsTeamPercent, teamPercent),
            (.additionalTeamsPerUser, try additionalTeamsPerUser(profile)),
            (
                .teamsPrivatePercent,
                try profile.share(
                    NumberKey.teamsPrivatePercent.path,
                    complementing: NumberKey.teamsPublicPercent.path
                )
            ),
            (.tokensActivePercent, tokensActivePercent(profile)),
            (.oauthTokenRate, oauthTokenRate(profile)),
        ] {
            scale.numbers[key.name] = value
        }
        for key in CountKey.gateway { scale.counts[key.name] = try count(key, profile) }
        return scale
    }

    func fit(
        _ configuration: inout DatasetConfiguration,
        _ profile: some ScaleValues
    ) throws(ScaleFault) {
        // This counts the tools of public gateways, if need be one by one.
        let counts = PublicCounts(configuration)
        guard counts.servers > 0 else { return }
        for part in ServerPart.allCases {
            let key = part.countKey
            configuration[key] = try partsPerServer(
                part,
                publicCount: part.publicCount(counts, upTo: configuration[key].max),
                profile
            )
        }
    }

    /// Some resources and prompts are federated, for which gateways must come first.
    func adapt(_ configuration: inout DatasetConfiguration, to tables: [String]) {
        let gateways = tables.firstIndex(of: GatewaysTable.definition.name)
        let objects = [ResourcesTable.definition.name, PromptsTable.definition.name]
        configuration.federatesObjects =
            gateways.map { !tables[..<$0].contains(where: objects.contains) } ?? false
    }

    func excesses(_ configuration: DatasetConfiguration, tables: Set<String>?) -> [SizeExcess] {
        GatewaySizes(configuration, tables: tables).excesses
    }

    /// A team has no more members than there are users.
    func least(_ key: NumberKey, _ profile: some ScaleValues) -> Double {
        guard key == .users else { return 0 }
        let prefix = CountKey.membersPerTeam.prefix
        let members = ["\(prefix)_min", "\(prefix)_avg"].compactMap { path in
            profile.isGiven(path) ? profile.number(path) : nil
        }
        return members.max()?.rounded(.up) ?? 0
    }
}

extension GatewayScale {
    private func refuseUnsupported(_ profile: some ScaleValues) throws(ScaleFault) {
        let personal = profile.value(.personalTeamsPerUser)
        guard personal == 1 else {
            let path = NumberKey.personalTeamsPerUser.path
            throw ScaleFault(
                "unsupported-value",
                "\(path): \(Int64(personal)) is not supported, the gateway gives every user "
                    + "exactly 1",
                at: path
            )
        }
        let total = NumberKey.agents.path
        guard profile.isGiven(total) else { return }
        for suffix in ["min", "max", "avg", "distribution"] {
            let path = "\(CountKey.agentsPerUser.prefix)_\(suffix)"
            guard profile.isGiven(path) else { continue }
            throw ScaleFault(
                "conflicting-keys",
                "\(path): the agents of a user cannot be given together with `\(total)`",
                at: path,
                hint: "Keep one of the two."
            )
        }
    }

    // MARK: Numbers

    /// The shares of objects that are public and that only their team sees.
    private func objectShares(
        _ profile: some ScaleValues
    ) throws(ScaleFault) -> (publicPercent: Double, teamPercent: Double) {
        let (publicPath, teamPath) = (
            NumberKey.objectsPublicPercent.path, NumberKey.objectsTeamPercent.path
        )
        var publicPercent = profile.value(.objectsPublicPercent)
        var teamPercent = profile.value(.objectsTeamPercent)
        if !profile.isGiven(teamPath) { teamPercent = min(teamPercent, 100 - publicPercent) }
        if !profile.isGiven(publicPath) { publicPercent = min(publicPercent, 100 - teamPercent) }
        guard publicPercent + teamPercent <= 100 + 1e-9 else {
            throw ScaleFault(
                "conflicting-keys",
                "\(teamPath): \(DecimalText.text(teamPercent)) and `\(publicPath)` make more than "
                    + "100",
                at: teamPath,
                detail: "\(DecimalText.text(publicPercent)) + \(DecimalText.text(teamPercent)) = "
                    + DecimalText.text(publicPercent + teamPercent)
            )
        }
        return (publicPercent, teamPercent)
    }

    /// The share of tokens that are active: what is revoked cannot be, and what is not active is
    /// revoked, so the larger of the two shares decides.
    private func tokensActivePercent(_ profile: some ScaleValues) -> Double {
        min(profile.value(.tokensActivePercent), 100 - 100 * profile.value(.tokenRevocationRate))
    }

    /// The number of teams that each user creates, which has two names: one counts the personal
    /// team too.
    private func additionalTeamsPerUser(_ profile: some ScaleValues) throws(ScaleFault) -> Double {
        let (path, allPath) = (
            NumberKey.additionalTeamsPerUser.path, NumberKey.teamsPerUserMean.path
        )
        let additional = profile.value(.additionalTeamsPerUser)
        guard profile.isGiven(allPath), let all = profile.number(allPath) else {
            return additional
        }
        guard all == all.rounded() else {
            throw ScaleFault(
                "unsupported-value",
                "\(allPath): \(DecimalText.text(all)) is not supported, every user has as many "
                    + "teams",
                at: allPath,
                hint: "Write a whole number; the personal team is one of them."
            )
        }
        if profile.isGiven(path), all != additional + 1 {
            let count = DecimalText.text(additional)
            throw ScaleFault(
                "conflicting-keys",
                "\(allPath): \(DecimalText.text(all)) is not the personal team and those of "
                    + "`\(path)`",
                at: allPath,
                detail: "1 + \(count) = \(DecimalText.text(additional + 1))"
            )
        }
        return all - 1
    }

    /// The share of the pairs of a user and a gateway with OAuth that have a token: by default about
    /// one token a user.
    private func oauthTokenRate(_ profile: some ScaleValues) -> Double {
        let path = NumberKey.oauthTokenRate.path
        if profile.isGiven(path), let rate = profile.number(path) { return rate }
        let gateways = profile.value(.gateways)
        return gateways > 0 ? min(0.05, 1 / (0.15 * gateways)) : 0.05
    }

    // MARK: Counts

    private func count(
        _ key: CountKey,
        _ profile: some ScaleValues
    ) throws(ScaleFault) -> CountDistribution {
        switch key {
        case .membersPerTeam: try membersPerTeam(profile)
        case .joinRequestsPerTeam: try joinRequestsPerTeam(profile)
        case .agentsPerUser: try agentsPerUser(profile)
        default: try profile.count(key)
        }
    }

    /// The members of a team: its distribution has two names, and a team has no more members than
    /// there are users.
    private func membersPerTeam(
        _ profile: some ScaleValues
    ) throws(ScaleFault) -> CountDistribution {
        let key = CountKey.membersPerTeam
        let users = Int64(profile.value(.users))
        let (shapePath, teamSizePath) = ("\(key.prefix)_distribution", "distributions.team_size")
        var shape = profile.text(profile.isGiven(shapePath) ? shapePath : teamSizePath)
        // The bands of a power law decide the mean; a mean asks for a shape that can have it.
        if profile.isGiven("\(key.prefix)_avg"), !profile.isGiven(shapePath),
            !profile.isGiven(teamSizePath)
        {
            shape = CountDistribution.Shape.normal.rawValue
        }
        if profile.isGiven(shapePath), profile.isGiven(teamSizePath),
            let teamSize = profile.text(teamSizePath), let shape, teamSize != shape
        {
            throw ScaleFault(
                "conflicting-keys",
                "\(teamSizePath): `\(teamSize)` is not what `\(shapePath)` says",
                at: teamSizePath,
                detail: "that says `\(shape)`"
            )
        }
        return try profile.count(
            key,
            shape: shape,
            limitedTo: CountLimit(
                value: users,
                name: "`\(NumberKey.users.path)`",
                detail: "there are \(users) users to be members",
                remedy: "`\(NumberKey.users.path)`"
            )
        )
    }

    /// The join requests of a team; a default gives way to the number of users who can ask.
    private func joinRequestsPerTeam(
        _ profile: some ScaleValues
    ) throws(ScaleFault) -> CountDistribution {
        let key = CountKey.joinRequestsPerTeam
        let requests = try profile.count(key)
        let most = max(key.lowerBound, Int64(profile.value(.users)) - 1)
        return profile.isStated(key) ? requests : requests.clamped(to: most)
    }

    /// The agents of a user: a count, or the number of all agents shared out evenly.
    private func agentsPerUser(
        _ profile: some ScaleValues
    ) throws(ScaleFault) -> CountDistribution {
        let users = Int64(profile.value(.users))
        guard let number = profile.number(NumberKey.agents.path), users > 0 else {
            return try profile.count(.agentsPerUser)
        }
        let total = Int64(number)
        return CountDistribution(
            min: total / users,
            max: (total + users - 1) / users,
            mean: Double(total) / Double(users),
            shape: .uniform
        )
    }

    /// The parts of a server, out of so many objects that everybody may see.
    private func partsPerServer(
        _ part: ServerPart,
        publicCount: Int64,
        _ profile: some ScaleValues
    ) throws(ScaleFault) -> CountDistribution {
        let gateways = part == .tools ? ", those of public gateways" : ""
        let publicPath = NumberKey.objectsPublicPercent.path
        return try profile.count(
            part.countKey,
            shape: nil,
            limitedTo: CountLimit(
                value: publicCount,
                name: "the number of public \(part.name)",
                detail: "\(publicCount) \(part.name) are public\(gateways); `\(publicPath)` is "
                    + DecimalText.text(try objectShares(profile).publicPercent),
                remedy: "`\(publicPath)` or `\(part.objectsPath)`"
            )
        )
    }
}

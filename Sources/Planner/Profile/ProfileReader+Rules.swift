extension ProfileReader {
    /// Checks the rules that a key alone does not show.
    func checkRules() throws(ProfileError) {
        if boolean("database.echo") {
            throw error(
                "unsupported-value",
                "database.echo: `true` cannot be honoured, rows go by COPY and no statement is "
                    + "logged",
                at: "database.echo"
            )
        }
        let personalTeamCount = integerOrDefault("scale.personal_teams_per_user")
        if personalTeamCount != 1 {
            throw error(
                "unsupported-value",
                "scale.personal_teams_per_user: \(personalTeamCount) is not supported, the "
                    + "gateway gives every user exactly 1",
                at: "scale.personal_teams_per_user"
            )
        }
        try checkAgents()
        if boolean("reporting.enabled"), reportPath == nil {
            throw error(
                "missing-key",
                "reporting.enabled: a report is wanted, but no file is named for it",
                at: "reporting.enabled",
                hint: "Set `reporting.output_file`."
            )
        }
    }

    /// The file of the report, or nil when none is wanted or none is named.
    var reportPath: String? {
        let isWanted = isGiven("reporting.enabled") ? boolean("reporting.enabled") : true
        guard isWanted else { return nil }
        let path = text("reporting.output_file") ?? text("global.output_report")
        return path == "" ? nil : path
    }

    /// The variable with the users' password, if the profile names one.
    var userPassword: PasswordRequest? {
        let path = "realism.user_password_env"
        guard let variable = text(path), let location = location(path) else { return nil }
        return PasswordRequest(variable: variable, location: location)
    }

    /// Reads two shares that make 100 together; one decides the other.
    ///
    /// - Returns: The first share.
    func share(_ path: String, complementing other: String) throws(ProfileError) -> Double {
        let first = numberOrDefault(path)
        let second = numberOrDefault(other)
        guard isGiven(other) else { return first }
        guard isGiven(path) else { return 100 - second }
        guard abs(first + second - 100) < 1e-9 else {
            throw error(
                "conflicting-keys",
                "\(other): \(ProfileScalar.text(second)) and `\(path)` do not make 100",
                at: other,
                detail: "\(ProfileScalar.text(first)) + \(ProfileScalar.text(second)) = "
                    + ProfileScalar.text(first + second)
            )
        }
        return first
    }

    /// Reads the shares of objects that are public and that only their team sees.
    func objectShares() throws(ProfileError) -> (publicPercent: Double, teamPercent: Double) {
        let (publicPath, teamPath) = ("scale.objects_public_percent", "scale.objects_team_percent")
        var publicPercent = numberOrDefault(publicPath)
        var teamPercent = numberOrDefault(teamPath)
        if !isGiven(teamPath) { teamPercent = min(teamPercent, 100 - publicPercent) }
        if !isGiven(publicPath) { publicPercent = min(publicPercent, 100 - teamPercent) }
        guard publicPercent + teamPercent <= 100 + 1e-9 else {
            throw error(
                "conflicting-keys",
                "\(teamPath): \(ProfileScalar.text(teamPercent)) and `\(publicPath)` make more "
                    + "than 100",
                at: teamPath,
                detail: "\(ProfileScalar.text(publicPercent)) + \(ProfileScalar.text(teamPercent))"
                    + " = \(ProfileScalar.text(publicPercent + teamPercent))"
            )
        }
        return (publicPercent, teamPercent)
    }

    /// The share of tokens that are active: what is revoked cannot be, and what is not active is
    /// revoked, so the larger of the two shares decides.
    var tokensActivePercent: Double {
        min(
            numberOrDefault("scale.tokens_active_percent"),
            100 - 100 * numberOrDefault("scale.token_revocation_rate")
        )
    }

    private func checkAgents() throws(ProfileError) {
        guard isGiven("scale.a2a_agents") else { return }
        for suffix in ["min", "max", "avg", "distribution"] {
            let path = "scale.a2a_agents_per_user_\(suffix)"
            if isGiven(path) {
                throw error(
                    "conflicting-keys",
                    "\(path): the agents of a user cannot be given together with "
                        + "`scale.a2a_agents`",
                    at: path,
                    hint: "Keep one of the two."
                )
            }
        }
    }

    /// Reads two limits; one that the profile does not say gives way to the other.
    func limits(_ minPath: String, _ maxPath: String) throws(ProfileError) -> ClosedRange<Int> {
        var (least, most) = (integerOrDefault(minPath), integerOrDefault(maxPath))
        if !isGiven(minPath) { least = min(least, most) }
        if !isGiven(maxPath) { most = max(least, most) }
        guard least <= most else {
            throw error(
                "conflicting-keys",
                "\(minPath): \(least) is more than `\(maxPath)`",
                at: minPath,
                detail: "maximum \(most)"
            )
        }
        return Int(least)...Int(most)
    }

    /// Reads the number of teams that each user creates, which has two names: one counts the
    /// personal team too.
    func additionalTeamsPerUser() throws(ProfileError) -> Int64 {
        let (path, allPath) = ("scale.additional_teams_per_user", "scale.teams_per_user_avg")
        let additional = integerOrDefault(path)
        guard isGiven(allPath), let all = number(allPath) else { return additional }
        guard all == all.rounded() else {
            throw error(
                "unsupported-value",
                "\(allPath): \(ProfileScalar.text(all)) is not supported, every user has as many "
                    + "teams",
                at: allPath,
                hint: "Write a whole number; the personal team is one of them."
            )
        }
        if isGiven(path), Int64(all) != additional + 1 {
            throw error(
                "conflicting-keys",
                "\(allPath): \(ProfileScalar.text(all)) is not the personal team and those of "
                    + "`\(path)`",
                at: allPath,
                detail: "1 + \(additional) = \(additional + 1)"
            )
        }
        return Int64(all) - 1
    }

    /// The share of the pairs of a user and a gateway with OAuth that have a token: by default about
    /// one token a user.
    var oauthTokenRate: Double {
        let path = "scale.oauth_token_rate"
        if isGiven(path), let rate = number(path) { return rate }
        let gateways = Double(integerOrDefault("scale.gateways"))
        return gateways > 0 ? min(0.05, 1 / (0.15 * gateways)) : 0.05
    }
}

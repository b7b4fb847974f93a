import Dataset

extension ScaleValues {
    /// Reads the section `scale`.
    ///
    /// - Parameters:
    ///   - reader: The profile's checked values.
    ///   - dataset: The configuration, which has the counts that depend on other sections and keys.
    /// - Throws: ``ProfileError`` for a count whose keys disagree.
    init(_ reader: ProfileReader, _ dataset: DatasetConfiguration) throws(ProfileError) {
        let fitted = [
            CountKey.membersPerTeam: dataset.membersPerTeam,
            CountKey.joinRequestsPerTeam: dataset.joinRequestsPerTeam,
            CountKey.toolsPerServer: dataset.toolsPerServer,
            CountKey.resourcesPerServer: dataset.resourcesPerServer,
            CountKey.promptsPerServer: dataset.promptsPerServer,
            CountKey.agentsPerServer: dataset.agentsPerServer,
        ]
        counts = []
        for key in CountKey.all {
            if let distribution = fitted[key] {
                counts.append(Count(prefix: key.prefix, distribution: distribution))
            } else {
                counts.append(Count(prefix: key.prefix, distribution: try reader.count(key)))
            }
        }
        let privatePercent = try reader.share(
            "scale.teams_private_percent",
            complementing: "scale.teams_public_percent"
        )
        let shares = try reader.objectShares()
        entries = []
        for key in ProfileKey.scaleKeys {
            guard !CountKey.all.contains(where: { key.path.hasPrefix($0.prefix + "_") }),
                let number = key.path == "scale.oauth_token_rate"
                    ? reader.oauthTokenRate : reader.number(key.path)
            else { continue }
            let value: Double
            switch key.path {
            case "scale.additional_teams_per_user": value = Double(dataset.additionalTeamsPerUser)
            case "scale.teams_private_percent": value = privatePercent
            case "scale.teams_public_percent": value = 100 - privatePercent
            case "scale.objects_public_percent": value = shares.publicPercent
            case "scale.objects_team_percent": value = shares.teamPercent
            case "scale.tokens_active_percent": value = reader.tokensActivePercent
            case "scale.token_revocation_rate":
                value = max(number, 1 - reader.tokensActivePercent / 100)
            default: value = number
            }
            entries.append(Entry(path: key.path, value: value))
        }
    }
}

import Dataset

extension ScaleValues {
    /// Reads the section `scale`.
    ///
    /// - Parameters:
    ///   - reader: The profile's checked values.
    ///   - members: The members of a team, which other sections decide as well.
    /// - Throws: ``ProfileError`` for a count whose keys disagree.
    init(_ reader: ProfileReader, members: CountDistribution) throws(ProfileError) {
        counts = []
        for key in CountKey.all {
            let isMembers = key.prefix == CountKey.core[0].prefix
            counts.append(
                Count(
                    prefix: key.prefix,
                    distribution: isMembers ? members : try reader.count(key)
                )
            )
        }
        let privatePercent = try reader.share(
            "scale.teams_private_percent",
            complementing: "scale.teams_public_percent"
        )
        let shares = try reader.objectShares()
        entries = []
        for key in ProfileKey.scaleKeys {
            guard !CountKey.all.contains(where: { key.path.hasPrefix($0.prefix + "_") }),
                let number = reader.number(key.path)
            else { continue }
            let value: Double
            switch key.path {
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

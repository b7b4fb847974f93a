import Rows

extension GatewayScale {
    func notices(_ configuration: DatasetConfiguration, _ profile: some ScaleValues) -> [String] {
        loweredMaxima(configuration, profile) + assumptions(configuration, profile)
    }

    /// Maxima that the profile states and that other keys lower.
    private func loweredMaxima(
        _ configuration: DatasetConfiguration,
        _ profile: some ScaleValues
    ) -> [String] {
        let limits =
            [(CountKey.membersPerTeam, "the number of users")]
            + ServerPart.allCases.map { ($0.countKey, "the number of public \($0.name)") }
        return limits.compactMap { key, limit in
            let path = "\(key.prefix)_max"
            let most = configuration[key].max
            guard profile.isGiven(path), let stated = profile.number(path), stated > Double(most)
            else { return nil }
            return "\(path): \(Int64(stated)) is lowered to \(most), \(limit)"
        }
    }

    /// What was assumed about calls, in one notice, unless the profile says how long they are kept.
    private func assumptions(
        _ configuration: DatasetConfiguration,
        _ profile: some ScaleValues
    ) -> [String] {
        let path = "retention.raw_hours"
        guard !profile.isGiven(path), let rawHours = configuration.rawHours else { return [] }
        let means = [
            (CountKey.metricsPerTool, "tool"), (.metricsPerResource, "resource"),
            (.metricsPerPrompt, "prompt"),
        ].compactMap { key, name -> String? in
            guard !profile.isStated(key), let mean = configuration[key].mean else { return nil }
            return "\(DecimalText.text(mean)) per \(name)"
        }
        let hours = "single calls are kept for \(rawHours) hours"
        guard !means.isEmpty else { return ["the profile does not set retention: \(hours)"] }
        let listed = means.joined(separator: ", ")
        return ["the profile does not set retention: \(hours); average calls: \(listed)"]
    }
}

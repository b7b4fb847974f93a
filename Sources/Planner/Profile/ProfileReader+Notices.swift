import Dataset

extension ProfileReader {
    /// What was assumed for the profile, and which of its maxima are out of reach.
    func notices(_ dataset: DatasetConfiguration) -> [String] {
        loweredMaxima(dataset) + assumptions(dataset)
    }

    /// Maxima that the profile states and that other keys lower.
    private func loweredMaxima(_ dataset: DatasetConfiguration) -> [String] {
        let members = (CountKey.membersPerTeam, dataset.membersPerTeam, "the number of users")
        let parts = ServerPart.allCases.map {
            ($0.countKey, dataset[keyPath: $0.count], "the number of public \($0.name)")
        }
        return ([members] + parts).compactMap { key, count, limit in
            let path = "\(key.prefix)_max"
            guard isGiven(path), let stated = integer(path), stated > count.max else { return nil }
            return "\(path): \(stated) is lowered to \(count.max), \(limit)"
        }
    }

    /// What was assumed about calls, in one notice, unless the profile says how long they are kept.
    private func assumptions(_ dataset: DatasetConfiguration) -> [String] {
        guard !isGiven("retention.raw_hours") else { return [] }
        let counts: [(CountKey, String, CountDistribution)] = [
            (.metricsPerTool, "tool", dataset.activity.metricsPerTool),
            (.metricsPerResource, "resource", dataset.activity.metricsPerResource),
            (.metricsPerPrompt, "prompt", dataset.activity.metricsPerPrompt),
        ]
        let means = counts.compactMap { key, name, distribution -> String? in
            guard !isStated(key), let mean = distribution.mean else { return nil }
            return "\(ProfileScalar.text(mean)) per \(name)"
        }
        let hours = "single calls are kept for \(integerOrDefault("retention.raw_hours")) hours"
        guard !means.isEmpty else { return ["the profile does not set retention: \(hours)"] }
        let listed = means.joined(separator: ", ")
        return ["the profile does not set retention: \(hours); average calls: \(listed)"]
    }
}

import Dataset

extension ProfileReader {
    /// What was assumed about calls, in one notice, unless the profile says how long they are kept.
    func assumptions(_ dataset: DatasetConfiguration) -> [String] {
        guard !isGiven("retention.raw_hours") else { return [] }
        let counts: [(CountKey, String, CountDistribution)] = [
            (.metricsPerTool, "tool", dataset.activity.metricsPerTool),
            (.metricsPerResource, "resource", dataset.activity.metricsPerResource),
            (.metricsPerPrompt, "prompt", dataset.activity.metricsPerPrompt),
        ]
        let means = counts.compactMap { key, name, distribution -> String? in
            let isStated = ["min", "max", "avg"].contains { isGiven("\(key.prefix)_\($0)") }
            guard !isStated, let mean = distribution.mean else { return nil }
            return "\(ProfileScalar.text(mean)) per \(name)"
        }
        let hours = "single calls are kept for \(integerOrDefault("retention.raw_hours")) hours"
        guard !means.isEmpty else { return ["the profile does not set retention: \(hours)"] }
        let listed = means.joined(separator: ", ")
        return ["the profile does not set retention: \(hours); average calls: \(listed)"]
    }
}

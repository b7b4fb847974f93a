import Dataset

extension ActivityConfiguration {
    /// Reads what decides the tables that fill while a gateway runs.
    init(_ reader: ProfileReader) throws(ProfileError) {
        self.init(
            metricsPerTool: try reader.count(CountKey.metricsPerTool),
            metricsPerResource: try reader.count(CountKey.metricsPerResource),
            metricsPerPrompt: try reader.count(CountKey.metricsPerPrompt),
            metricsPerServer: try reader.count(CountKey.metricsPerServer),
            metricsPerAgent: try reader.count(CountKey.metricsPerAgent),
            rawHours: reader.integer("retention.raw_hours")
        )
    }
}

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
            usesPerToken: try reader.count(CountKey.usesPerToken),
            authEventsPerUser: try reader.count(CountKey.authEventsPerUser),
            permissionAuditsPerUser: try reader.count(CountKey.permissionAuditsPerUser),
            requestsPerUser: try reader.count(CountKey.requestsPerUser),
            spansPerTrace: try reader.count(CountKey.spansPerTrace),
            formerPasswordsPerUser: try reader.count(CountKey.formerPasswordsPerUser),
            sessionsPerServer: try reader.count(CountKey.sessionsPerServer),
            messagesPerSession: try reader.count(CountKey.messagesPerSession),
            tasksPerAgent: try reader.count(CountKey.tasksPerAgent),
            eventsPerTask: try reader.count(CountKey.eventsPerTask),
            subscriptionRate: reader.numberOrDefault("scale.resource_subscription_rate"),
            oauthTokenRate: reader.oauthTokenRate,
            rawHours: reader.integerOrDefault("retention.raw_hours")
        )
    }
}

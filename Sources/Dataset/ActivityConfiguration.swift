/// What decides the rows of tables that fill while a gateway runs: how much happens to whom.
package struct ActivityConfiguration: Sendable, Hashable, Codable {
    /// Calls of a tool.
    package var metricsPerTool: CountDistribution
    /// Reads of a resource.
    package var metricsPerResource: CountDistribution
    /// Renderings of a prompt.
    package var metricsPerPrompt: CountDistribution
    /// Calls of a virtual server.
    package var metricsPerServer: CountDistribution
    /// Interactions with an A2A agent.
    package var metricsPerAgent: CountDistribution
    /// Clock hours, the current one included, for which single events are kept, older ones as hourly
    /// sums only; nil when all are kept and none are summed up.
    package var rawHours: Int64?

    /// Creates a configuration; see the properties.
    package init(
        metricsPerTool: CountDistribution,
        metricsPerResource: CountDistribution,
        metricsPerPrompt: CountDistribution,
        metricsPerServer: CountDistribution,
        metricsPerAgent: CountDistribution,
        rawHours: Int64?
    ) {
        self.metricsPerTool = metricsPerTool
        self.metricsPerResource = metricsPerResource
        self.metricsPerPrompt = metricsPerPrompt
        self.metricsPerServer = metricsPerServer
        self.metricsPerAgent = metricsPerAgent
        self.rawHours = rawHours
    }
}

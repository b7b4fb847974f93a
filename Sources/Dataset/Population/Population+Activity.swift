/// What happens to the objects of the registry, in order of time.
extension Population {
    /// Events of a burst on an object of the registry, at most: who calls a tool calls it again.
    private static let burstMax: Int64 = 8

    /// Calls of tools.
    func toolEvents() -> EventStreams {
        let owners = GatewayOwners(self)
        let createdKey = key("tools", "created_at")
        return EventStreams(
            objectCount: tools.rowCount,
            distribution: configuration.activity.metricsPerTool,
            burstMax: Population.burstMax,
            tenantObjectCount: tools.rowCount / Swift.max(1, configuration.gatewayCount),
            timeline: timeline,
            key: key("tools", "events"),
            created: { row in
                owners.toolCreated(tools.place(of: row), jitter: createdKey.unit(row))
            }
        )
    }

    /// Reads of resources.
    func resourceEvents() -> EventStreams {
        objectEvents("resources", resources, configuration.activity.metricsPerResource)
    }

    /// Renderings of prompts.
    func promptEvents() -> EventStreams {
        objectEvents("prompts", prompts, configuration.activity.metricsPerPrompt)
    }

    /// Calls of virtual servers.
    func serverEvents() -> EventStreams {
        objectEvents("servers", servers, configuration.activity.metricsPerServer)
    }

    /// Interactions with A2A agents.
    func agentEvents() -> EventStreams {
        objectEvents("a2a_agents", agents, configuration.activity.metricsPerAgent)
    }

    private func objectEvents(
        _ table: StaticString,
        _ counts: ChildCounts,
        _ distribution: CountDistribution
    ) -> EventStreams {
        let createdKey = key(table, "created_at")
        return EventStreams(
            objectCount: counts.rowCount,
            distribution: distribution,
            burstMax: Population.burstMax,
            tenantObjectCount: counts.rowCount / Swift.max(1, configuration.userCount),
            timeline: timeline,
            key: key(table, "events"),
            created: { row in
                objectCreated(counts.place(of: row), jitter: createdKey.unit(row))
            }
        )
    }
}

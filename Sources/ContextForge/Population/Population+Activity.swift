import Rows

/// What happens to the objects of the registry, in order of time.
extension Population {
    /// Events of a burst on an object of the registry, at most: who calls a tool calls it again.
    private static let burstMax: Int64 = 8

    /// Calls of tools.
    var toolEvents: EventStreams { shared.toolEvents(makeToolEvents) }

    private func makeToolEvents() -> EventStreams {
        let owners = GatewayOwners(self)
        let createdKey = key("tools", "created_at")
        return EventStreams(
            objectCount: tools.rowCount,
            distribution: configuration[.metricsPerTool],
            burstMax: Population.burstMax,
            tenantObjectCount: tools.rowCount / Swift.max(1, configuration.gatewayCount),
            timeline: timeline,
            key: key("tools", "events"),
            created: { row in
                owners.toolCreated(row, tools.place(of: row), jitter: createdKey.unit(row))
            }
        )
    }

    /// Reads of resources.
    var resourceEvents: EventStreams {
        shared.resourceEvents {
            objectEvents("resources", resources, each: configuration[.metricsPerResource])
        }
    }

    /// Renderings of prompts.
    var promptEvents: EventStreams {
        shared.promptEvents {
            objectEvents("prompts", prompts, each: configuration[.metricsPerPrompt])
        }
    }

    /// Calls of virtual servers.
    var serverEvents: EventStreams {
        shared.serverEvents {
            objectEvents("servers", servers, each: configuration[.metricsPerServer])
        }
    }

    /// Interactions with A2A agents.
    var agentEvents: EventStreams {
        shared.agentEvents {
            objectEvents("a2a_agents", agents, each: configuration[.metricsPerAgent])
        }
    }

    /// Uses of API tokens.
    var tokenEvents: EventStreams {
        shared.tokenEvents {
            objectEvents("email_api_tokens", tokens, each: configuration[.usesPerToken])
        }
    }

    /// Tasks of A2A agents.
    var agentTasks: AgentTasks { shared.agentTasks { AgentTasks(self) } }

    /// When A2A agents were asked to do something.
    func agentTaskEvents() -> EventStreams {
        objectEvents("a2a_agents", agents, each: configuration[.tasksPerAgent], of: "tasks")
    }

    /// Subscriptions to resources.
    func subscriptions() -> EventStreams {
        let rate = configuration[.subscriptionRate]
        let distribution = CountDistribution(
            min: 0,
            max: Population.subscriptionCountMax,
            mean: rate,
            shape: .zipf
        )
        return objectEvents("resources", resources, each: distribution, of: "subscriptions")
    }

    /// Greatest number of subscriptions of a resource.
    private static let subscriptionCountMax: Int64 = 5

    // MARK: Users

    /// Sign-ins, and what else happens to an account.
    var authEvents: EventStreams {
        shared.authEvents {
            userEvents(configuration[.authEventsPerUser], of: "auth_events") {
                userCreated($0)
            }
        }
    }

    /// Changes of passwords.
    var passwordChanges: EventStreams {
        shared.passwordChanges {
            userEvents(configuration[.formerPasswordsPerUser], of: "passwords") {
                userCreated($0)
            }
        }
    }

    /// Audited permission checks.
    func permissionAudits() -> EventStreams {
        userEvents(configuration[.permissionAuditsPerUser], of: "permission_audits") {
            objectsExist(of: $0)
        }
    }

    /// Logged requests.
    var requestEvents: EventStreams {
        shared.requestEvents {
            userEvents(configuration[.requestsPerUser], of: "requests") {
                objectsExist(of: $0)
            }
        }
    }

    /// Logged requests in order of time.
    var requestWindows: EventWindows {
        shared.requestWindows { EventWindows(requestEvents, unit: .event) }
    }

    /// A moment from which on all objects of a user, and of all users before, exist, but for late
    /// ones.
    private func objectsExist(of user: Int64) -> Int64 {
        timeline.moment(placeAfterObjects(of: user), .partsOfObjects)
    }

    private func placeAfterObjects(of user: Int64) -> Double {
        // Not the very end of the slot, which rounding can put into the part of the timeline
        // behind.
        times.userSlot(user).place(1 - 1e-9)
    }

    /// A moment at which all objects of a user exist, but for late ones, and that is not before a
    /// place on the timeline; at a part of the time that is left.
    func moment(
        afterObjectsOf user: Int64,
        notBefore earliest: Double = 0,
        at part: Double
    ) -> Int64 {
        let possible = Swift.max(placeAfterObjects(of: user), earliest)
        return timeline.moment(timeline.later(than: possible, at: part), .partsOfObjects)
    }

    private func userEvents(
        _ distribution: CountDistribution,
        of purpose: StaticString,
        created: (Int64) -> Int64
    ) -> EventStreams {
        EventStreams(
            objectCount: configuration.userCount,
            distribution: distribution,
            burstMax: Population.burstMax,
            timeline: timeline,
            key: key("email_users", purpose),
            created: created
        )
    }

    private func objectEvents(
        _ table: StaticString,
        _ counts: ChildCounts,
        each distribution: CountDistribution,
        of purpose: StaticString = "events"
    ) -> EventStreams {
        let createdKey = key(table, "created_at")
        return EventStreams(
            objectCount: counts.rowCount,
            distribution: distribution,
            burstMax: Population.burstMax,
            tenantObjectCount: counts.rowCount / Swift.max(1, configuration.userCount),
            timeline: timeline,
            key: key(table, purpose),
            created: { row in
                objectCreated(
                    row,
                    counts.place(of: row),
                    of: counts,
                    jitter: createdKey.unit(row)
                )
            }
        )
    }
}

import Rows

/// Objects that virtual servers are composed of.
enum ServerPart: CaseIterable {
    case tools, resources, prompts, agents

    /// The objects in the plural, for messages.
    var name: String {
        switch self {
        case .tools: "tools"
        case .resources: "resources"
        case .prompts: "prompts"
        case .agents: "A2A agents"
        }
    }

    /// The keys of the number of a server's parts.
    var countKey: CountKey {
        switch self {
        case .tools: .toolsPerServer
        case .resources: .resourcesPerServer
        case .prompts: .promptsPerServer
        case .agents: .agentsPerServer
        }
    }

    /// The key that decides how many objects there are.
    var objectsPath: String {
        switch self {
        case .tools: "scale.gateways"
        case .resources: "scale.resources_per_user_avg"
        case .prompts: "scale.prompts_per_user_avg"
        case .agents: "scale.a2a_agents_per_user_avg"
        }
    }

    /// Number of public objects; tools are counted only up to `most`.
    func publicCount(_ counts: PublicCounts, upTo most: Int64) -> Int64 {
        switch self {
        case .tools: counts.tools(upTo: most)
        case .resources: counts.resources
        case .prompts: counts.prompts
        case .agents: counts.agents
        }
    }
}

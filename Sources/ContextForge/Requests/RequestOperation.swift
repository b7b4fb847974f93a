import Rows

/// What a user asks of the gateway, with the words that the gateway's tables have for it.
enum RequestOperation: Int64, Sendable, CaseIterable {
    case invokeTool
    case readResource
    case renderPrompt
    case useServer
    case viewTool
    case viewServer
    case listTools
    case viewTeam
    case listMembers

    /// How often each is asked for, in the order of the cases.
    static let choice = WeightedChoice([34, 20, 10, 12, 6, 5, 7, 3, 3])

    /// What an operation is about.
    enum Subject: Int64, Sendable {
        case tool
        case resource
        case prompt
        case server
        case team

        /// The gateway's word.
        var word: StaticString {
            switch self {
            case .tool: "tool"
            case .resource: "resource"
            case .prompt: "prompt"
            case .server: "server"
            case .team: "team"
            }
        }
    }

    /// What it is about.
    var subject: Subject {
        switch self {
        case .invokeTool, .viewTool: .tool
        case .readResource: .resource
        case .renderPrompt: .prompt
        case .useServer, .viewServer: .server
        case .listTools, .viewTeam, .listMembers: .team
        }
    }

    /// The part of the gateway that serves it.
    var component: StaticString {
        switch self {
        case .invokeTool, .viewTool: "tool_service"
        case .readResource: "resource_service"
        case .renderPrompt: "prompt_service"
        case .useServer, .viewServer: "server_service"
        case .listTools, .viewTeam, .listMembers: "http_gateway"
        }
    }

    /// The kind of operation that durations are compared by.
    var type: StaticString {
        switch self {
        case .invokeTool: "tool_invocation"
        case .readResource: "resource_read"
        case .renderPrompt: "prompt_render"
        case .useServer: "server_session"
        case .viewTool, .viewServer, .listTools, .viewTeam, .listMembers: "http_request"
        }
    }

    /// The action of an audit trail.
    var action: StaticString {
        switch self {
        case .invokeTool: "EXECUTE"
        case .readResource, .viewTool, .viewTeam, .listMembers: "READ"
        case .renderPrompt: "view_prompt"
        case .useServer: "ACCESS"
        case .viewServer: "view_server"
        case .listTools: "ACCESS"
        }
    }

    /// The permission that the gateway checks.
    var permission: StaticString {
        switch self {
        case .invokeTool: "tools.execute"
        case .readResource: "resources.read"
        case .renderPrompt: "prompts.read"
        case .useServer: "servers.use"
        case .viewTool, .listTools: "tools.read"
        case .viewServer: "servers.read"
        case .viewTeam: "teams.read"
        case .listMembers: "teams.manage_members"
        }
    }

    /// The name of its span.
    var span: StaticString {
        switch self {
        case .invokeTool: "tool.invoke"
        case .readResource: "resource.read"
        case .renderPrompt: "prompt.render"
        case .useServer: "server.session"
        case .viewTool: "tool.get"
        case .viewServer: "server.get"
        case .listTools: "tool.list"
        case .viewTeam: "team.get"
        case .listMembers: "team.members"
        }
    }

    /// The method of the request.
    var method: StaticString {
        switch self {
        case .invokeTool, .renderPrompt, .useServer: "POST"
        default: "GET"
        }
    }

    /// The path before the identifier of the subject; nil where the path has none.
    var pathStart: StaticString? {
        switch self {
        case .invokeTool: nil
        case .readResource: "/resources/"
        case .renderPrompt: "/prompts/"
        case .useServer, .viewServer: "/servers/"
        case .viewTool: "/tools/"
        case .listTools: "/tools?team_id="
        case .viewTeam, .listMembers: "/teams/"
        }
    }

    /// The path behind the identifier, or the whole path where it has none.
    var pathEnd: StaticString {
        switch self {
        case .invokeTool: "/rpc"
        case .useServer: "/mcp"
        case .listMembers: "/members"
        default: ""
        }
    }

    /// The path with a placeholder, as traces are named.
    var route: StaticString {
        switch self {
        case .invokeTool: "/rpc"
        case .readResource: "/resources/{resource_id}"
        case .renderPrompt: "/prompts/{prompt_id}"
        case .useServer: "/servers/{server_id}/mcp"
        case .viewTool: "/tools/{tool_id}"
        case .viewServer: "/servers/{server_id}"
        case .listTools: "/tools"
        case .viewTeam: "/teams/{team_id}"
        case .listMembers: "/teams/{team_id}/members"
        }
    }
}

import Rows

/// A system role, as the gateway's bootstrap creates it.
///
/// On startup a gateway updates the permissions of existing system roles to those of its own release.
package struct GatewayRole: Sendable {
    /// Value of `created_by`: the gateway's default administrator.
    package static let creator = "admin@example.com"

    /// Primary key, the same in every database that gatefill creates.
    package let identifier: String
    /// Its name in the gateway.
    package let name: String
    /// Where it applies: `global` or `team`.
    package let scope: String
    package let description: String
    package let permissions: [String]

    private init(
        _ number: Int,
        _ name: String,
        scope: String,
        _ description: String,
        _ permissions: String
    ) {
        identifier = "00000000-0000-4000-8000-00000000000\(number)"
        self.name = name
        self.scope = scope
        self.description = description
        self.permissions = permissions.split { $0 == " " || $0 == "\n" }.map(String.init)
    }

    /// The roles of the newest release.
    ///
    /// Source: `bootstrap_db.py` of ContextForge 1.1.0.
    package static let system = [
        GatewayRole(
            1,
            "platform_admin",
            scope: "global",
            "Platform administrator with all permissions",
            "*"
        ),
        GatewayRole(
            2,
            "platform_viewer",
            scope: "global",
            "Read-only access to resources and admin UI",
            """
            admin.dashboard gateways.read servers.read teams.join tools.read resources.read
            prompts.read a2a.read llm.read teams.read tokens.create tokens.read tokens.update
            tokens.revoke admin.overview servers.use metrics:read
            """
        ),
        GatewayRole(
            3,
            "team_admin",
            scope: "team",
            "Team administrator with team management permissions",
            """
            admin.dashboard admin.overview gateways.read servers.read servers.use teams.read
            teams.update teams.join teams.delete teams.manage_members tools.read plugins.read
            tools.execute tools.preview resources.read prompts.read llm.read llm.invoke a2a.read
            gateways.create servers.create tools.create resources.create prompts.create a2a.create
            gateways.update servers.update tools.update resources.update prompts.update a2a.update
            gateways.delete servers.delete tools.delete resources.delete prompts.delete a2a.delete
            a2a.invoke tokens.create tokens.read tokens.update tokens.revoke tools.manage_plugins
            """
        ),
        GatewayRole(
            4,
            "viewer",
            scope: "team",
            "Read access and tool execution within team scope",
            """
            admin.dashboard admin.overview gateways.read servers.read servers.use teams.read
            teams.join tools.read tools.execute tools.preview resources.read prompts.read llm.read
            a2a.read tokens.create tokens.read tokens.update tokens.revoke
            """
        ),
        GatewayRole(
            5,
            "developer",
            scope: "team",
            "Developer with tool and resource access",
            """
            admin.dashboard admin.overview gateways.read servers.read servers.use teams.read
            teams.join tools.read plugins.read tools.execute tools.preview resources.read
            prompts.read llm.read llm.invoke a2a.read gateways.create servers.create tools.create
            resources.create prompts.create a2a.create gateways.update servers.update tools.update
            resources.update prompts.update a2a.update gateways.delete servers.delete tools.delete
            resources.delete prompts.delete a2a.delete a2a.invoke tokens.create tokens.read
            tokens.update tokens.revoke
            """
        ),
    ]
}

import Foundation
import TestSupport

/// Rows of a real person, made through the gateway's own services.
struct RealRows {
    let database: any TestDatabase

    static let person = "person@corp.example.com"

    /// A user with a team, a tool, a resource, a prompt, a server that uses the tool, an API token,
    /// and a call of the tool.
    func make() async throws {
        try await run(["stage": "before", "email": Self.person])
    }

    /// The person joins the generated team, registers a tool in it, makes a server that uses the
    /// generated tools, and calls one more.
    func mix(team: String, tools: [String], called: String) async throws {
        let home = try await database.rows("SELECT id FROM email_teams WHERE name = 'Real team'")
        try await run([
            "stage": "after", "email": Self.person, "joined": team, "home": home[0][0] ?? "",
            "tools": tools, "called": called,
        ])
    }

    private func run(_ arguments: [String: any Sendable]) async throws {
        let input = try JSONSerialization.data(withJSONObject: arguments)
        _ = try await GatewayInstallation.find().run(
            services: Self.program,
            on: database,
            input: String(decoding: input, as: UTF8.self)
        )
    }

    private static let program = """
        import asyncio, json, sys
        from mcpgateway.db import SessionLocal, ToolMetric, utc_now
        from mcpgateway.schemas import PromptCreate, ResourceCreate, ServerCreate, ToolCreate
        from mcpgateway.services.email_auth_service import EmailAuthService
        from mcpgateway.services.prompt_service import PromptService
        from mcpgateway.services.resource_service import ResourceService
        from mcpgateway.services.server_service import ServerService
        from mcpgateway.services.team_management_service import TeamManagementService
        from mcpgateway.services.token_catalog_service import TokenCatalogService
        from mcpgateway.services.tool_service import ToolService

        own = json.load(sys.stdin)

        async def user(db, email):
            await EmailAuthService(db).create_user(email, "Us3r-Pq9!sJ4#cFb", full_name="Real Person")

        async def tool(db, name, email, team):
            made = await ToolService().register_tool(
                db, ToolCreate(name=name, url="https://tools.example.com/x", description="real",
                               integration_type="REST", request_type="GET"),
                created_by=email, created_via="api", team_id=team, owner_email=email, visibility="team")
            return made.id

        async def server(db, name, email, team, tools):
            made = await ServerService().register_server(
                db, ServerCreate(name=name, description="real", associated_tools=tools),
                created_by=email, created_via="api", team_id=team, owner_email=email, visibility="team")
            return made.id

        def call(db, tool_id):
            db.add(ToolMetric(tool_id=tool_id, timestamp=utc_now(), response_time=0.1, is_success=True))
            db.commit()

        async def main():
            with SessionLocal() as db:
                email = own["email"]
                if own["stage"] == "before":
                    await user(db, email)
                    made = await TeamManagementService(db).create_team(
                        "Real team", "real", email, visibility="private")
                    team = made.id
                    mine = await tool(db, "real_tool", email, team)
                    await ResourceService().register_resource(
                        db, ResourceCreate(uri="real://one", name="Real resource",
                                           mimeType="text/plain", content="x"),
                        created_by=email, created_via="api", team_id=team, owner_email=email, visibility="team")
                    await PromptService().register_prompt(
                        db, PromptCreate(name="real_prompt", description="real", template="Hello {{ who }}",
                                         arguments=[{"name": "who", "description": "whom", "required": True}]),
                        created_by=email, created_via="api", team_id=team, owner_email=email, visibility="team")
                    await server(db, "Real server", email, team, [mine])
                    await TokenCatalogService(db).create_token(
                        email, "real token", description="real", expires_in_days=30)
                    call(db, mine)
                else:
                    await TeamManagementService(db).add_member_to_team(
                        own["joined"], email, invited_by=email)
                    await tool(db, "real_in_generated_team", email, own["joined"])
                    await server(db, "Real with generated tools", email, own["home"], own["tools"])
                    call(db, own["called"])

        asyncio.run(main())
        """
}

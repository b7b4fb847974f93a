"""Uses a running gateway as its administrator, a real person and generated users do, for a few rounds.

Run by GatewayLifeTests with the gateway's own Python. Reads a JSON object from standard input:

    url       address of the gateway
    database  URL of its database, with a driver for SQLAlchemy
    admin     {"email", "password"} of the platform's administrator
    person    {"email", "password"} of a real person
    password  of the generated users
    domain    of the generated users
    rounds    how often everybody does everything
    before    moment before which the gateway is to remove single calls

Returns when the gateway has removed those calls and has found that no other gateway can be reached, and
prints a JSON object: "requests", "refused" (statuses of 500 and above), "waited" (seconds).
"""

import json
import sys
import time
from datetime import datetime

import httpx
from sqlalchemy import create_engine, text

LISTS = (
    "/tools", "/resources", "/prompts", "/servers", "/gateways", "/a2a", "/teams/", "/tokens",
    "/auth/email/me",
)
PAGES = ("/admin/", "/admin/tools?page=1&per_page=50", "/admin/metrics", "/admin/logs", "/metrics")


class Use:
    def __init__(self, task):
        self.task = task
        self.engine = create_engine(task["database"])
        self.client = httpx.Client(base_url=task["url"], timeout=120, follow_redirects=True)
        self.requests, self.refused = 0, []

    def column(self, sql, **values):
        with self.engine.connect() as connection:
            return [row[0] for row in connection.execute(text(sql), values).fetchall()]

    def ask(self, token, method, path, body=None):
        headers = {"Accept": "application/json, text/event-stream"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        response = self.client.request(method, path, json=body, headers=headers)
        self.requests += 1
        if response.status_code >= 500:
            self.refused.append(f"{method} {path}: {response.status_code} {response.text[:200]}")
        return response

    def call(self, token, method, **parameters):
        body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": parameters}
        self.ask(token, "POST", "/rpc", body)

    def login(self, email, password):
        body = {"email": email, "password": password}
        return self.ask(None, "POST", "/auth/email/login", body).json().get("access_token")

    def public(self, column, table, more=""):
        return self.column(
            f"SELECT {column} FROM {table} WHERE visibility = 'public' AND enabled = true {more}"
            f" AND owner_email LIKE :domain ORDER BY id LIMIT 4",
            domain="%@" + self.task["domain"],
        )

    def everybody(self):
        users = self.column(
            "SELECT email FROM email_users WHERE is_active = true AND email LIKE :domain"
            " ORDER BY is_admin, email LIMIT 4",
            domain="%@" + self.task["domain"],
        )
        self.login(users[0], "wrong")
        real = [(each["email"], each["password"]) for each in (self.task["admin"], self.task["person"])]
        return real + [(user, self.task["password"]) for user in users]

    def work(self):
        people = self.everybody()
        tools = self.public("name", "tools")
        resources = self.public("id", "resources", "AND uri_template IS NULL")
        prompts = self.public("id", "prompts")
        servers = self.public("id", "servers")
        agents = self.public("name", "a2a_agents")
        for number in range(self.task["rounds"]):
            for email, password in people:
                token = self.login(email, password)
                is_admin = email == self.task["admin"]["email"]
                for path in (PAGES if is_admin else ()) + LISTS:
                    self.ask(token, "GET", path)
                for name in tools + (["real-tool"] if is_admin else []):
                    self.call(token, "tools/call", name=name, arguments={})
                for key in resources:
                    self.ask(token, "GET", f"/resources/{key}")
                for key in prompts:
                    self.ask(token, "POST", f"/prompts/{key}", {})
                for key in servers:
                    self.ask(token, "GET", f"/servers/{key}/tools")
                for name in agents:
                    body = {"parameters": {}, "interaction_type": "query"}
                    self.ask(token, "POST", f"/a2a/{name}/invoke", body)
                if is_admin:
                    self.make(token, number)

    def make(self, token, number):
        tool = {
            "name": f"real_tool_{number}", "url": "https://tools.example.com/x", "description": "real",
            "integration_type": "REST", "request_type": "GET", "visibility": "public",
        }
        self.ask(token, "POST", "/tools", {"tool": tool})
        team = {"name": f"Real team {number}", "description": "real", "visibility": "private"}
        self.ask(token, "POST", "/teams/", team)
        self.ask(token, "POST", "/tokens", {"name": f"real {number}", "expires_in_days": 30})

    def wait(self):
        """Until the gateway has kept house once."""
        before = datetime.fromisoformat(self.task["before"])
        if self.task["database"].startswith("sqlite"):
            before = before.strftime("%Y-%m-%d %H:%M:%S.%f")
        begun = time.monotonic()
        while time.monotonic() - begun < 300:
            left = sum(
                self.column(f"SELECT count(*) FROM {table} WHERE timestamp < :before", before=before)[0]
                for table in (
                    "tool_metrics", "resource_metrics", "prompt_metrics", "server_metrics",
                    "a2a_agent_metrics",
                )
            )
            reachable = self.column("SELECT count(*) FROM gateways WHERE reachable = true")[0]
            if left == 0 and reachable == 0:
                return time.monotonic() - begun
            time.sleep(0.2)
        sys.exit(f"the gateway has left {left} calls and {reachable} gateways as they were")


def main():
    use = Use(json.load(sys.stdin))
    use.work()
    waited = use.wait()
    json.dump({"requests": use.requests, "refused": use.refused, "waited": waited}, sys.stdout)


main()

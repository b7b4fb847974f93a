"""Loads a ContextForge gateway as the users that gatefill generated; see docs/use-cases.md.

Readers list and read objects, and callers call tools. With --write, writers create resources and
delete them again.
"""

import json
import random
import re

from locust import FastHttpUser, between, events, task

API = "/v1"  # Empty for releases before 1.0.5.
KINDS = ("tools", "resources", "prompts", "servers")
ACCESS_DENIED, INTERNAL_ERROR = -32003, -32603


@events.init_command_line_parser.add_listener
def add_options(parser):
    parser.add_argument("--fixtures", default="fixtures", help="Folder with the exported files")
    parser.add_argument("--write", action="store_true", help="Also create and delete resources")


@events.init.add_listener
def read_fixtures(environment, **_):
    rows = {}
    for kind in ("tokens", *KINDS):
        with open(f"{environment.parsed_options.fixtures}/{kind}.jsonl", encoding="utf-8") as file:
            rows[kind] = [json.loads(line) for line in file]
    # Every token may see public objects. A hot file repeats an object as often as it is used.
    GatewayUser.rows = {k: [row for row in rows[k] if row["visibility"] == "public"] for k in KINDS}
    Reader.tokens = rows["tokens"]
    for user in (Caller, Writer):  # Only roles in a team allow more than reading.
        user.tokens = [row for row in rows["tokens"] if row["team_id"] and allows(row, *user.needs)]
    if not environment.parsed_options.write:
        environment.user_classes.remove(Writer)
    needed = {**GatewayUser.rows, **{user.__name__: user.tokens for user in environment.user_classes}}
    for name, usable in needed.items():
        if not usable:
            raise SystemExit(f"no usable fixtures for {name}: export more rows")


def allows(token, *permissions):
    """Whether a token has these permissions; one that lists none has those of its user's roles."""
    return not token["permissions"] or set(permissions) <= set(token["permissions"])


def sample(schema):
    """A value that fits the JSON schema of a generated tool."""
    kind, number = schema.get("type"), schema.get("minimum", 1)
    if kind == "object":
        return {name: sample(schema["properties"][name]) for name in schema.get("required", ())}
    if kind == "array":
        return [sample(schema["items"])] * schema.get("minItems", 0)
    simple = {"string": "x" * schema.get("minLength", 1), "boolean": True}
    return schema.get("enum", [simple.get(kind, number)])[0]


class GatewayUser(FastHttpUser):
    abstract = True
    wait_time = between(0.05, 0.2)

    def on_start(self):
        self.token = random.choice(self.tokens)
        self.auth = {"Authorization": f"Bearer {self.token['token']}"}

    def change_token(self, response):
        """Takes another token: the roles of this one's user, unknown here, do not suffice."""
        response.request_meta["name"] += " (denied)"
        response.success()
        self.on_start()

    def get(self, path, name):
        return self.client.get(API + path, headers=self.auth, name=name)

    def post(self, path, body, name):
        return self.client.post(path, json=body, headers=self.auth, name=name, catch_response=True)

    def rpc(self, method, expected=None, **params):
        """Calls a JSON-RPC method. The status is 200 even if the answer is an error."""
        body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
        with self.post("/rpc", body, f"/rpc {method}") as response:
            error = response.status_code == 200 and response.json().get("error")
            if error and error["code"] == ACCESS_DENIED:
                self.change_token(response)
            elif error and error["code"] != expected:
                response.failure(f"{error['code']} {error['message']}")


class Reader(GatewayUser):
    weight = 6

    def kinds(self, *more):
        return [kind for kind in KINDS if allows(self.token, f"{kind}.read", *more)]

    @task(5)
    def page_through(self):
        kind, cursor = random.choice(self.kinds()), ""
        query = f"/{kind}?include_pagination=true&limit={random.choice((10, 50, 100))}"
        for _ in range(random.randint(1, 5)):
            response = self.get(query + cursor, f"/{kind}")
            if response.status_code != 200 or not response.json().get("nextCursor"):
                break
            cursor = f"&cursor={response.json()['nextCursor']}"

    @task(3)
    def look_closer(self):
        kind = random.choice(self.kinds())
        self.get(f"/{kind}/{random.choice(self.rows[kind])['id']}", f"/{kind}/[id]")

    @task(2)
    def read_resource(self):
        if "resources" in self.kinds("servers.use"):
            self.rpc("resources/read", uri=random.choice(self.rows["resources"])["uri"])

    @task(2)
    def render_prompt(self):
        if "prompts" in self.kinds("servers.use"):
            prompt = random.choice(self.rows["prompts"])
            # Without arguments the answer is the template, which names them.
            template = self.get(f"/prompts/{prompt['id']}", "/prompts/[id]").text or ""
            arguments = dict.fromkeys(re.findall(r"{{ *(\w+)", template), "x")
            self.rpc("prompts/get", name=prompt["name"], arguments=arguments)


class Caller(GatewayUser):
    weight = 3
    needs = ("tools.read", "tools.execute", "servers.use")

    @task
    def call_tool(self):
        # Its server does not exist, so the gateway authorizes the call, checks the arguments and
        # records a failure. It does not wait: SSRF protection rejects hosts without an address.
        row = random.choice(self.rows["tools"])
        response = self.get(f"/tools/{row['id']}", "/tools/[id]")
        if response.status_code == 200:
            arguments = sample(response.json()["inputSchema"])
            self.rpc("tools/call", INTERNAL_ERROR, name=row["name"], arguments=arguments)


class Writer(GatewayUser):
    needs = ("resources.create", "resources.delete")

    @task
    def create_and_delete(self):
        name = f"loadtest-{random.getrandbits(64):x}"
        resource = {"uri": f"loadtest://{name}", "name": name, "content": "For a load test."}
        with self.post(f"{API}/resources", {"resource": resource}, "/resources") as response:
            if response.status_code == 403:
                return self.change_token(response)
        if response.status_code == 200:
            path = f"{API}/resources/{response.json()['id']}"
            self.client.delete(path, headers=self.auth, name="/resources/[id]")

"""Works in a running gateway as a person does, until it is told to stop.

Run by Fault30GatewayTests with the gateway's own Python. Reads a JSON object from standard input:

    url    address of the gateway
    admin  {"email", "password"} of the platform's administrator
    stop   file whose appearance ends the work

Prints a line for every row that the gateway has made: its table and its key, or "-" for a row whose key
only the database knows. Ends with an error as soon as the gateway refuses anything.
"""

import json
import os
import sys

import httpx

PASSWORD = "Us3r-Pq9!sJ4#cFb"


class Writer:
    def __init__(self, task):
        self.stop = task["stop"]
        self.client = httpx.Client(base_url=task["url"], timeout=120, follow_redirects=True)
        token = self.ask("POST", "/auth/email/login", task["admin"])["access_token"]
        self.client.headers["Authorization"] = f"Bearer {token}"

    def ask(self, method, path, body=None):
        response = self.client.request(method, path, json=body)
        if response.status_code >= 400:
            sys.exit(f"{method} {path}: {response.status_code} {response.text[:500]}")
        return response.json()

    def made(self, table, key="-"):
        print(table, key, flush=True)

    def round(self, number):
        """A row of each kind, and a use of those whose use is a row."""
        email = f"real{number}@corp.example.com"
        person = {"email": email, "password": PASSWORD, "full_name": f"Real Person {number}"}
        self.ask("POST", "/auth/email/admin/users", person)
        self.made("email_users", email)
        team = {"name": f"Real team {number}", "description": "real", "visibility": "private"}
        self.made("email_teams", self.ask("POST", "/teams/", team)["id"])
        tool = {
            "name": f"real_tool_{number}",
            "url": "https://tools.example.com/x",
            "description": "real",
            "integration_type": "REST",
            "request_type": "GET",
            "visibility": "public",
        }
        self.made("tools", self.ask("POST", "/tools", {"tool": tool})["id"])
        resource = {
            "uri": f"real://{number}",
            "name": f"Real resource {number}",
            "mimeType": "text/plain",
            "content": "x",
        }
        made = self.ask("POST", "/resources", {"resource": resource, "visibility": "public"})
        self.made("resources", made["id"])
        prompt = {
            "name": f"real_prompt_{number}",
            "description": "real",
            "template": "Hello {{ who }}",
            "arguments": [{"name": "who", "description": "whom", "required": True}],
        }
        used = self.ask("POST", "/prompts", {"prompt": prompt, "visibility": "public"})
        self.made("prompts", used["id"])
        for _ in range(3):
            self.ask("GET", f"/resources/{made['id']}")
            self.made("resource_metrics")
            self.ask("POST", f"/prompts/{used['id']}", {"who": "you"})
            self.made("prompt_metrics")

    def work(self):
        number = 0
        while not os.path.exists(self.stop):
            self.round(number)
            number += 1


Writer(json.load(sys.stdin)).work()

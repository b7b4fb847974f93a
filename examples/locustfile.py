"""Pages through a ContextForge gateway as the users that gatefill generated.

The fixtures are written by gatefill; the gateway must run with the same JWT_SECRET_KEY:

    gatefill generate --profile small --end-date now --jwt-secret-env JWT_SECRET_KEY
    gatefill export fixtures --kind tokens --jwt-secret-env JWT_SECRET_KEY --output fixtures/tokens.csv
    for kind in tools resources prompts servers; do
        gatefill export fixtures --kind $kind --skew hot --output fixtures/$kind.csv
    done

Then, with Locust 2 installed:

    locust --locustfile examples/locustfile.py --fixtures fixtures --host http://127.0.0.1:4444
"""

import csv
import pathlib
import random

from locust import FastHttpUser, between, events, task

KINDS = ("tools", "resources", "prompts", "servers")
# The details of an object, by what the gateway calls it.
DETAILS = {"resources": ("", "/info"), "servers": ("", "/tools", "/resources", "/prompts")}
PAGE_SIZES = (10, 50, 100)
PAGES_MAX = 5


@events.init_command_line_parser.add_listener
def add_options(parser):
    parser.add_argument("--fixtures", default="fixtures", help="Folder with the exported files")


@events.init.add_listener
def read_fixtures(environment, **_):
    folder = pathlib.Path(environment.parsed_options.fixtures)
    environment.fixtures = {}
    for kind in ("tokens", *KINDS):
        with open(folder / f"{kind}.csv", newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        if kind == "tokens":
            rows = [row for row in rows if readable(row)]
        else:
            # Everybody may see these; what else a token shows depends on its user and team.
            rows = [row for row in rows if row["visibility"] == "public"]
        if not rows:
            raise SystemExit(f"{folder}/{kind}.csv has no row that can be used")
        environment.fixtures[kind] = rows


def readable(token):
    """The kinds that a token may read: those it names, or all that its user may, if it names none."""
    permissions = token["permissions"].split()
    return [kind for kind in KINDS if not permissions or f"{kind}.read" in permissions]


class Reader(FastHttpUser):
    """Somebody with an API token who looks through lists and at what is in them."""

    wait_time = between(0.05, 0.2)

    def on_start(self):
        fixtures = self.environment.fixtures
        token = random.choice(fixtures["tokens"])
        self.kinds = readable(token)
        self.headers = {"Authorization": f"Bearer {token['token']}"}

    @task(3)
    def page_through(self):
        kind = random.choice(self.kinds)
        limit, cursor = random.choice(PAGE_SIZES), None
        for _ in range(random.randint(1, PAGES_MAX)):
            path = f"/{kind}?include_pagination=true&limit={limit}"
            path += f"&cursor={cursor}" if cursor else ""
            with self.client.get(
                path, headers=self.headers, name=f"/{kind}", catch_response=True
            ) as response:
                if response.status_code != 200:
                    response.failure(f"status {response.status_code}")
                    return
                cursor = response.json().get("nextCursor")
            if not cursor:
                return

    @task(2)
    def look_closer(self):
        kind = random.choice(self.kinds)
        # A hot file has a row as often as it is used, so any line will do.
        row = random.choice(self.environment.fixtures[kind])
        for part in DETAILS.get(kind, ("",)):
            # What is in a server is for those who may read that.
            if part[1:] in KINDS and part[1:] not in self.kinds:
                continue
            self.client.get(
                f"/{kind}/{row['id']}{part}", headers=self.headers, name=f"/{kind}/[id]{part}"
            )

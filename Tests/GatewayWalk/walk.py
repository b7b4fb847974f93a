"""Walks through a running gateway's API and holds what it shows against the rows of its database.

Run by GatewayWalkTests with the gateway's own Python. Reads a JSON object from standard input:

    url       address of the gateway
    database  URL of its database, with a driver for SQLAlchemy
    admin     {"email", "password"} of the platform's administrator
    password  of the generated users
    users     how many generated users log in
    tokens    [{"jti", "token"}]: API tokens as their users present them
    pages     most pages that are read of one list; 0 reads all

Prints a JSON object: "complaints", a list of texts, and "seen", what was counted.
"""

import hashlib
import json
import sys
from datetime import datetime, timedelta, timezone

import httpx
from mcpgateway.config import settings
from mcpgateway.services.encryption_service import get_encryption_service
from mcpgateway.utils.services_auth import decode_auth
from sqlalchemy import bindparam, create_engine, text

REGISTRY = {
    "gateways": "/gateways",
    "tools": "/tools",
    "resources": "/resources",
    "prompts": "/prompts",
    "servers": "/servers",
    "a2a_agents": "/a2a",
}
METRICS = {
    "tools": ("tool_metrics", "tool_metrics_hourly"),
    "resources": ("resource_metrics", "resource_metrics_hourly"),
    "prompts": ("prompt_metrics", "prompt_metrics_hourly"),
    "servers": ("server_metrics", "server_metrics_hourly"),
    "a2aAgents": ("a2a_agent_metrics", "a2a_agent_metrics_hourly"),
}
# A list of templates is a list of its own.
NO_TEMPLATE = {"resources": " AND uri_template IS NULL"}
# The content of federated objects is on their gateway.
LOCAL = {table: " AND gateway_id IS NULL" for table in ("resources", "prompts")}
# The page that the administration starts with. It has every team, and what belongs to it: with medium's
# 110,000 the gateway takes more than 14 GB of memory for it, or on PostgreSQL a query fails that names each.
START_PAGE = "/admin/"
# Its other pages that have no rows of their own to be held against.
ADMIN_PAGES = (
    "/admin/overview/partial",
    "/admin/metrics",
    "/admin/metrics/partial",
    "/admin/logs",
    "/admin/users/partial",
    "/admin/teams/partial",
    "/admin/tokens/partial",
    "/admin/tools/partial",
    "/admin/gateways/partial",
    "/admin/servers/partial",
    "/admin/resources/partial",
    "/admin/prompts/partial",
    "/admin/a2a/partial",
    "/admin/observability/partial",
    "/admin/observability/stats",
    "/admin/observability/traces",
    "/admin/observability/metrics/percentiles",
    "/admin/observability/metrics/timeseries",
    "/admin/observability/metrics/top-slow",
    "/admin/observability/tools/usage",
    "/admin/observability/prompts/usage",
    "/admin/observability/resources/usage",
    "/admin/search?q=data",
)
PAGE = 500


class Database:
    """Answers questions in SQL that both databases understand."""

    def __init__(self, url):
        self.engine = create_engine(url)
        self.is_sqlite = url.startswith("sqlite")

    def rows(self, sql, **values):
        statement = text(sql)
        for name, value in values.items():
            if isinstance(value, (list, tuple)):
                statement = statement.bindparams(bindparam(name, expanding=True))
        with self.engine.connect() as connection:
            return connection.execute(statement, values).fetchall()

    def ids(self, sql, **values):
        return {row[0] for row in self.rows(sql, **values)}

    def number(self, sql, **values):
        return self.rows(sql, **values)[0][0] or 0

    def moment(self, value):
        """A moment as the database compares it."""
        return value.strftime("%Y-%m-%d %H:%M:%S.%f") if self.is_sqlite else value


class Walk:
    def __init__(self, task):
        self.task = task
        self.database = Database(task["database"])
        self.complaints = []
        self.seen = {}
        self.client = httpx.Client(base_url=task["url"], timeout=900, follow_redirects=True)

    # -- Asking ------------------------------------------------------------------------------------

    def complain(self, message):
        print(message, file=sys.stderr, flush=True)
        self.complaints.append(message)

    def count(self, what, number):
        self.seen[what] = self.seen.get(what, 0) + number

    def request(self, method, path, token, **arguments):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.count("requests", 1)
        return self.client.request(method, path, headers=headers, **arguments)

    def get(self, path, token, who="administrator", is_json=True):
        """The answer; None, with a complaint, when there is none."""
        response = self.request("GET", path, token)
        if response.status_code != 200:
            self.complain(f"{who}: GET {path}: {response.status_code} {response.text[:300]}")
            return None
        return response.json() if is_json else response.text

    def login(self, email, password):
        """An access token, or the status of the refusal."""
        response = self.request(
            "POST", "/auth/email/login", None, json={"email": email, "password": password}
        )
        return response.json()["access_token"] if response.status_code == 200 else response.status_code

    def pages(self, path, token, who="administrator"):
        """All items of a list that is paged by a cursor, and whether that was all there are."""
        items, cursor, page = [], None, 0
        joint = "&" if "?" in path else "?"
        while True:
            address = f"{path}{joint}limit={PAGE}&include_pagination=true"
            answer = self.get(address + (f"&cursor={cursor}" if cursor else ""), token, who)
            if answer is None:
                return items, False
            items += next((value for value in answer.values() if isinstance(value, list)), [])
            cursor = answer.get("nextCursor") or answer.get("next_cursor")
            page += 1
            if not cursor:
                return items, True
            if page == self.task["pages"]:
                return items, False

    def offsets(self, path, token, field=None, key="id", method="GET", size=PAGE):
        """The keys of all items of a list that is paged by an offset, and whether that was all."""
        keys, page = [], 0
        while True:
            offset = page * size
            if method == "GET":
                joint = "&" if "?" in path else "?"
                answer = self.get(f"{path}{joint}limit={size}&offset={offset}", token)
            else:
                response = self.request(
                    "POST", path, token, json={"limit": size, "offset": offset}
                )
                if response.status_code != 200:
                    self.complain(f"POST {path}: {response.status_code} {response.text[:300]}")
                    return keys, False
                answer = response.json()
            if answer is None:
                return keys, False
            found = answer if field is None else answer[field]
            keys += [item[key] for item in found]
            page += 1
            if len(found) < size:
                return keys, True
            if page == self.task["pages"]:
                return keys, False

    def compare(self, what, keys, is_all, expected, extra_allowed=False):
        """Holds the keys that were shown against those that the rows say."""
        found = set(keys)
        self.count(what, len(found))
        if len(found) != len(keys):
            self.complain(f"{what}: {len(keys) - len(found)} of {len(keys)} came twice")
        if not extra_allowed and found - expected:
            self.complain(f"{what}: {len(found - expected)} shown that should not be")
        if is_all and expected - found:
            self.complain(f"{what}: {len(expected - found)} of {len(expected)} not shown")

    # -- What somebody sees ------------------------------------------------------------------------

    def administrators_view(self, email):
        return "(visibility <> 'private' OR owner_email = :email)", {"email": email}

    def users_view(self, email, teams):
        values = {"email": email, "teams": list(teams) or [""]}
        return (
            "(visibility = 'public' OR (visibility = 'private' AND owner_email = :email)"
            " OR (visibility IN ('team', 'public') AND team_id IN :teams))",
            values,
        )

    def tokens_view(self, email, teams):
        """A token that is limited to a team shows what that team sees, another only public rows."""
        return self.users_view(email, teams) if teams else ("visibility = 'public'", {})

    def registry(self, who, token, view, tables=REGISTRY):
        condition, values = view
        for table in tables:
            expected = self.database.ids(
                f"SELECT id FROM {table} WHERE {condition}{NO_TEMPLATE.get(table, '')}", **values
            )
            items, is_all = self.pages(
                f"{REGISTRY[table]}?include_inactive=true", token, f"{who} {table}"
            )
            self.compare(f"{who}: {table}", [item["id"] for item in items], is_all, expected)

    def user_teams(self, email):
        return self.database.ids(
            "SELECT m.team_id FROM email_team_members m JOIN email_teams t ON t.id = m.team_id"
            " WHERE m.user_email = :email AND m.is_active = true AND t.is_active = true",
            email=email,
        )

    # -- The administrator -------------------------------------------------------------------------

    def administrator(self):
        email = self.task["admin"]["email"]
        parts = [self.people, self.roles, self.details, self.metrics, self.logs, self.administration]
        if not self.task["pages"]:
            # Has no pages: a large dataset would come in one answer.
            parts.append(self.templates)
        for part in [self.everything, *parts]:
            # A log-in lasts for minutes, and each part of a large dataset takes some.
            token = self.login(email, self.task["admin"]["password"])
            if isinstance(token, int):
                return self.complain(f"administrator: login gave {token}")
            part(token, email)

    def everything(self, token, email):
        self.registry("administrator", token, self.administrators_view(email))

    def templates(self, token, email):
        condition, values = self.administrators_view(email)
        expected = self.database.ids(
            f"SELECT id FROM resources WHERE {condition} AND uri_template IS NOT NULL"
            " AND enabled = true",
            **values,
        )
        answer = self.get("/resources/templates/list", token) or {}
        found = [item["id"] for item in answer.get("resource_templates", [])]
        self.compare("administrator: templates", found, True, expected)

    def people(self, token, email):
        users = self.get("/auth/email/admin/users?limit=0", token) or []
        self.compare(
            "administrator: users",
            [user["email"] for user in users],
            True,
            self.database.ids("SELECT email FROM email_users"),
        )
        teams, is_all = self.pages("/teams/", token)
        self.compare(
            "administrator: teams",
            [team["id"] for team in teams],
            is_all,
            self.database.ids(
                "SELECT id FROM email_teams WHERE is_active = true"
                " AND (is_personal = false OR created_by = :email)",
                email=email,
            ),
        )
        members = dict(
            self.database.rows(
                "SELECT team_id, count(*) FROM email_team_members WHERE is_active = true"
                " GROUP BY team_id"
            )
        )
        for team in teams:
            if team["member_count"] != members.get(team["id"], 0):
                self.complain(
                    f"administrator: team {team['id']} has {members.get(team['id'], 0)} members,"
                    f" {team['member_count']} shown"
                )
        self.count("administrator: members", sum(team["member_count"] for team in teams))
        keys, is_all = self.offsets("/tokens/admin/all?include_inactive=true", token, "tokens")
        self.compare(
            "administrator: tokens",
            keys,
            is_all,
            self.database.ids("SELECT id FROM email_api_tokens"),
        )

    def roles(self, token, email):
        """All roles, and what members with a custom one may do."""
        roles = {role["id"]: role for role in self.get("/rbac/roles", token) or []}
        self.compare(
            "administrator: roles", list(roles), True, self.database.ids("SELECT id FROM roles")
        )
        available = self.get("/rbac/permissions/available", token) or {}
        for role in roles.values():
            unknown = set(role["permissions"]) - set(available.get("all_permissions", [])) - {"*"}
            if unknown:
                self.complain(f"administrator: role {role['name']} permits {sorted(unknown)}")
            if not role["inherits_from"]:
                continue
            members = self.database.rows(
                "SELECT user_email, scope_id FROM user_roles WHERE role_id = :role"
                " AND is_active = true ORDER BY user_email LIMIT 3",
                role=role["id"],
            )
            expected = {*role["permissions"], *roles[role["inherits_from"]]["permissions"]}
            for member, team in members:
                found = self.get(f"/rbac/permissions/user/{member}?team_id={team}", token) or []
                if not expected <= set(found):
                    lacking = sorted(expected - set(found))
                    self.complain(f"administrator: {member} lacks {lacking} in team {team}")
            self.count("members with a custom role", len(members))

    def details(self, token, email):
        """Some rows of each kind, with every kind of credentials among them."""
        condition, values = self.administrators_view(email)
        paths = []
        for table, path in REGISTRY.items():
            kinds = ("auth_type",) if table in ("gateways", "tools", "a2a_agents") else ("visibility",)
            for (kind,) in self.database.rows(f"SELECT DISTINCT {kinds[0]} FROM {table}"):
                test = f"{kinds[0]} IS NULL" if kind is None else f"{kinds[0]} = :kind"
                enabled = "" if table == "gateways" else " AND enabled = true"
                arguments = dict(values) if kind is None else {**values, "kind": kind}
                found = self.database.rows(
                    f"SELECT id FROM {table} WHERE {condition} AND {test}{enabled}"
                    f"{NO_TEMPLATE.get(table, '')}{LOCAL.get(table, '')} ORDER BY id LIMIT 4",
                    **arguments,
                )
                paths += [f"{path}/{row[0]}" for row in found]
                self.count(f"details: {table} {kind}", len(found))
                if table == "resources":
                    paths += [f"{path}/{row[0]}/info" for row in found]
                if table == "servers":
                    parts = ("tools", "resources", "prompts")
                    paths += [f"{path}/{row[0]}/{part}" for row in found for part in parts]
        for path in paths:
            self.get(path, token)

    def metrics(self, token, email):
        """The totals, by the gateway's own window: summed hours before it, single calls in it."""
        now = datetime.now(timezone.utc)
        hour = now.replace(minute=0, second=0, microsecond=0)
        cutoff = self.database.moment(hour - timedelta(hours=1))
        answer = self.get("/metrics", token) or {}
        if datetime.now(timezone.utc).hour != now.hour:
            return self.metrics(token, email)
        for kind, (single, hourly) in METRICS.items():
            summed = self.database.number(
                f"SELECT sum(total_count) FROM {hourly} WHERE hour_start < :cutoff", cutoff=cutoff
            )
            recent = self.database.number(
                f"SELECT count(*) FROM {single} WHERE timestamp >= :cutoff", cutoff=cutoff
            )
            totals = answer.get(kind, {})
            shown = totals.get("totalExecutions", totals.get("totalInteractions"))
            self.seen[f"metrics: {kind}"] = shown
            if shown != summed + recent:
                self.complain(f"/metrics {kind}: {shown}, the rows say {summed} + {recent}")

    def logs(self, token, email):
        """Every row of the log tables; the gateway may add its own meanwhile."""
        for table, path, field, method in (
            ("structured_log_entries", "/api/logs/search", "results", "POST"),
            ("security_events", "/api/logs/security-events", None, "GET"),
            ("audit_trails", "/api/logs/audit-trails", None, "GET"),
        ):
            expected = self.database.ids(f"SELECT id FROM {table}")
            keys, is_all = self.offsets(path, token, field, method=method)
            self.compare(f"administrator: {table}", keys, is_all, expected, extra_allowed=True)
        self.get("/api/logs/performance-metrics?hours=24", token)
        answer = self.get("/auth/email/admin/events?limit=100", token)
        if answer is not None:
            self.count("administrator: events", len(answer))

    def administration(self, token, email):
        """The lists and pages of the gateway's own user interface."""
        condition, values = self.administrators_view(email)
        lists = {
            path: f"SELECT id FROM {table} WHERE {condition}{NO_TEMPLATE.get(table, '')}"
            for table, path in REGISTRY.items()
        }
        for path, sql in lists.items():
            self.admin_list(f"/admin{path}", token, "id", self.database.ids(sql, **values))
        users = self.database.ids("SELECT email FROM email_users")
        self.admin_list("/admin/users", token, "email", users)
        pages = ADMIN_PAGES if self.task["pages"] else (START_PAGE, *ADMIN_PAGES)
        for page in pages:
            self.get(page, token, is_json=False)
        teams = self.database.rows(
            "SELECT id FROM email_teams WHERE is_personal = false ORDER BY id LIMIT 3"
        )
        for (team,) in teams:
            self.get(f"/admin/teams/{team}/members", token, is_json=False)

    def admin_list(self, path, token, key, expected):
        keys, page = [], 0
        while True:
            page += 1
            answer = self.get(
                f"{path}?page={page}&per_page={PAGE}&include_inactive=true", token
            )
            if answer is None:
                return
            keys += [item[key] for item in answer["data"]]
            if answer["pagination"]["total_items"] != len(expected):
                self.complain(
                    f"{path}: {answer['pagination']['total_items']} in all, the rows say"
                    f" {len(expected)}"
                )
            if not answer["pagination"]["has_next"] or page == self.task["pages"]:
                break
        is_all = not answer["pagination"]["has_next"]
        self.compare(f"administration: {path}", keys, is_all, expected)

    # -- Generated users ---------------------------------------------------------------------------

    def generated_users(self):
        # Those with most teams first: they see rows of others.
        candidates = self.database.rows(
            "SELECT u.email, u.is_admin FROM email_users u JOIN email_team_members m"
            " ON m.user_email = u.email WHERE u.is_active = true AND u.email <> :admin"
            " AND u.auth_provider = 'local'"
            " GROUP BY u.email, u.is_admin ORDER BY count(*) DESC, u.email",
            admin=self.task["admin"]["email"],
        )
        plain = [email for email, is_admin in candidates if not is_admin]
        admins = [email for email, is_admin in candidates if is_admin]
        half = self.task["users"] // 2
        for email in plain[:half] + plain[len(plain) - (self.task["users"] - half) :]:
            self.generated_user(email)
        for email in admins[:1]:
            token = self.login(email, self.task["password"])
            if isinstance(token, int):
                self.complain(f"generated administrator: login gave {token}")
                continue
            self.registry("generated administrator", token, self.administrators_view(email))
        inactive = self.database.rows(
            "SELECT email FROM email_users WHERE is_active = false ORDER BY email LIMIT 1"
        )
        for (email,) in inactive:
            self.count("inactive users", 1)
            if not isinstance(self.login(email, self.task["password"]), int):
                self.complain(f"{email} is not active, but could log in")
        if plain and not isinstance(self.login(plain[0], self.task["password"] + "x"), int):
            self.complain("a wrong password was accepted")

    def generated_user(self, email):
        token = self.login(email, self.task["password"])
        if isinstance(token, int):
            return self.complain(f"{email}: login gave {token}")
        self.count("users", 1)
        teams = self.user_teams(email)
        self.registry("user", token, self.users_view(email, teams))
        shown = self.get("/teams/?limit=500", token, email) or {"teams": []}
        self.compare("user: teams", [team["id"] for team in shown["teams"]], True, teams)
        for team in sorted(teams)[:3]:
            items, is_all = self.pages(f"/teams/{team}/members", token, email)
            self.compare(
                "user: members",
                [item["user_email"] for item in items],
                is_all,
                self.database.ids(
                    "SELECT user_email FROM email_team_members WHERE team_id = :team"
                    " AND is_active = true",
                    team=team,
                ),
            )
        keys, is_all = self.offsets("/tokens?include_inactive=true", token, "tokens")
        self.compare(
            "user: tokens",
            keys,
            is_all,
            self.database.ids(
                "SELECT id FROM email_api_tokens WHERE user_email = :email OR team_id IN :teams",
                email=email,
                teams=list(teams) or [""],
            ),
        )
        profile = self.get("/auth/email/me", token, email) or {}
        if profile.get("email") != email:
            self.complain(f"{email}: /auth/email/me says {profile.get('email')}")

    # -- API tokens --------------------------------------------------------------------------------

    def api_tokens(self):
        now = datetime.now(timezone.utc)
        for entry in self.task["tokens"]:
            rows = self.database.rows(
                "SELECT t.token_hash, t.user_email, t.team_id, t.is_active, t.expires_at,"
                " CAST(t.resource_scopes AS TEXT), u.is_active, u.is_admin"
                " FROM email_api_tokens t JOIN email_users u ON u.email = t.user_email"
                " WHERE t.jti = :jti",
                jti=entry["jti"],
            )
            if len(rows) != 1:
                self.complain(f"token {entry['jti']} has {len(rows)} rows")
                continue
            digest, email, team, is_active, expiry, scopes, user_is_active, is_admin = rows[0]
            if hashlib.sha256(entry["token"].encode()).hexdigest() != digest:
                self.complain(f"token {entry['jti']} is not the one that its row has the hash of")
            if isinstance(expiry, str):
                expiry = datetime.fromisoformat(expiry).replace(tzinfo=timezone.utc)
            works = is_active and user_is_active and (expiry is None or expiry > now)
            permissions = json.loads(scopes)
            may_list = not permissions or "tools.read" in permissions
            response = self.request("GET", "/tools?limit=1", entry["token"])
            wanted = (200,) if works and may_list else (403,) if works else (401, 403)
            kind = "refused" if not works else "used" if may_list else "limited"
            self.count(f"tokens: {kind}", 1)
            if response.status_code not in wanted:
                self.complain(
                    f"token {entry['jti']} ({kind}, team {team}, {scopes}): /tools gave"
                    f" {response.status_code}, {wanted[0]} expected: {response.text[:200]}"
                )
            elif kind == "used" and self.seen.get("tokens: compared", 0) < 12:
                self.count("tokens: compared", 1)
                view = (
                    self.administrators_view(email)
                    if is_admin and not team
                    else self.tokens_view(email, [team] if team else [])
                )
                self.registry("token", entry["token"], view, ["tools"])

    # -- Encrypted values --------------------------------------------------------------------------

    def encrypted_values(self):
        """Every credential, read by the gateway's own code."""
        for table in ("gateways", "tools", "a2a_agents"):
            for kind, value in self.database.rows(
                f"SELECT auth_type, CAST(auth_value AS TEXT) FROM {table}"
                " WHERE auth_value IS NOT NULL"
            ):
                value = json.loads(value) if table == "gateways" else value
                headers = decode_auth(value)
                wanted = "Authorization" if kind in ("basic", "bearer") else "X-API-Key"
                if wanted not in headers:
                    self.complain(f"{table}: credentials of kind {kind} have {list(headers)}")
                self.count(f"encrypted: {table}", 1)
        for table, column, name in (
            ("llm_providers", "api_key", "api_key"),
            ("a2a_push_notification_configs", "auth_token", "token"),
        ):
            for (value,) in self.database.rows(f"SELECT {column} FROM {table}"):
                if not value or list(decode_auth(value)) != [name]:
                    self.complain(f"{table}: {column} is not an encrypted {name}")
                self.count(f"encrypted: {table}", 1)
        bundles = get_encryption_service(settings.auth_encryption_secret)
        for (config,) in self.database.rows(
            "SELECT CAST(oauth_config AS TEXT) FROM gateways WHERE oauth_config IS NOT NULL"
        ):
            self.check_bundle(bundles, json.loads(config)["client_secret"], "client secrets")
        for (bundle,) in self.database.rows("SELECT client_secret_encrypted FROM sso_providers"):
            self.check_bundle(bundles, bundle, "secrets of identity providers")
        for access, refresh in self.database.rows(
            "SELECT access_token, refresh_token FROM oauth_tokens LIMIT 200"
        ):
            for bundle in filter(None, (access, refresh)):
                self.check_bundle(bundles, bundle, "oauth tokens")

    def check_bundle(self, bundles, bundle, what):
        self.count(f"encrypted: {what}", 1)
        if not bundles.is_encrypted(bundle) or not bundles.decrypt_secret(bundle):
            self.complain(f"{what}: {bundle[:60]} is no bundle")


def main():
    walk = Walk(json.load(sys.stdin))
    walk.administrator()
    walk.generated_users()
    walk.api_tokens()
    walk.encrypted_values()
    json.dump({"complaints": walk.complaints, "seen": walk.seen}, sys.stdout)


main()

/// Python programs that hold rows against the gateway's own code.
enum GatewayCheck {
    /// Reads rows as JSON, prints a line for each name or address the gateway would write or judge
    /// differently.
    static let names = """
        import json, re, sys
        from email_validator import validate_email
        from mcpgateway.utils.create_slug import slugify

        rows = json.load(sys.stdin)

        def compare(kind, found, expected):
            if found != expected:
                print(f"{kind}: {found!r}, the gateway makes {expected!r}")

        for kind in ("gateway", "agent"):
            for name, slug in rows[kind]:
                compare(f"{kind}.slug", slug, slugify(name))
        for (slug,) in rows["team"]:
            if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
                print(f"email_teams.slug: {slug!r}")
        for kind in ("tool", "prompt"):
            for name, custom_name, custom_slug, gateway in rows[kind]:
                compare(f"{kind}.custom_name_slug", custom_slug, slugify(custom_name))
                prefix = slugify(gateway) + "-" if gateway else ""
                compare(f"{kind}.name", name, prefix + custom_slug)
        for (email,) in rows["email"]:
            if email != email.lower():
                print(f"email_users.email: {email!r} is not lower case")
            validate_email(email, check_deliverability=False)
        """
}

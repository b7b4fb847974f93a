import CPostgres

/// The connection parameters that the installed libpq knows.
enum PostgresKeywords {
    /// Keywords, and whether their values are secret.
    ///
    /// Asked of libpq itself: `PQconninfoParse`, whose `dispchar` marks passwords with `*`.
    private static let known: [String: Bool] = {
        var keywords: [String: Bool] = [:]
        guard let options = PQconninfoParse("", nil) else { return keywords }
        defer { PQconninfoFree(options) }
        var option = options
        while let keyword = option.pointee.keyword {
            let mark = option.pointee.dispchar.map { String(cString: $0) }
            keywords[String(cString: keyword)] = mark == "*"
            option += 1
        }
        return keywords
    }()

    /// Whether a value must not be shown or stored.
    static func isSecret(_ keyword: String) -> Bool { known[keyword] ?? true }

    /// Spellings that other drivers and tools know, and what libpq has for them.
    private static let replacements = [
        "ssl": "Write sslmode=require, or sslmode=verify-full.",
        "tls": "Write sslmode=require, or sslmode=verify-full.",
        "schema": "Write options=-csearch_path=SCHEMA.",
        "search_path": "Write options=-csearch_path=SCHEMA.",
        "currentschema": "Write options=-csearch_path=SCHEMA.",
        "pgbouncer": "Leave it out; nothing needs to be set for PgBouncer.",
        "username": "Write user=NAME.",
        "database": "Write dbname=NAME.",
        "db": "Write dbname=NAME.",
        "timeout": "Write connect_timeout=SECONDS.",
        "statement_timeout": "Write options=-cstatement_timeout=MILLISECONDS.",
        "replication": "Leave it out; replication connections cannot run SQL.",
    ]

    /// The values of parameters that take one of a few words.
    private static let words = [
        "sslmode": ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"],
        "channel_binding": ["disable", "prefer", "require"],
        "gssencmode": ["disable", "prefer", "require"],
        "target_session_attrs": [
            "any", "read-write", "read-only", "primary", "standby", "prefer-standby",
        ],
    ]

    /// Checks a parameter of a URL.
    ///
    /// - Throws: ``TargetError`` `bad-target-url`, which names the parameter but not its value.
    static func check(_ keyword: String, _ value: String) throws(TargetError) {
        guard known[keyword] != nil, keyword != "replication" else {
            throw TargetLocation.malformed(
                "libpq has no parameter "
                    + (TargetLocation.isName(keyword) ? "`\(keyword)`" : "of this name"),
                hint: replacements[keyword.lowercased()]
                    ?? "Leave it out, or use a libpq parameter such as sslmode."
            )
        }
        if let allowed = words[keyword], !allowed.contains(value) {
            throw TargetLocation.malformed(
                "`\(keyword)` has an unknown value",
                hint: "Write one of \(allowed.joined(separator: ", "))."
            )
        }
        if keyword == "connect_timeout", Int32(value) == nil {
            throw TargetLocation.malformed("`connect_timeout` is not a whole number of seconds")
        }
    }
}

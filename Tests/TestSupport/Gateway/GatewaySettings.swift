import Foundation

/// The environment of the real gateway in tests.
package enum GatewaySettings {
    /// The platform administrator that the gateway's bootstrap makes.
    package static let administrator = "admin@example.com"
    /// Its password.
    package static let administratorPassword = "Adm1n-Yx7!kQ2#vLz"
    /// The secret that the gateway signs tokens with.
    package static let tokenSecret = "k3Vt9mQx7Lr2Wz8Yb5Nc4Hd6Jf1Gs0Pa"
    /// The secret that the gateway encrypts credentials with.
    package static let encryptionSecret = "q8Zw2Xe5Rc7Tv1By4Nu6Mi9Ok3Pl0Aj-"

    /// What it refuses to start without, and a folder for everything it writes; all else is left
    /// at its default.
    ///
    /// The folder becomes home and temporary folder, and is to be the working directory: the
    /// gateway reads a `.env` there. The database is SQLite or `postgresql+psycopg://…`.
    package static func required(databaseURL: String, folder: String) -> [String: String] {
        [
            "PATH": "/usr/bin:/bin",
            "LC_ALL": "C.UTF-8",
            "HOME": folder,
            "TMPDIR": folder,
            "PYTHONDONTWRITEBYTECODE": "1",
            "DATABASE_URL": databaseURL,
            "JWT_SECRET_KEY": tokenSecret,
            "AUTH_ENCRYPTION_SECRET": encryptionSecret,
            "PLATFORM_ADMIN_EMAIL": administrator,
            "PLATFORM_ADMIN_PASSWORD": administratorPassword,
            "BASIC_AUTH_PASSWORD": "Bas1c-Wt5!rN8#mHd",
            "DEFAULT_USER_PASSWORD": "Us3r-Pq9!sJ4#cFb",
        ]
    }

    /// What is ``required(databaseURL:folder:)``, a log worth reading, and nothing that tests of
    /// rows do not need.
    package static func bootstrap(databaseURL: String, folder: String) -> [String: String] {
        required(databaseURL: databaseURL, folder: folder).merging([
            "ENVIRONMENT": "development",
            "LOG_LEVEL": "INFO",
            "CACHE_TYPE": "memory",
            "PLUGINS_ENABLED": "false",
            "OTEL_ENABLE_OBSERVABILITY": "false",
        ]) { $1 }
    }

    /// The settings for load tests, as `docs/use-cases.md` tells them to its readers.
    ///
    /// - Throws: ``TestSupportError`` when the document has no block of settings.
    package static func documented() throws -> [String: String] {
        let path = "\(PackageRoot.path)/docs/use-cases.md"
        let lines = try String(contentsOfFile: path, encoding: .utf8).components(separatedBy: "\n")
        let block = lines.drop { $0 != "```ini" }.dropFirst().prefix { $0 != "```" }
        var settings: [String: String] = [:]
        for line in block {
            let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw TestSupportError("\(path) has a setting without a value", detail: line)
            }
            settings[parts[0]] = parts[1]
        }
        guard !settings.isEmpty else { throw TestSupportError("\(path) has no settings") }
        return settings
    }

    /// Nothing of itself changes a row: no roll-up, no clean-up, no verdict on a gateway's health.
    static let frozen = [
        "METRICS_ROLLUP_ENABLED": "false",
        "METRICS_CLEANUP_ENABLED": "false",
        "METRICS_AGGREGATION_ENABLED": "false",
        "UNHEALTHY_THRESHOLD": "-1",
    ]

    /// Nobody has to wait, or to choose a new password.
    static let lenient = [
        "RATE_LIMITING_ENABLED": "false",
        "PASSWORD_CHANGE_ENFORCEMENT_ENABLED": "false",
    ]

    /// What the gateway does by itself as it is installed, sooner than it would, and with all its
    /// logs in the database.
    static let housekeeping = [
        "CACHE_TYPE": "database",
        "HEALTH_CHECK_INTERVAL": "5",
        "UNHEALTHY_THRESHOLD": "1",
        "METRICS_BUFFER_FLUSH_INTERVAL": "5",
        "METRICS_AGGREGATION_AUTO_START": "true",
        "STRUCTURED_LOGGING_DATABASE_ENABLED": "true",
        "AUDIT_TRAIL_ENABLED": "true",
        "PERMISSION_AUDIT_ENABLED": "true",
        "SECURITY_LOGGING_ENABLED": "true",
        "SECURITY_LOGGING_LEVEL": "all",
        "SSRF_PROTECTION_ENABLED": "false",
    ]

    /// The pages for the administrator, and the lists behind them.
    static let pages = [
        "MCPGATEWAY_UI_ENABLED": "true",
        "MCPGATEWAY_ADMIN_API_ENABLED": "true",
    ]

    /// Nothing calls another host: no refresh, no catalogue probe, and whatever would still go out
    /// over HTTP is sent to a loopback port where nobody listens.
    ///
    /// A gateway with its default settings gets these, too, because a test must not call hosts of
    /// the Internet. They change no answer: generated hosts cannot be reached either way.
    static let offline = [
        "AUTO_REFRESH_SERVERS": "false",
        "GATEWAY_ASYNC_LIFECYCLE_ENABLED": "false",
        "MCPGATEWAY_CATALOG_ENABLED": "false",
        "MCPGATEWAY_CATALOG_AUTO_HEALTH_CHECK": "false",
        "LLMCHAT_ENABLED": "false",
        "SSO_ENABLED": "false",
        "HTTP_PROXY": "http://127.0.0.1:9",
        "HTTPS_PROXY": "http://127.0.0.1:9",
        "ALL_PROXY": "http://127.0.0.1:9",
        "NO_PROXY": "127.0.0.1,localhost",
    ]
}

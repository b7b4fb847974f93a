import Foundation

/// What libpq needs to connect, by its own parameter keywords.
package struct PostgresParameters: Sendable, Hashable {
    /// Keywords and values; a password may be among them.
    package private(set) var values: [String: String]

    /// Takes apart what follows `postgresql://` in a URL.
    init(urlBody: String) throws(TargetError) {
        var values: [String: String] = [:]
        let parts = urlBody.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let (userInformation, place) = PostgresParameters.splitUser(String(parts[0]))
        if let userInformation {
            let (user, password) = PostgresParameters.cut(userInformation, at: ":")
            values["user"] = try PostgresParameters.decoded(user)
            if let password { values["password"] = try PostgresParameters.decoded(password) }
        }
        let (authority, database) = PostgresParameters.cut(place, at: "/")
        var host = authority
        if host.hasPrefix("["), let end = host.firstIndex(of: "]") {
            values["host"] = String(host[host.index(after: host.startIndex)..<end])
            host = String(host[host.index(after: end)...])
            if host.hasPrefix(":") { values["port"] = String(host.dropFirst()) }
        } else {
            let (name, port) = PostgresParameters.cut(host, at: ":")
            if !name.isEmpty { values["host"] = try PostgresParameters.decoded(name) }
            if let port { values["port"] = port }
        }
        if let port = values["port"], UInt16(port) == nil {
            throw TargetLocation.malformed("the port is not a number from 0 to 65535")
        }
        if let database, !database.isEmpty {
            values["dbname"] = try PostgresParameters.decoded(database)
        }
        if parts.count > 1 {
            for item in parts[1].split(separator: "&") {
                let (key, value) = PostgresParameters.cut(String(item), at: "=")
                guard let value else {
                    throw TargetLocation.malformed("a query item has no value")
                }
                // As in SQLAlchemy, a plus sign in the query is a blank.
                values[try PostgresParameters.decoded(key)] = try PostgresParameters.decoded(
                    value.replacing("+", with: " ")
                )
            }
        }
        self.values = values
    }

    /// Fills in a parameter that the URL does not give.
    package mutating func setDefault(_ key: String, _ value: String) {
        if values[key] == nil { values[key] = value }
    }

    /// Parameters beside host and port that decide what is connected to and how, in the order in
    /// which they are displayed; none of them holds a secret.
    private static let displayedKeys = [
        "channel_binding", "gssencmode", "hostaddr", "options", "service", "sslcert", "sslcrl",
        "sslkey", "sslmode", "sslrootcert", "target_session_attrs",
    ]

    /// The URL without the password and without parameters that may hold one.
    ///
    /// A resumed run reads it back, so it names the same database under the same conditions.
    var display: String {
        let user = values["user"].map { TargetLocation.encoded($0, reserved: ":/@") + "@" } ?? ""
        let host = values["host"] ?? ""
        let database = TargetLocation.encoded(values["dbname"] ?? "", reserved: "/@")
        var items: [(key: String, value: String)] = []
        // A socket's folder is a query item, as in the URLs that are given.
        let isFolder = host.hasPrefix("/")
        if isFolder { items.append(("host", host)) }
        if isFolder, let port = values["port"] { items.append(("port", port)) }
        for key in PostgresParameters.displayedKeys {
            if let value = values[key] { items.append((key, value)) }
        }
        let query = items.map { "\($0)=\(TargetLocation.encoded($1, reserved: "&+@"))" }
        return "postgresql://\(user)\(isFolder ? "" : authority)/\(database)"
            + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
    }

    /// Whether somebody between here and the server could read or change what is sent.
    var isExposed: Bool {
        !isLocal && !["verify-ca", "verify-full"].contains(values["sslmode"] ?? "")
    }

    /// Whether the server is on this machine, as far as the host's name tells.
    var isLocal: Bool {
        let host = values["host"] ?? ""
        return host.isEmpty || host.hasPrefix("/") || host == "localhost" || host == "::1"
            || host.hasPrefix("127.")
    }

    /// Host and port as a URL spells them.
    private var authority: String {
        let host = values["host"] ?? ""
        let name =
            host.contains(":") ? "[\(host)]" : TargetLocation.encoded(host, reserved: "/@")
        return name + (values["port"].map { ":" + $0 } ?? "")
    }

    /// Parts `user:password@` from what follows it.
    ///
    /// As in SQLAlchemy, a password may hold a slash; it must not be taken for the database then.
    private static func splitUser(_ body: String) -> (user: String?, place: String) {
        let slash = body.firstIndex(of: "/") ?? body.endIndex
        let at =
            body[..<slash].lastIndex(of: "@")
            ?? (body[..<slash].contains(":") ? body.lastIndex(of: "@") : nil)
        guard let at else { return (nil, body) }
        return (String(body[..<at]), String(body[body.index(after: at)...]))
    }

    private static func cut(_ text: String, at separator: Character) -> (String, String?) {
        guard let index = text.firstIndex(of: separator) else { return (text, nil) }
        return (String(text[..<index]), String(text[text.index(after: index)...]))
    }

    private static func decoded(_ text: String) throws(TargetError) -> String {
        guard let result = text.removingPercentEncoding else {
            throw TargetLocation.malformed("a percent sign is not followed by two hex digits")
        }
        return result
    }
}

/// What libpq needs to connect, by its own parameter keywords.
package struct PostgresParameters: Sendable, Hashable {
    /// Keywords and values; a password may be among them.
    package private(set) var values: [String: String]

    /// Takes libpq's keywords and values.
    init(values: [String: String]) {
        self.values = values
    }

    /// Fills in a parameter that the URL does not give.
    package mutating func setDefault(_ key: String, _ value: String) {
        if values[key] == nil { values[key] = value }
    }

    /// Sets a parameter, whatever the URL gives.
    package mutating func set(_ key: String, _ value: String) {
        values[key] = value
    }

    /// The URL without parameters that hold secrets.
    ///
    /// A resumed run reads it back, so it names the same database under the same conditions.
    var display: String {
        let user =
            values["user"].map { PercentEncoding.encoded($0, reserved: ":/@") + "@" } ?? ""
        let database = PercentEncoding.encoded(values["dbname"] ?? "", reserved: "/@")
        let authority = authority
        var keys = authority == nil ? ["host", "port"] : []
        keys += values.keys.filter { key in
            !["user", "dbname", "host", "port"].contains(key) && !PostgresKeywords.isSecret(key)
        }.sorted()
        let query = keys.compactMap { key in
            values[key].map { "\(key)=\(PercentEncoding.encoded($0, reserved: "&+@"))" }
        }
        return "postgresql://\(user)\(authority ?? "")/\(database)"
            + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
    }

    /// Whether somebody between here and the server could read or change what is sent.
    var isExposed: Bool {
        !isLocal && !["verify-ca", "verify-full"].contains(values["sslmode"] ?? "")
    }

    /// Whether the server is on this machine, as far as the hosts' names tell.
    var isLocal: Bool {
        (values["host"] ?? "").split(separator: ",").allSatisfy { host in
            host.hasPrefix("/") || host == "localhost" || host == "::1" || host.hasPrefix("127.")
        }
    }

    /// Host and port as they stand before the database's name; nil when only the query can hold
    /// them: the folder of a Unix socket, or a port for each host.
    private var authority: String? {
        let (host, port) = (values["host"] ?? "", values["port"] ?? "")
        guard !host.contains("/"), !port.contains(",") else { return nil }
        return (host.contains(":") ? "[\(host)]" : host) + (port.isEmpty ? "" : ":" + port)
    }
}

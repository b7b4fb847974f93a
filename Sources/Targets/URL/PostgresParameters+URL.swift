extension PostgresParameters {
    /// Reads a URL as SQLAlchemy's dialect for psycopg does.
    ///
    /// - Throws: ``TargetError`` `bad-target-url` where psycopg could not connect.
    init(_ url: DatabaseURL) throws(TargetError) {
        guard !url.hasStrayAt else {
            throw TargetLocation.malformed(
                "it contains an extra `@`",
                hint: "Write %40 for an `@` in a password, a database's name or a query item."
            )
        }
        var values = [
            "host": url.host, "dbname": url.database, "user": url.user, "password": url.password,
        ].compactMapValues { $0 }.filter { !$0.value.isEmpty }
        if let port = url.port { values["port"] = try PostgresHosts.port(port) }
        let items = Dictionary(grouping: url.query, by: \.key).mapValues { $0.map(\.value) }
        // The gateway sets `prepare_threshold` of psycopg itself, whatever the URL says.
        let places = ["host", "port", "prepare_threshold"]
        for (key, given) in items.sorted(by: { $0.key < $1.key }) where !places.contains(key) {
            try PostgresKeywords.check(key, given[0])
            guard given.count == 1 else {
                throw TargetLocation.malformed("`\(key)` is given more than once")
            }
            values[key] = given[0]
        }
        let hosts = try PostgresHosts(hosts: items["host"] ?? [], ports: items["port"] ?? [])
        if let host = hosts.host { values["host"] = host }
        if let port = hosts.port { values["port"] = port }
        if let host = values["host"] { try PostgresHosts.check(host) }
        self.init(values: values)
    }
}

extension SQLiteLocation {
    /// Reads a URL as SQLAlchemy's dialect for sqlite3 does, and with `uri=true` the file name as
    /// SQLite does.
    ///
    /// - Throws: ``TargetError`` `bad-target-url` where the gateway could not open a file or would
    ///   ignore a part of the URL.
    init(_ url: DatabaseURL) throws(TargetError) {
        let spelling = "a SQLite URL is `sqlite:///relative.db` or `sqlite:////absolute.db`"
        let hasAccount = [url.user, url.password, url.host].contains { !($0 ?? "").isEmpty }
        guard !hasAccount, url.port == nil, let file = url.database, !file.isEmpty else {
            throw TargetLocation.malformed(spelling)
        }
        let query = try SQLiteLocation.query(url)
        if query.isURI {
            try self.init(uri: file, query.items)
        } else {
            self.init(path: file)
        }
        guard path != ":memory:" else { throw SQLiteLocation.inMemory }
    }

    private init(uri: String, _ items: [String: String]) throws(TargetError) {
        guard uri.hasPrefix("file:") else {
            throw TargetLocation.malformed(
                "with uri=true the file name must begin with `file:`",
                hint: "Write sqlite:///file:PATH?mode=ro&uri=true."
            )
        }
        var name = uri.dropFirst("file:".count)
        if name.hasPrefix("//") {
            let authority = name.dropFirst(2).prefix { $0 != "/" }
            guard authority.isEmpty || authority == "localhost" else {
                throw TargetLocation.malformed(
                    "a `file:` name cannot have a host",
                    hint: "Write sqlite:///file:/absolute.db?mode=ro&uri=true."
                )
            }
            name = name.dropFirst(2 + authority.count)
        }
        guard !name.contains(where: { "?#".contains($0) }),
            let path = PercentEncoding.decoded(String(name)), !path.isEmpty, !path.contains("\0")
        else {
            throw TargetLocation.malformed("the `file:` name is empty or contains `?` or `#`")
        }
        guard let mode = Mode(rawValue: items["mode"] ?? Mode.readWriteCreate.rawValue) else {
            if items["mode"] == "memory" { throw SQLiteLocation.inMemory }
            throw TargetLocation.malformed("`mode` is not ro, rw or rwc")
        }
        self.init(path: path, mode: mode)
    }

    /// What a driver's argument must look like, by its name.
    private static let driverArguments: [String: @Sendable (String) -> Bool] = [
        "timeout": { Double($0) != nil },
        "isolation_level": { _ in true },
        "detect_types": { Int($0) != nil },
        "check_same_thread": { truth($0) != nil },
        "cached_statements": { Int($0) != nil },
    ]

    /// Reads the query: whether the file name is a URI, and the URI's parameters.
    private static func query(
        _ url: DatabaseURL
    ) throws(TargetError) -> (isURI: Bool, items: [String: String]) {
        var items: [String: String] = [:]
        for (key, value) in url.query {
            guard items.updateValue(value, forKey: key) == nil else {
                throw TargetLocation.malformed("a query item is given more than once")
            }
        }
        let given = items.removeValue(forKey: "uri")
        let isURI = given.map { truth($0) } ?? false
        for (key, isValid) in driverArguments {
            guard let value = items.removeValue(forKey: key), !isValid(value) else { continue }
            throw TargetLocation.malformed("`\(key)` has a value that the gateway rejects")
        }
        guard let isURI else { throw TargetLocation.malformed("`uri` is neither true nor false") }
        if !isURI, let key = items.keys.sorted().first {
            throw TargetLocation.malformed(
                "the gateway ignores \(name(key)) without uri=true",
                hint: "Leave it out, or write sqlite:///file:PATH?mode=ro&uri=true."
            )
        }
        // A cache is shared by the connections of one process only.
        if let cache = items.removeValue(forKey: "cache"), !["private", "shared"].contains(cache) {
            throw TargetLocation.malformed("`cache` is not private or shared")
        }
        if let key = items.keys.filter({ $0 != "mode" }).sorted().first {
            throw TargetLocation.malformed(
                "gatefill does not support \(name(key)) in a SQLite URL",
                hint: "Leave it out; to open the file read-only, use mode=ro."
            )
        }
        return (isURI, items)
    }

    private static func name(_ key: String) -> String {
        TargetLocation.isName(key) ? "`\(key)`" : "a query item"
    }

    /// A truth value as SQLAlchemy reads it; nil for anything else.
    private static func truth(_ text: String) -> Bool? {
        switch text.trimmingWhitespace().lowercased() {
        case "true", "yes", "on", "y", "t", "1": true
        case "false", "no", "off", "n", "f", "0": false
        default: nil
        }
    }

    private static let inMemory = TargetLocation.malformed(
        "an in-memory database would be lost when the run ends"
    )
}

extension String {
    fileprivate func trimmingWhitespace() -> String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}

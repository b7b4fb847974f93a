import Foundation

/// Where a target is, as a database URL in SQLAlchemy's spelling says.
package enum TargetLocation: Sendable, Hashable {
    /// A SQLite file.
    case sqlite(SQLiteLocation)
    /// A PostgreSQL database, as libpq's connection keywords and values.
    case postgres(PostgresParameters)

    /// Codes of the errors that ``init(url:)`` throws: the URL is at fault, not what it names.
    package static let errorCodes: Set<String> = ["bad-target-url", "unsupported-target"]

    /// Reads a URL such as `sqlite:///./mcp.db` or `postgresql+psycopg://user@host:5432/db`.
    ///
    /// A URL means what it means to the gateway, which hands it to SQLAlchemy, or is refused.
    package init(url text: String) throws(TargetError) {
        let url = try DatabaseURL(text)
        switch url.scheme {
        case "sqlite", "sqlite+pysqlite":
            self = .sqlite(try SQLiteLocation(url))
        case "postgresql", "postgresql+psycopg", "postgresql+psycopg2":
            self = .postgres(try PostgresParameters(url))
        default:
            let hint =
                switch url.scheme.lowercased().split(separator: "+").first {
                case "postgres", "postgresql":
                    "Write postgresql+psycopg://USER@HOST:PORT/DATABASE, as for the gateway."
                case "sqlite": "Write sqlite:///PATH, as for the gateway."
                default: "Give --target sqlite:///PATH or postgresql://USER@HOST:PORT/DATABASE."
                }
            throw TargetError(
                code: "unsupported-target",
                message: "cannot fill a database of scheme `\(url.scheme)`",
                hint: hint
            )
        }
    }

    /// The location as it may be shown and stored: without a password.
    ///
    /// It reads back as the same location.
    package var display: String {
        switch self {
        case .sqlite(let location): location.display
        case .postgres(let parameters): parameters.display
        }
    }

    /// The real path of a SQLite file; nil for a server.
    package var filePath: String? {
        guard case .sqlite(let file) = self else { return nil }
        return TargetLocation.realPath(file.path)
    }

    /// An absolute path without symbolic links, as far as its folders exist.
    static func realPath(_ path: String) -> String {
        let url = URL(fileURLWithPath: path).standardizedFileURL
        if let real = realpath(url.path, nil) {
            defer { free(real) }
            return String(cString: real)
        }
        guard url.path != "/", url.pathComponents.count > 1 else { return url.path }
        let folder = realPath(url.deletingLastPathComponent().path)
        return (folder == "/" ? "" : folder) + "/" + url.lastPathComponent
    }

    /// What to tell people before connecting; nil when there is nothing to warn of.
    package var warning: String? {
        guard case .postgres(let parameters) = self, parameters.isExposed else { return nil }
        return
            "the server's certificate is not verified; add sslmode=verify-full to the URL's query"
    }

    /// Whether a query item's key may be quoted in a message: what is not a name may be a part of
    /// a password.
    static func isName(_ key: String) -> Bool {
        key.utf8.count <= 40 && key.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) != nil
    }

    /// What a malformed URL should look like.
    private static let example =
        "Give --target or DATABASE_URL like sqlite:///./mcp.db or "
        + "postgresql://user@localhost:5432/mcp."

    static func malformed(_ reason: String, hint: String? = nil) -> TargetError {
        TargetError(
            code: "bad-target-url",
            message: "could not read the target's URL: \(reason)",
            hint: hint ?? example
        )
    }
}

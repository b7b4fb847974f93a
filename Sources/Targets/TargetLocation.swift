import Foundation

/// Where a target is: a database URL in SQLAlchemy's spelling, taken apart.
package enum TargetLocation: Sendable, Hashable {
    /// A SQLite file.
    case sqlite(path: String)
    /// A PostgreSQL database, as libpq's connection keywords and values.
    case postgres(PostgresParameters)

    /// Codes of the errors that ``init(url:)`` throws: the URL is at fault, not what it names.
    package static let errorCodes: Set<String> = ["bad-target-url", "unsupported-target"]

    /// Reads a URL such as `sqlite:///./mcp.db` or `postgresql+psycopg://user@host:5432/db`.
    ///
    /// The driver behind `+` is ignored. As in SQLAlchemy, three slashes begin a relative SQLite
    /// path and four an absolute one. Query items of a PostgreSQL URL are libpq's parameters
    /// (`sslmode`, `host`, `application_name`, …).
    package init(url: String) throws(TargetError) {
        guard let separator = url.range(of: "://") else {
            throw TargetLocation.malformed("it has no scheme such as `sqlite://`")
        }
        let scheme = url[..<separator.lowerBound].lowercased()
        let rest = String(url[separator.upperBound...])
        switch scheme.split(separator: "+").first.map(String.init) ?? "" {
        case "sqlite":
            self = .sqlite(path: try TargetLocation.sqlitePath(rest))
        case "postgresql", "postgres":
            self = .postgres(try PostgresParameters(urlBody: rest))
        default:
            throw TargetError(
                code: "unsupported-target",
                message: "cannot fill a database of scheme `\(scheme)`",
                hint: "Give --target sqlite:///PATH or postgresql://USER@HOST:PORT/DATABASE."
            )
        }
    }

    /// The location as it may be shown and stored: without a password.
    package var display: String {
        switch self {
        case .sqlite(let path): "sqlite:///" + TargetLocation.encoded(path, reserved: "")
        case .postgres(let parameters): parameters.display
        }
    }

    /// What to tell people before connecting; nil when there is nothing to warn of.
    package var warning: String? {
        guard case .postgres(let parameters) = self, parameters.isExposed else { return nil }
        return "the server's certificate is not verified; add ?sslmode=verify-full to the target"
    }

    private static func sqlitePath(_ body: String) throws(TargetError) -> String {
        let withoutQuery = body.split(separator: "?", maxSplits: 1).first.map(String.init) ?? ""
        guard withoutQuery.hasPrefix("/"), withoutQuery.count > 1 else {
            throw malformed("a SQLite URL is `sqlite:///relative.db` or `sqlite:////absolute.db`")
        }
        let path = String(withoutQuery.dropFirst())
        if path == ":memory:" {
            throw malformed("a database in memory would be gone at the end of the run")
        }
        return path.removingPercentEncoding ?? path
    }

    /// The text with a percent sign and two hex digits in place of each blank, control character,
    /// `%`, `?` and reserved character, so that it reads back as it was.
    static func encoded(_ text: String, reserved: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            let isPlain =
                scalar.value > 0x20 && scalar.value != 0x7F && scalar != "%" && scalar != "?"
                && !reserved.unicodeScalars.contains(scalar)
            if isPlain {
                result.unicodeScalars.append(scalar)
            } else {
                let digits = String(scalar.value, radix: 16, uppercase: true)
                result += digits.count < 2 ? "%0" + digits : "%" + digits
            }
        }
        return result
    }

    static func malformed(_ reason: String) -> TargetError {
        TargetError(
            code: "bad-target-url",
            message: "could not read the target's URL: \(reason)",
            hint: "Give --target or DATABASE_URL like sqlite:///./mcp.db or "
                + "postgresql://user@localhost:5432/mcp."
        )
    }
}

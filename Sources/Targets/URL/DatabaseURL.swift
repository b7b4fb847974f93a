/// A database URL, split into the parts that SQLAlchemy's `make_url` sees in it.
///
/// SQLAlchemy matches a regular expression, which has consequences: a password ends at the first
/// `@` and may hold `/`, `?` and `:`; a user name may hold `@`; a host is never percent-decoded.
struct DatabaseURL {
    /// What precedes `://`, such as `postgresql+psycopg`.
    let scheme: String
    /// The percent-decoded user name.
    let user: String?
    /// The percent-decoded password.
    let password: String?
    /// The host as written, without the brackets of an IPv6 address.
    let host: String?
    /// The port as written.
    let port: String?
    /// The percent-decoded path without its first slash.
    let database: String?
    /// The decoded query items in their order, without those that have no value.
    let query: [(key: String, value: String)]
    /// Whether an `@` follows the one that ends the user name and password.
    let hasStrayAt: Bool

    private typealias Text = Substring.UnicodeScalarView

    /// Splits a URL.
    ///
    /// - Throws: ``TargetError`` `bad-target-url` where SQLAlchemy would fail or would ignore a
    ///   part of the URL.
    init(_ url: String) throws(TargetError) {
        guard !url.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else {
            throw TargetLocation.malformed("it contains a line break or another control character")
        }
        var rest = Substring(url).unicodeScalars
        scheme = try DatabaseURL.takeScheme(&rest)
        let account = DatabaseURL.takeAccount(&rest)
        hasStrayAt = rest.contains("@")
        user = try DatabaseURL.decoded(account.user)
        password = try DatabaseURL.decoded(account.password)
        host = DatabaseURL.takeHost(&rest).map { String($0) }
        port = DatabaseURL.take(&rest, behind: ":", until: "/?").map { String($0) }
        database = try DatabaseURL.decoded(DatabaseURL.take(&rest, behind: "/", until: "?"))
        query = try DatabaseURL.items(DatabaseURL.take(&rest, behind: "?", until: "") ?? Text())
        guard rest.isEmpty else {
            throw TargetLocation.malformed("text follows the closing bracket of the address")
        }
    }

    private static func takeScheme(_ rest: inout Text) throws(TargetError) -> String {
        let scheme = rest.prefix {
            $0 == "+" || $0 == "_" || ($0.isASCII && $0.properties.isAlphabetic)
                || ("0"..."9").contains($0)
        }
        let mark = "://".unicodeScalars
        guard !scheme.isEmpty, rest[scheme.endIndex...].starts(with: mark) else {
            throw TargetLocation.malformed(
                rest.first == " "
                    ? "it begins with a space" : "it has no scheme such as `sqlite://`"
            )
        }
        rest = rest[scheme.endIndex...].dropFirst(mark.count)
        return String(scheme)
    }

    private static func takeAccount(_ rest: inout Text) -> (user: Text?, password: Text?) {
        let name = rest.prefix { $0 != ":" && $0 != "/" }
        let behind = rest[name.endIndex...]
        if behind.first == ":", let end = behind.firstIndex(of: "@") {
            rest = behind[end...].dropFirst()
            return (name, behind[..<end].dropFirst())
        }
        guard let end = name.lastIndex(of: "@") else { return (nil, nil) }
        rest = rest[end...].dropFirst()
        return (name[..<end], nil)
    }

    private static func takeHost(_ rest: inout Text) -> Text? {
        if rest.first == "[" {
            let address = rest.dropFirst().prefix { $0 != "/" && $0 != "?" }
            if let end = address.lastIndex(of: "]"), end > address.startIndex {
                rest = rest[end...].dropFirst()
                return address[..<end]
            }
        }
        let name = rest.prefix { $0 != "/" && $0 != ":" && $0 != "?" }
        guard !name.isEmpty else { return nil }
        rest = rest[name.endIndex...]
        return name
    }

    /// Takes a part that begins behind a mark and ends before any of some characters.
    private static func take(
        _ rest: inout Text,
        behind mark: Unicode.Scalar,
        until ends: String
    ) -> Text? {
        guard rest.first == mark else { return nil }
        let part = rest.dropFirst().prefix { !ends.unicodeScalars.contains($0) }
        rest = rest[part.endIndex...]
        return part
    }

    /// Reads a query as Python's `parse_qsl` does: an item without a value is dropped, and a plus
    /// sign is a space.
    private static func items(_ query: Text) throws(TargetError) -> [(key: String, value: String)] {
        var items: [(key: String, value: String)] = []
        for item in query.split(separator: "&") {
            guard let mark = item.firstIndex(of: "="), item.index(after: mark) < item.endIndex
            else { continue }
            let parts = [item[..<mark], item[item.index(after: mark)...]]
            var texts: [String] = []
            for part in parts {
                let spaced = String(part).replacing("+", with: " ")
                texts.append(try decoded(Substring(spaced).unicodeScalars) ?? "")
            }
            items.append((texts[0], texts[1]))
        }
        return items
    }

    /// Decodes percent signs as Python's `unquote` does: one that is not followed by two
    /// hexadecimal digits stands for itself.
    private static func decoded(_ text: Text?) throws(TargetError) -> String? {
        guard let text else { return nil }
        guard let result = PercentEncoding.decoded(String(text)), !result.contains("\0") else {
            throw TargetLocation.malformed(
                "a percent-encoded part is not UTF-8 text",
                hint: "Write the bytes of the UTF-8 spelling, such as %C3%A9 for é."
            )
        }
        return result
    }
}

/// Passwords in arguments, which no message may repeat.
///
/// A misplaced URL (`gatefill verify postgresql://u:secret@h/db`) may be quoted in an error by the
/// argument parser, or be taken for a file name.
enum SecretArguments {
    /// A part of an argument and what is shown in its place.
    typealias Secret = (text: String, mask: String)

    /// Those of this process.
    private static let own = found(in: CommandLine.arguments.dropFirst())

    /// The text without the secrets of the process's arguments.
    static func redacted(_ text: String) -> String { redacted(text, own) }

    static func redacted(_ text: String, _ secrets: [Secret]) -> String {
        secrets.reduce(text) { $0.replacing($1.text, with: $1.mask) }
    }

    /// The secrets of arguments and of options' values, the longest first.
    ///
    /// It is the place that makes a secret, so it is replaced with its surroundings, which no
    /// message has by itself: `user:password@`, or the whole URL whose query holds a password.
    static func found(in arguments: some Sequence<String>) -> [Secret] {
        arguments.compactMap { argument -> Secret? in
            var url = Substring(argument)
            if url.hasPrefix("--"), let mark = url.firstIndex(of: "=") {
                url = url[mark...].dropFirst()
            }
            let scheme = url.firstRange(of: "://").map { url[..<$0.upperBound] } ?? ""
            let rest = url.dropFirst(scheme.count)
            if !scheme.isEmpty, rest.contains(/[?&](ssl)?password=/) {
                return (String(url), scheme + "…")
            }
            guard let end = rest.lastIndex(of: "@"), rest[..<end].contains(":") else { return nil }
            return (String(rest[...end]), "…@")
        }.sorted { $0.text.utf8.count > $1.text.utf8.count }
    }
}

/// Arguments with a password in them, which no message may repeat.
///
/// A URL in the wrong place (`gatefill verify postgresql://u:secret@h/db`) is quoted by whoever
/// does not understand it.
enum SecretArguments {
    /// Those of this process, each with what stands for it.
    private static let own = found(in: CommandLine.arguments.dropFirst())

    /// The text with each of the process's arguments that holds a password replaced as a whole.
    static func redacted(_ text: String) -> String { redacted(text, own) }

    static func redacted(_ text: String, _ secrets: [(argument: String, mask: String)]) -> String {
        secrets.reduce(text) { $0.replacing($1.argument, with: $1.mask) }
    }

    /// The arguments, or values of options, in which a colon precedes an `@`, or a query holds a
    /// password; the longest first.
    static func found(
        in arguments: some Sequence<String>
    ) -> [(argument: String, mask: String)] {
        arguments.compactMap { argument in
            var text = Substring(argument)
            if text.hasPrefix("--"), let mark = text.firstIndex(of: "=") {
                text = text[mark...].dropFirst()
            }
            let scheme = text.firstRange(of: "://").map { text[..<$0.upperBound] } ?? ""
            let rest = text.dropFirst(scheme.count)
            guard
                rest.contains(/:[^@]*@/)
                    || (!scheme.isEmpty && rest.contains(/[?&](ssl)?password=/))
            else { return nil }
            return (String(text), scheme + "…")
        }.sorted { $0.argument.utf8.count > $1.argument.utf8.count }
    }
}

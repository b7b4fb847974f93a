/// Spells arrays as PostgreSQL reads them.
enum PostgresArray {
    /// An array of texts, every one in double quotes.
    static func text(_ texts: [String]) -> String {
        "{"
            + texts.map { text in
                "\""
                    + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
            }.joined(separator: ",") + "}"
    }
}

/// Spells names in SQL, as both databases read them.
enum SQLIdentifier {
    /// Names in double quotes, joined by dots; quotes inside are doubled.
    static func quoted(_ names: String...) -> String {
        names.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ".")
    }
}

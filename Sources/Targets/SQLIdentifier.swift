/// Spells names in SQL, as both databases read them.
package enum SQLIdentifier {
    /// Names in double quotes, joined by dots; quotes inside are doubled.
    package static func quoted(_ names: String...) -> String {
        names.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ".")
    }
}

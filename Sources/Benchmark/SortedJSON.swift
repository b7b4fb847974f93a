import Foundation

/// JSON with sorted keys, so that two reports can be compared.
enum SortedJSON {
    /// A value as text of several lines.
    static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}

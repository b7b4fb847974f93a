/// A connection of PostgreSQL for queries.
final class PostgresReader: TargetReader {
    private let connection: PostgresConnection
    /// The parts of all sets, each a JSON object whose keys are the members.
    private var parts: [String] = []

    /// Most members of one part: PostgreSQL limits a JSON value to 256 MB.
    private static let memberCountMax = 1_000_000

    /// Reads through a connection of its own.
    init(_ connection: PostgresConnection) {
        self.connection = connection
    }

    func queryRows(_ sql: String) throws(TargetError) -> [[String]] {
        let (statement, parameters) = bound(sql)
        let result = try connection.transaction(.reading) { () throws(TargetError) in
            try connection.execute(statement, parameters)
        }
        return (0..<result.rowCount).map { row in
            (0..<result.columnCount).map { result.text(row, $0) ?? "" }
        }
    }

    /// Keeps them in memory and sends them as parameters of the queries that name them.
    ///
    /// A temporary table would need a right that an account may lack, a server that is not a
    /// standby, and, behind a pooler, one transaction for all queries. A lookup among the keys of a
    /// JSON object takes O(log members) whatever plan the server makes, which a join does not.
    func keep(_ texts: some Sequence<String>) throws(TargetError) -> TextSet {
        let first = parts.count
        var part: [UInt8] = []
        var count = 0
        func finish() {
            part.append(UInt8(ascii: "}"))
            parts.append(String(decoding: part, as: UTF8.self))
            part = []
            count = 0
        }
        for text in texts {
            part.append(UInt8(ascii: count == 0 ? "{" : ","))
            PostgresReader.append(text, to: &part)
            part.append(contentsOf: ":null".utf8)
            count += 1
            if count == PostgresReader.memberCountMax { finish() }
        }
        if count == 0 && parts.count == first { part = [UInt8(ascii: "{")] }
        if !part.isEmpty { finish() }
        let markers = (first..<parts.count).map(PostgresReader.marker)
        return TextSet { value in
            // The subquery is evaluated once, not for every row.
            let lookups = markers.map { "jsonb_exists((SELECT \($0)::jsonb), \(value))" }
            return "(" + lookups.joined(separator: " OR ") + ")"
        }
    }

    /// A query with `$1`, `$2` and so on in place of the markers, and their values.
    private func bound(_ sql: String) -> (sql: String, parameters: [String?]) {
        var statement = sql
        var parameters: [String?] = []
        for (index, part) in parts.enumerated() {
            let marker = PostgresReader.marker(index)
            guard statement.contains(marker) else { continue }
            parameters.append(part)
            statement = statement.replacing(marker, with: "$\(parameters.count)")
        }
        return (statement, parameters)
    }

    /// What stands for a part in a query.
    private static func marker(_ part: Int) -> String { "$gatefill_set_\(part)$" }

    /// Appends a text as a JSON string.
    private static func append(_ text: String, to part: inout [UInt8]) {
        part.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                part.append(UInt8(ascii: "\\"))
                part.append(byte)
            case 0..<0x20:
                part.append(contentsOf: "\\u00".utf8)
                if byte < 0x10 { part.append(UInt8(ascii: "0")) }
                part.append(contentsOf: String(byte, radix: 16).utf8)
            default: part.append(byte)
            }
        }
        part.append(UInt8(ascii: "\""))
    }
}

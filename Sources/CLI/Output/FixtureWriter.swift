import Executor
import Foundation
import Journal

/// The form of a file for load tests.
enum FixtureFormat: String, CaseIterable {
    /// RFC 4180 with a line of titles.
    case csv
    /// An object a line.
    case jsonl
}

/// Turns rows into lines of a file that k6, Locust and JMeter read.
struct FixtureWriter {
    private let format: FixtureFormat
    private let titles: [String]

    /// A writer of rows whose values have these names.
    init(_ format: FixtureFormat, titles: [String]) {
        self.format = format
        self.titles = titles
    }

    /// The first line of the file; nil where there is none.
    var header: String? { format == .csv ? titles.joined(separator: ",") : nil }

    /// The line of a row, without a line break.
    func line(_ values: [FixtureValue]) -> String {
        switch format {
        case .csv: return values.map { FixtureWriter.csv($0) }.joined(separator: ",")
        case .jsonl:
            let members = zip(titles, values).map { title, value in
                "\(FixtureWriter.quoted(title)):\(FixtureWriter.json(value))"
            }
            return "{" + members.joined(separator: ",") + "}"
        }
    }

    /// An absent value is empty, lists are space-separated.
    private static func csv(_ value: FixtureValue) -> String {
        let text: String
        switch value {
        case .null: return ""
        case .text(let value): text = value
        case .boolean(let value): return value ? "true" : "false"
        case .moment(let value): return UTCTimestamp(microseconds: value).text
        case .list(let words): text = words.joined(separator: " ")
        }
        let isPlain = text.utf8.allSatisfy { byte in
            byte != 0x22 && byte != 0x2C && byte != 0x0A && byte != 0x0D
        }
        return isPlain ? text : "\"" + text.replacing("\"", with: "\"\"") + "\""
    }

    private static func json(_ value: FixtureValue) -> String {
        switch value {
        case .null: "null"
        case .text(let value): quoted(value)
        case .boolean(let value): value ? "true" : "false"
        case .moment(let value): quoted(UTCTimestamp(microseconds: value).text)
        case .list(let words): "[" + words.map { quoted($0) }.joined(separator: ",") + "]"
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\u{0}"..<"\u{20}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

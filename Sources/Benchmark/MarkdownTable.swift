/// A table whose first column is text and whose others are numbers.
struct MarkdownTable {
    let titles: [String]
    let lines: [[String]]

    /// The table, without a line feed at its end.
    var text: String {
        let rule = titles.indices.map { $0 == 0 ? "---" : "--:" }
        return ([titles, rule] + lines)
            .map { "| " + $0.joined(separator: " | ") + " |" }
            .joined(separator: "\n")
    }

    /// `1234567.8` as `1,234,568`.
    static func grouped(_ value: Double) -> String {
        let digits = String(Int64(value.rounded()))
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0 && (digits.count - index) % 3 == 0 { result.append(",") }
            result.append(digit)
        }
        return result
    }

    /// A value with some digits behind the point: `1.2345` with two as `1.23`.
    static func fixed(_ value: Double, digits: Int) -> String {
        let unit = (0..<digits).reduce(Int64(1)) { power, _ in power * 10 }
        let scaled = Int64((value * Double(unit)).rounded())
        guard digits > 0 else { return String(scaled) }
        let rest = String(scaled % unit)
        return "\(scaled / unit)." + String(repeating: "0", count: digits - rest.count) + rest
    }
}

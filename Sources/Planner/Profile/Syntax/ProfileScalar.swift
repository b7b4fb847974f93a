/// Reads numbers and truth values as a profile may write them.
///
/// The grammar is narrower than YAML's on purpose: what YAML 1.1 and 1.2 read differently (`010`,
/// `1:30`, `0x1F`) is refused.
enum ProfileScalar {
    /// Reads a whole number: digits, a sign, single underscores between digits.
    static func integer(_ text: String) -> Int64? {
        guard let digits = digits(text), digits.allSatisfy({ $0 == "-" || $0.isNumber }) else {
            return nil
        }
        return Int64(digits)
    }

    /// Tells whether the text is a whole number of any size.
    static func isInteger(_ text: String) -> Bool {
        digits(text)?.allSatisfy { $0 == "-" || $0.isNumber } ?? false
    }

    /// Reads a finite number: a whole number, optionally with a fraction.
    static func number(_ text: String) -> Double? {
        guard let digits = digits(text), let number = Double(digits), number.isFinite else {
            return nil
        }
        return number
    }

    /// Reads a truth value, in the words that YAML 1.1 knows.
    static func boolean(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "true", "yes", "on": true
        case "false", "no", "off": false
        default: nil
        }
    }

    /// Returns the number without its plus sign and underscores, or nil when it is none.
    private static func digits(_ text: String) -> String? {
        var digits = ""
        var parts = text.utf8.count > 64 ? "" : text
        if parts.first == "-" || parts.first == "+" {
            if parts.removeFirst() == "-" { digits = "-" }
        }
        let halves = parts.split(separator: ".", omittingEmptySubsequences: false)
        guard halves.count == 1 || halves.count == 2 else { return nil }
        for (index, half) in halves.enumerated() {
            let groups = half.split(separator: "_", omittingEmptySubsequences: false)
            for group in groups {
                let isDigits = group.utf8.allSatisfy { (48...57).contains($0) }
                guard !group.isEmpty, isDigits else { return nil }
            }
            if index == 0, half.count > 1, half.first == "0" { return nil }
            digits += (index == 0 ? "" : ".") + groups.joined()
        }
        return digits
    }
}

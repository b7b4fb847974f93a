/// Numbers as people read them.
enum Figures {
    /// `1234567` as `1,234,567`.
    static func grouped(_ value: Int64) -> String {
        let digits = String(value.magnitude)
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0 && (digits.count - index) % 3 == 0 { result.append(",") }
            result.append(digit)
        }
        return value < 0 ? "-" + result : result
    }

    /// Bytes in the largest unit that keeps a digit before the point: `1.5 GB`; powers of ten.
    static func bytes(_ value: Int64) -> String {
        let units = ["B", "KB", "MB", "GB", "TB"]
        var scaled = Double(value)
        var unit = 0
        while scaled >= 1000 && unit < units.count - 1 {
            scaled /= 1000
            unit += 1
        }
        return unit == 0 ? "\(value) B" : "\(decimal(scaled, places: 1)) \(units[unit])"
    }

    /// Seconds as `25ms`, `0.25s`, `12.3s`, `4m 05s` or `2h 03m`.
    static func duration(_ seconds: Double) -> String {
        if seconds < 0.1 { return "\(Int64((seconds * 1000).rounded()))ms" }
        if seconds < 1 { return decimal(seconds, places: 2) + "s" }
        if seconds < 60 { return decimal(seconds, places: 1) + "s" }
        let whole = Int64(seconds.rounded())
        if whole < 3600 { return "\(whole / 60)m \(padded(whole % 60))s" }
        return "\(whole / 3600)h \(padded(whole / 60 % 60))m"
    }

    /// Rows in a second, `1,234/s`; a dash when no time has passed.
    static func rate(_ count: Int64, seconds: Double) -> String {
        seconds > 0 ? perSecond(Double(count) / seconds) : "-"
    }

    /// Rows in a second, `1,234/s`; a dash for 0, which is the rate of what has not begun.
    static func rate(_ rowsPerSecond: Double) -> String {
        rowsPerSecond > 0 ? perSecond(rowsPerSecond) : "-"
    }

    private static func perSecond(_ count: Double) -> String {
        grouped(Int64(count.rounded())) + "/s"
    }

    private static func padded(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }

    private static func decimal(_ value: Double, places: Int) -> String {
        let factor: Double = places == 2 ? 100 : 10
        let scaled = Int64((value * factor).rounded())
        let (whole, rest) = scaled.quotientAndRemainder(dividingBy: Int64(factor))
        return "\(whole)." + (places == 2 ? padded(rest) : "\(rest)")
    }
}

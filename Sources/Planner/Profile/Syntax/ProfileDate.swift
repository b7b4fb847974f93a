/// Reads dates as a profile or an option may write them.
package enum ProfileDate {
    /// Microseconds of a day.
    static let dayMicroseconds: Int64 = 86_400_000_000

    /// Reads `YYYY-MM-DD`, or that with `T` or a space and `HH:MM`, `HH:MM:SS` or
    /// `HH:MM:SS.ffffff`, and `Z` or an offset `±HH:MM`; without an offset it is UTC.
    ///
    /// - Returns: Microseconds since 1970-01-01 UTC, or nil when the text is no such date, the
    ///   day or time does not exist, or the year is not from 1970 to 2199.
    package static func microseconds(_ text: String) -> Int64? {
        var reader = DigitReader(Array(text.utf8))
        guard let year = reader.number(4), reader.take("-"), let month = reader.number(2),
            reader.take("-"), let day = reader.number(2),
            (1_970...2_199).contains(year), (1...12).contains(month),
            (1...dayCount(year: year, month: month)).contains(day)
        else { return nil }
        var microseconds = Int64(days(year: year, month: month, day: day)) * dayMicroseconds
        if reader.isAtEnd { return microseconds }
        guard reader.take("T") || reader.take("t") || reader.take(" "),
            let hour = reader.number(2), reader.take(":"), let minute = reader.number(2),
            hour < 24, minute < 60
        else { return nil }
        microseconds += Int64(hour * 3_600 + minute * 60) * 1_000_000
        if reader.take(":") {
            guard let second = reader.number(2), second < 60 else { return nil }
            microseconds += Int64(second) * 1_000_000
            if reader.take(".") {
                guard let fraction = reader.fraction() else { return nil }
                microseconds += Int64(fraction)
            }
        }
        guard let offsetMinutes = reader.offsetMinutes(), reader.isAtEnd else { return nil }
        microseconds -= Int64(offsetMinutes) * 60_000_000
        return microseconds < 0 ? nil : microseconds
    }

    /// Writes a moment as `YYYY-MM-DD`, with the time when it is not 00:00.
    static func text(_ microseconds: Int64) -> String {
        var day = Int(microseconds / dayMicroseconds)
        if microseconds % dayMicroseconds < 0 { day -= 1 }
        let (year, month, dayOfMonth) = date(days: day)
        let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(dayOfMonth, 2))"
        let rest = Int(microseconds - Int64(day) * dayMicroseconds)
        if rest == 0 { return date }
        let second = rest / 1_000_000
        let time =
            "\(padded(second / 3_600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))"
        let fraction = rest % 1_000_000
        return "\(date)T\(time)\(fraction == 0 ? "" : ".\(padded(fraction, 6))")Z"
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func dayCount(year: Int, month: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since 1970-01-01 in the proleptic Gregorian calendar (Howard Hinnant,
    /// "chrono-compatible low-level date algorithms", `days_from_civil`).
    private static func days(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
            - 719_468
    }

    /// The inverse of ``days(year:month:day:)`` (the same source, `civil_from_days`).
    private static func date(days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}

/// Takes numbers and separators from the front of a text.
private struct DigitReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { position == bytes.count }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, UInt32(bytes[position]) == character.value else {
            return false
        }
        position += 1
        return true
    }

    /// Takes exactly `count` digits.
    mutating func number(_ count: Int) -> Int? {
        guard position + count <= bytes.count else { return nil }
        var number = 0
        for byte in bytes[position..<position + count] {
            guard (48...57).contains(byte) else { return nil }
            number = number * 10 + Int(byte - 48)
        }
        position += count
        return number
    }

    /// Takes one to six digits as microseconds.
    mutating func fraction() -> Int? {
        var fraction = 0
        var count = 0
        while let digit = number(1) {
            count += 1
            guard count <= 6 else { return nil }
            fraction = fraction * 10 + digit
        }
        guard count > 0 else { return nil }
        for _ in count..<6 { fraction *= 10 }
        return fraction
    }

    /// Takes `Z`, `±HH:MM` or nothing, as minutes east of UTC.
    mutating func offsetMinutes() -> Int? {
        if isAtEnd || take("Z") || take("z") { return 0 }
        let isWest = take("-")
        guard isWest || take("+"), let hour = number(2), take(":"), let minute = number(2),
            hour <= 14, minute < 60
        else { return nil }
        return (isWest ? -1 : 1) * (hour * 60 + minute)
    }
}

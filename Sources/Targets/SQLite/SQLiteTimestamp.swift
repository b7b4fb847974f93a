/// The gateway's spelling of moments in SQLite: `YYYY-MM-DD HH:MM:SS.ffffff`, UTC.
///
/// Always 26 bytes; the gateway's paging breaks on any other form.
enum SQLiteTimestamp {
    /// Number of bytes of the text.
    static let byteCount = 26

    /// Writes the text of a moment, microseconds since 1970-01-01 UTC.
    ///
    /// The days are turned into a date as in Howard Hinnant, "chrono-Compatible Low-Level Date
    /// Algorithms", `civil_from_days`.
    static func write(_ moment: Int64, to target: UnsafeMutablePointer<UInt8>) {
        let perDay: Int64 = 86_400_000_000
        var days = moment / perDay
        var rest = moment % perDay
        if rest < 0 {
            days -= 1
            rest += perDay
        }
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        let seconds = rest / 1_000_000
        digits(year, 4, at: target)
        target[4] = 0x2D
        digits(month, 2, at: target + 5)
        target[7] = 0x2D
        digits(day, 2, at: target + 8)
        target[10] = 0x20
        digits(seconds / 3600, 2, at: target + 11)
        target[13] = 0x3A
        digits(seconds / 60 % 60, 2, at: target + 14)
        target[16] = 0x3A
        digits(seconds % 60, 2, at: target + 17)
        target[19] = 0x2E
        digits(rest % 1_000_000, 6, at: target + 20)
    }

    /// The text of a moment.
    static func text(_ moment: Int64) -> String {
        var bytes = [UInt8](repeating: 0, count: byteCount)
        bytes.withUnsafeMutableBufferPointer { buffer in
            if let base = buffer.baseAddress { write(moment, to: base) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The moment of a text in that form, or nil when it has another form.
    ///
    /// The fraction may be missing, as in SQLite's own `CURRENT_TIMESTAMP`.
    static func read(_ text: UnsafeRawBufferPointer) -> Int64? {
        guard text.count == byteCount || text.count == 19 else { return nil }
        guard text[4] == 0x2D, text[7] == 0x2D, text[10] == 0x20, text[13] == 0x3A,
            text[16] == 0x3A
        else { return nil }
        guard
            let year = number(text, at: 0, count: 4), let month = number(text, at: 5, count: 2),
            let day = number(text, at: 8, count: 2), let hour = number(text, at: 11, count: 2),
            let minute = number(text, at: 14, count: 2), let second = number(text, at: 17, count: 2)
        else { return nil }
        var fraction: Int64 = 0
        if text.count == byteCount {
            guard text[19] == 0x2E, let digits = number(text, at: 20, count: 6) else { return nil }
            fraction = digits
        }
        let seconds =
            days(year: year, month: month, day: day) * 86_400
            + hour * 3600 + minute * 60 + second
        return seconds * 1_000_000 + fraction
    }

    /// Days since 1970-01-01: `days_from_civil` of the same source.
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let shiftedMonth = month > 2 ? month - 3 : month + 9
        let dayOfYear = (153 * shiftedMonth + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func digits(_ value: Int64, _ count: Int, at target: UnsafeMutablePointer<UInt8>)
    {
        var rest = value
        for position in stride(from: count - 1, through: 0, by: -1) {
            target[position] = 48 &+ UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }

    private static func number(_ text: UnsafeRawBufferPointer, at start: Int, count: Int) -> Int64?
    {
        var value: Int64 = 0
        for position in start..<start + count {
            let digit = text[position] &- 48
            guard digit < 10 else { return nil }
            value = value * 10 + Int64(digit)
        }
        return value
    }
}

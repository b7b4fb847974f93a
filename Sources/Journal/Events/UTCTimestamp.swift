import Glibc

/// A moment in UTC with microseconds, as the journal writes it: `2026-01-31T09:05:07.000250Z`.
///
/// Text of equal length, so that it sorts as time does from year 0 to 9999.
package struct UTCTimestamp: Sendable, Hashable, Comparable {
    /// Microseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
    package let microseconds: Int64

    /// A moment of the years 0 to 9999; one outside is moved to the nearest.
    package init(microseconds: Int64) {
        self.microseconds = min(max(microseconds, -62_167_219_200_000_000), 253_402_300_799_999_999)
    }

    /// Reads the 27 bytes that ``text`` writes; nil for anything else.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 27 else {
            return nil
        }
        func number(_ start: Int, _ count: Int) -> Int64? {
            var value: Int64 = 0
            for byte in bytes[start..<start + count] {
                guard byte >= 48, byte <= 57 else {
                    return nil
                }
                value = value * 10 + Int64(byte - 48)
            }
            return value
        }
        guard let year = number(0, 4), let month = number(5, 2), let day = number(8, 2),
            let hour = number(11, 2), let minute = number(14, 2), let second = number(17, 2),
            let fraction = number(20, 6), (1...12).contains(month)
        else {
            return nil
        }
        let days = UTCTimestamp.days(year: year, month: month, day: day)
        let seconds = days * 86_400 + hour * 3600 + minute * 60 + second
        self.init(microseconds: seconds * 1_000_000 + fraction)
        // Writing it again settles the rest: separators, day of the month, hour and minute.
        guard self.text == text else {
            return nil
        }
    }

    /// The real clock, for stores that are not given one.
    package static func now() -> Int64 {
        var time = timespec()
        let result = clock_gettime(CLOCK_REALTIME, &time)
        precondition(result == 0, "the real-time clock cannot be read")
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
    }

    package static func < (left: UTCTimestamp, right: UTCTimestamp) -> Bool {
        left.microseconds < right.microseconds
    }

    /// The 27-byte text.
    package var text: String {
        let (days, time) = UTCTimestamp.floored(microseconds, 86_400_000_000)
        let (year, month, day) = UTCTimestamp.date(days: days)
        let second = time / 1_000_000
        return String(unsafeUninitializedCapacity: 27) { buffer in
            var position = 0
            func put(_ value: Int64, width: Int, end: UInt8) {
                var rest = value
                for offset in stride(from: position + width - 1, through: position, by: -1) {
                    buffer[offset] = UInt8(48 + rest % 10)
                    rest /= 10
                }
                buffer[position + width] = end
                position += width + 1
            }
            put(year, width: 4, end: 0x2D)
            put(month, width: 2, end: 0x2D)
            put(day, width: 2, end: 0x54)
            put(second / 3600, width: 2, end: 0x3A)
            put(second / 60 % 60, width: 2, end: 0x3A)
            put(second % 60, width: 2, end: 0x2E)
            put(time % 1_000_000, width: 6, end: 0x5A)
            return position
        }
    }

    // Days and civil dates after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms":
    // years begin in March, so the leap day is the last of its year.
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let (era, yearOfEra) = floored(month <= 2 ? year - 1 : year, 400)
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func date(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let (era, dayOfEra) = floored(days + 719_468, 146_097)
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    private static func floored(
        _ value: Int64,
        _ divisor: Int64
    ) -> (quotient: Int64, remainder: Int64) {
        let remainder = value % divisor
        return remainder < 0
            ? (value / divisor - 1, remainder + divisor) : (value / divisor, remainder)
    }
}

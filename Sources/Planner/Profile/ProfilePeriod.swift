import Rows

/// The time that the data of a profile spans.
struct ProfilePeriod {
    /// First moment, in microseconds since 1970-01-01 UTC.
    let startMicroseconds: Int64
    /// Last moment, in microseconds since 1970-01-01 UTC.
    let endMicroseconds: Int64
    /// Share of the rows in the last 30 days, 0 to 100.
    let recentDataPercent: Double

    /// Days that count as recent.
    static let recentDayCount: Int64 = 30
    /// Days before the end where the data begins when the profile does not say.
    static let defaultDayCount: Int64 = 730

    /// Reads the section `temporal` and the option `--end-date`, and resolves `now`.
    init(
        _ reader: ProfileReader,
        endDate: String?,
        nowMicroseconds: Int64
    ) throws(ProfileError) {
        let endPath = "temporal.end_date"
        var end = nowMicroseconds
        if case .microseconds(let given) = reader.moment(endPath) { end = given }
        self.endMicroseconds = try Self.option(endDate, nowMicroseconds) ?? end
        // The data cannot begin before 1970.
        var start = max(0, endMicroseconds - Self.defaultDayCount * ProfileDate.dayMicroseconds)
        if case .microseconds(let given) = reader.moment("temporal.start_date") { start = given }
        self.startMicroseconds = start
        let (recentPath, olderPath) = (
            "temporal.recent_data_percent", "temporal.historical_data_percent"
        )
        let share = try reader.locatingFaults { values throws(ScaleFault) in
            try values.share(recentPath, complementing: olderPath)
        }
        let hasShare = reader.isGiven(recentPath) || reader.isGiven(olderPath)
        let spanMicroseconds = endMicroseconds - startMicroseconds
        let isShort = spanMicroseconds <= Self.recentDayCount * ProfileDate.dayMicroseconds
        // A default gives way: in a short period all rows are recent.
        self.recentDataPercent = isShort && !hasShare ? 100 : share
        // In less, moments of what follows from each other fall together.
        let isEmpty = spanMicroseconds < ProfileDate.dayMicroseconds
        guard isEmpty || isShort && recentDataPercent < 100 else { return }
        throw Self.error(
            reader,
            hasOption: endDate != nil,
            isEmpty: isEmpty,
            start: startMicroseconds,
            end: endMicroseconds
        )
    }

    /// What is wrong with a period that is too short: less than a day, where `isEmpty`, or too
    /// short for its older rows.
    private static func error(
        _ reader: ProfileReader,
        hasOption: Bool,
        isEmpty: Bool,
        start: Int64,
        end: Int64
    ) -> ProfileError {
        let (startPath, endPath) = ("temporal.start_date", "temporal.end_date")
        let endText = ProfileDate.text(end)
        let detail = "the data would begin at \(ProfileDate.text(start))"
        let problem =
            end <= start
            ? "is not after `\(startPath)`"
            : isEmpty
                ? "is less than a day after `\(startPath)`"
                : "is at most \(recentDayCount) days after `\(startPath)`, which leaves no time for "
                    + "older rows"
        if hasOption {
            return ProfileError(
                code: "bad-option",
                message: "--end-date: `\(endText)` \(problem)",
                detail: detail
            )
        }
        if isEmpty {
            return reader.error(
                "conflicting-keys",
                "\(endPath): `\(endText)` \(problem)",
                at: endPath,
                startPath,
                detail: detail
            )
        }
        let recentPath = "temporal.recent_data_percent"
        let olderPath = "temporal.historical_data_percent"
        let path = reader.isGiven(recentPath) ? recentPath : olderPath
        let given = DecimalText.text(reader.numberOrDefault(path))
        return reader.error(
            "conflicting-keys",
            "\(path): \(given) leaves rows that are older than \(recentDayCount) days, and the "
                + "data begins \(recentDayCount) days or less before its end",
            at: path,
            detail: "the data would begin at \(ProfileDate.text(start)) and end at \(endText)",
            hint: "Leave the key out, or set it to \(path == recentPath ? 100 : 0)."
        )
    }

    private static func option(
        _ endDate: String?,
        _ nowMicroseconds: Int64
    ) throws(ProfileError) -> Int64? {
        guard let endDate else { return nil }
        if endDate.lowercased() == "now" { return nowMicroseconds }
        guard let microseconds = ProfileDate.microseconds(endDate) else {
            throw ProfileError(
                code: "bad-option",
                message: "--end-date: \(PrintableText.quoting(endDate)) is not a date from 1970 "
                    + "to 2199",
                hint: "Write it as `2024-01-31` or `2024-01-31T12:00:00Z`, or as `now`."
            )
        }
        return microseconds
    }
}

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
        self.recentDataPercent = try reader.share(
            "temporal.recent_data_percent",
            complementing: "temporal.historical_data_percent"
        )
        var start = endMicroseconds - Self.defaultDayCount * ProfileDate.dayMicroseconds
        if case .microseconds(let given) = reader.moment("temporal.start_date") { start = given }
        self.startMicroseconds = start
        let endText = ProfileDate.text(endMicroseconds)
        let spanMicroseconds = endMicroseconds - startMicroseconds
        let problem: String
        if spanMicroseconds <= 0 {
            problem = "is not after `temporal.start_date`"
        } else if recentDataPercent < 100,
            spanMicroseconds <= Self.recentDayCount * ProfileDate.dayMicroseconds
        {
            problem =
                "is less than \(Self.recentDayCount) days after `temporal.start_date`, "
                + "which leaves no time for older rows"
        } else {
            return
        }
        let detail = "the data would begin at \(ProfileDate.text(startMicroseconds))"
        if endDate != nil {
            throw ProfileError(
                code: "bad-option",
                message: "--end-date: `\(endText)` \(problem)",
                detail: detail
            )
        }
        throw reader.error(
            "conflicting-keys",
            "\(endPath): `\(endText)` \(problem)",
            at: endPath,
            "temporal.start_date",
            detail: detail
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

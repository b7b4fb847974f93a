import Testing

@testable import Planner

@Suite struct ProfileDateTests {
    @Test(
        arguments: [
            ("1970-01-01", 0),
            ("2024-01-01", 1_704_067_200_000_000),
            ("2024-02-29", 1_709_164_800_000_000),
            ("2000-03-01", 951_868_800_000_000),
            ("2199-12-31", 7_258_032_000_000_000),
            ("2026-11-18T11:06:40Z", 1_795_000_000_000_000),
            ("2026-11-18 11:06:40", 1_795_000_000_000_000),
            ("2026-11-18T13:06:40+02:00", 1_795_000_000_000_000),
            ("2026-11-18T05:36:40-05:30", 1_795_000_000_000_000),
            ("2026-11-18T11:06:40.5Z", 1_795_000_000_500_000),
            ("2026-11-18T11:06:40.000001", 1_795_000_000_000_001),
            ("2024-01-01T00:01", 1_704_067_260_000_000),
        ] as [(String, Int64)]
    )
    func `a date is read`(_ text: String, _ expected: Int64) {
        #expect(ProfileDate.microseconds(text) == expected)
    }

    @Test(arguments: [
        "", "2024", "2024-1-1", "2024-13-01", "2024-00-01", "2023-02-29", "2100-02-29",
        "2024-04-31", "1969-12-31", "2200-01-01", "2024-01-01T", "2024-01-01T24:00",
        "2024-01-01T12:60", "2024-01-01T12:00:60", "2024-01-01T12:00:00.", "2024-01-01x",
        "2024-01-01T12:00:00.1234567", "2024-01-01T12:00:00Z ", "1970-01-01T00:00+01:00",
        "2024-01-01T12:00+15:00", "٢٠٢٤-01-01",
    ])
    func `what is no date is refused`(_ text: String) {
        #expect(ProfileDate.microseconds(text) == nil)
    }

    @Test(arguments: [
        "1970-01-01", "2000-02-29", "2024-12-31", "2026-11-18T11:06:40Z",
        "2026-11-18T11:06:40.000001Z",
    ])
    func `a moment is written as it was read`(_ text: String) throws {
        #expect(ProfileDate.text(try #require(ProfileDate.microseconds(text))) == text)
    }

    @Test func `every day to 2199 is written as it was read`() {
        for day in stride(from: Int64(0), to: 84_000, by: 1) {
            let microseconds = day * ProfileDate.dayMicroseconds
            let text = ProfileDate.text(microseconds)
            if ProfileDate.microseconds(text) != microseconds {
                Issue.record("day \(day) is written as \(text)")
                return
            }
        }
    }
}

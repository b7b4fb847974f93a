import Testing

@testable import CLI

@Suite struct FiguresTests {
    @Test(
        arguments: [
            (0, "0"), (7, "7"), (999, "999"), (1000, "1,000"), (12_345, "12,345"),
            (123_456, "123,456"), (1_234_567, "1,234,567"), (-1000, "-1,000"), (-999, "-999"),
            (.max, "9,223,372,036,854,775,807"), (.min, "-9,223,372,036,854,775,808"),
        ] as [(Int64, String)]
    )
    func `digits are grouped by three`(value: Int64, text: String) {
        #expect(Figures.grouped(value) == text)
    }

    @Test(
        arguments: [
            (0, "0 B"), (999, "999 B"), (1000, "1.0 KB"), (1550, "1.6 KB"), (1_500_000, "1.5 MB"),
            (2_000_000_000, "2.0 GB"), (3_140_000_000_000, "3.1 TB"),
            (5_000_000_000_000_000, "5000.0 TB"),
        ] as [(Int64, String)]
    )
    func `bytes have the largest unit with a digit before the point`(value: Int64, text: String) {
        #expect(Figures.bytes(value) == text)
    }

    @Test(
        arguments: [
            (0, "0ms"), (0.004, "4ms"), (0.0999, "100ms"), (0.1, "0.10s"), (0.256, "0.26s"),
            (1, "1.0s"), (12.34, "12.3s"), (59.94, "59.9s"), (60, "1m 00s"), (245, "4m 05s"),
            (3599, "59m 59s"), (3600, "1h 00m"),
            (7_380, "2h 03m"), (360_000, "100h 00m"),
        ] as [(Double, String)]
    )
    func `a duration has two units at most`(seconds: Double, text: String) {
        #expect(Figures.duration(seconds) == text)
    }

    @Test(
        arguments: [
            (0, 1, "0/s"), (1_500, 1, "1,500/s"), (10, 4, "3/s"), (5, 0, "-"), (1, 1000, "0/s"),
        ] as [(Int64, Double, String)]
    )
    func `a rate needs time`(count: Int64, seconds: Double, text: String) {
        #expect(Figures.rate(count, seconds: seconds) == text)
    }

    @Test(arguments: [(0, "-"), (0.4, "0/s"), (1234.5, "1,235/s")] as [(Double, String)])
    func `what has not begun has no rate`(rowsPerSecond: Double, text: String) {
        #expect(Figures.rate(rowsPerSecond) == text)
    }
}

import Foundation
import Testing

@testable import Targets

@Suite struct SQLiteTimestampTests {
    @Test(
        arguments: [
            (0, "1970-01-01 00:00:00.000000"),
            (-1, "1969-12-31 23:59:59.999999"),
            (-86_400_000_000, "1969-12-31 00:00:00.000000"),
            (951_782_400_000_000, "2000-02-29 00:00:00.000000"),
            (1_709_164_800_000_001, "2024-02-29 00:00:00.000001"),
            (1_709_251_199_999_999, "2024-02-29 23:59:59.999999"),
            (1_709_251_200_000_000, "2024-03-01 00:00:00.000000"),
            (1_767_225_599_000_000, "2025-12-31 23:59:59.000000"),
            (4_107_542_400_000_000, "2100-03-01 00:00:00.000000"),
            (-2_203_977_600_000_000, "1900-02-28 00:00:00.000000"),
            (-62_135_596_800_000_000, "0001-01-01 00:00:00.000000"),
            (253_402_300_799_999_999, "9999-12-31 23:59:59.999999"),
        ] as [(Int64, String)]
    )
    func `a moment has one spelling of 26 bytes`(moment: Int64, text: String) {
        #expect(Self.write(moment) == text)
        #expect(Self.read(text) == moment)
    }

    @Test func `every day from 1899 to 2101 comes back as it was written`() {
        for day in Int64(-25_932)...48_000 {
            let moment = day * 86_400_000_000 + (day &* 7_919_993 % 86_400_000_000)
            guard Self.read(Self.write(moment)) == moment else {
                Issue.record("day \(day): \(Self.write(moment))")
                return
            }
        }
    }

    @Test func `random moments come back as they were written`() {
        let seed =
            ProcessInfo.processInfo.environment["GATEFILL_TEST_SEED"].flatMap(UInt64.init)
            ?? UInt64.random(in: 0..<1 << 32)
        print("GATEFILL_TEST_SEED=\(seed)")
        var state = seed
        for _ in 0..<20_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            // From year 1 to year 9999.
            let moment = -62_135_596_800_000_000 + Int64(state >> 6) % 315_537_897_600_000_000
            #expect(Self.read(Self.write(moment)) == moment, "seed \(seed)")
        }
    }

    @Test func `the fraction may be missing`() {
        #expect(Self.read("2024-02-29 00:00:01") == 1_709_164_801_000_000)
    }

    @Test(arguments: [
        "", "2024-02-29", "2024-02-29T00:00:00", "2024-02-29 00:00:00.000",
        "2024-02-29 00:00:00,000000", "2024-02-29 00:00:00.00000x", "2024/02/29 00:00:00",
        "2024-02-29 00-00:00", "2024-02-29 00:00-00", "2024-02-29 00:00:00+00:00.0",
        "20x4-02-29 00:00:00",
    ])
    func `another form is not a moment`(text: String) {
        #expect(Self.read(text) == nil)
    }

    private static func write(_ moment: Int64) -> String {
        var bytes = [UInt8](repeating: 0, count: SQLiteTimestamp.byteCount)
        bytes.withUnsafeMutableBufferPointer { buffer in
            if let start = buffer.baseAddress { SQLiteTimestamp.write(moment, to: start) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func read(_ text: String) -> Int64? {
        Array(text.utf8).withUnsafeBytes { SQLiteTimestamp.read($0) }
    }
}

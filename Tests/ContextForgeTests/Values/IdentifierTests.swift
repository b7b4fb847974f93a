import Testing

@testable import ContextForge
@testable import Rows

@Suite struct IdentifierTests {
    private let start: Int64 = 1_700_000_000_000

    private func ordered(rowCount: Int64, span: Int64) -> IdentifierKey {
        IdentifierKey(
            key: sampleKey,
            order: .ordered,
            startMilliseconds: start,
            spanMilliseconds: span,
            rowCount: rowCount
        )
    }

    @Test func `random ids are UUIDs of version 4`() throws {
        let ids = IdentifierKey(key: sampleKey, order: .random)
        var seen: Set<String> = []
        for row in Int64(0)..<2000 {
            let text = sample(row, ids.appendHyphenated)
            let match = text.wholeMatch(
                of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/
            )
            #expect(match != nil, "\(text)")
            #expect(seen.insert(text).inserted)
        }
    }

    @Test(arguments: IdentifierOrder.allCases)
    func `both forms have the same digits`(order: IdentifierOrder) {
        let ids = IdentifierKey(key: sampleKey, order: order, rowCount: 500)
        for row in Int64(0)..<500 {
            let hyphenated = sample(row, ids.appendHyphenated)
            let hex = sample(row, ids.appendHex)
            #expect(hyphenated.utf8.count == 36)
            #expect(hyphenated.replacing("-", with: "") == hex)
            let (high, low) = ids.bits(row)
            #expect(UInt64(hex.prefix(16), radix: 16) == high)
            #expect(UInt64(hex.suffix(16), radix: 16) == low)
        }
    }

    /// Numbers of rows and milliseconds.
    private static let scales: [(Int64, Int64)] = [
        (1, 1), (1000, 86_400_000), (1_000_003, 7), (17_179_869_184, 0),
        (17_179_869_184, 140_737_488_355_327), (3, 140_737_488_355_327),
    ]

    @Test(arguments: scales)
    func `ordered ids have version 7, rise with the row and hold its time`(
        rowCount: Int64,
        span: Int64
    ) {
        let ids = ordered(rowCount: rowCount, span: span)
        let probes = [0, rowCount / 3, rowCount / 2, rowCount - 200].map { max($0, 0) }
        for first in probes {
            var previous: (high: UInt64, low: UInt64)?
            for row in first..<min(first + 200, rowCount) {
                let (high, low) = ids.bits(row)
                #expect(high >> 12 & 0xF == 7)
                #expect(low >> 62 == 2)
                let product = UInt64(row).multipliedFullWidth(by: UInt64(max(span, 1)))
                let elapsed = UInt64(rowCount).dividingFullWidth(product).quotient
                #expect(high >> 16 == UInt64(start) + elapsed)
                if let previous {
                    #expect((previous.high, previous.low) < (high, low))
                }
                previous = (high, low)
            }
        }
    }

    @Test func `the same row of another table or seed has another id`() {
        let other = [
            CellKey(seed: 20_260_102, table: "samples", purpose: "values"),
            CellKey(seed: 20_260_101, table: "others", purpose: "values"),
        ]
        for order in IdentifierOrder.allCases {
            let ids = IdentifierKey(key: sampleKey, order: order, rowCount: 100)
            for key in other {
                let others = IdentifierKey(key: key, order: order, rowCount: 100)
                for row in Int64(0)..<100 {
                    #expect(ids.bits(row).low != others.bits(row).low)
                }
            }
        }
    }

    @Test func `hexadecimal digits of a number are its lowest bytes`() {
        let all = sample(0) { _, writer in HexDigits.append(0xAB, into: &writer) }
        let three = sample(0) { HexDigits.append(UInt64($0) + 0x12345, byteCount: 3, into: &$1) }
        #expect(all == "00000000000000ab")
        #expect(three == "012345")
    }

    @Test(arguments: [0, 1, 12, 13, 40])
    func `a code has the length asked for and its own alphabet`(length: Int) {
        let codes = (Int64(0)..<50).map { row in
            sample(row) { row, writer in
                ShortCode.append(sampleKey.bits(row), length: length, into: &writer)
            }
        }
        for code in codes {
            #expect(code.utf8.count == length)
            #expect(code.wholeMatch(of: /[a-z2-7]*/) != nil)
        }
        if length >= 12 { #expect(Set(codes).count == codes.count) }
    }
}

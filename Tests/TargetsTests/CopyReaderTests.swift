import Testing

@testable import Targets

@Suite struct CopyReaderTests {
    @Test func `the header's message may hold the first row`() {
        let row: [UInt8] = [0, 2, 0, 0, 0, 1, 0x61, 255, 255, 255, 255]
        (CopyEncoder.header + row).withUnsafeBytes { message in
            var reader = CopyReader(message, skipsHeader: true)
            #expect(reader.fieldCount() == 2)
            #expect(reader.field().map(Array.init) == [0x61])
            #expect(reader.field() == nil)
        }
    }

    @Test(arguments: [CopyEncoder.header, CopyEncoder.header + CopyEncoder.trailer])
    func `a message without a row has no fields`(bytes: [UInt8]) {
        bytes.withUnsafeBytes { message in
            var reader = CopyReader(message, skipsHeader: true)
            #expect(reader.fieldCount() == nil)
        }
        CopyEncoder.trailer.withUnsafeBytes { message in
            var reader = CopyReader(message, skipsHeader: false)
            #expect(reader.fieldCount() == nil)
        }
    }

    @Test func `an empty text is not NULL`() {
        ([0, 1, 0, 0, 0, 0] as [UInt8]).withUnsafeBytes { message in
            var reader = CopyReader(message, skipsHeader: false)
            #expect(reader.fieldCount() == 1)
            #expect(reader.field()?.count == 0)
        }
    }

    @Test(
        arguments: [
            ([0], 0), ([1], 1), ([0xFF, 0xFE], -2), ([0x7F, 0xFF], 32_767),
            ([0x80, 0, 0, 0], Int64(Int32.min)), ([0, 0, 1, 0], 256),
            ([0x80, 0, 0, 0, 0, 0, 0, 0], Int64.min),
            ([0x7F, 255, 255, 255, 255, 255, 255, 255], Int64.max),
        ] as [([UInt8], Int64)]
    )
    func `an integer is big-endian and signed`(bytes: [UInt8], value: Int64) {
        #expect(bytes.withUnsafeBytes { CopyReader.integer($0) } == value)
    }

    @Test(arguments: [0.0, -0.0, 1.5, -3.25, .infinity])
    func `a single and a double of the same value have the same bits`(value: Double) {
        let double = withUnsafeBytes(of: value.bitPattern.bigEndian) { CopyReader.doubleBits($0) }
        let single = withUnsafeBytes(of: Float(value).bitPattern.bigEndian) {
            CopyReader.doubleBits($0)
        }
        #expect(double == Int64(bitPattern: value.bitPattern))
        #expect(single == double)
    }
}

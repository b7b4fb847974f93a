import TestSupport
import Testing

@testable import ContextForge
@testable import Rows

@Suite struct ByteWriterTests {
    private func written(_ write: (inout ByteWriter) -> Void) -> String {
        sample(0) { _, writer in write(&writer) }
    }

    /// The powers of ten with their neighbours, and the ends of the range.
    private static let numbers: [UInt64] = {
        var numbers: [UInt64] = [0, .max - 1, .max, UInt64(Int64.max), UInt64(UInt32.max)]
        var power: UInt64 = 1
        for _ in 0..<20 {
            numbers += [power - 1, power, power + 1]
            let (product, overflow) = power.multipliedReportingOverflow(by: 10)
            if overflow { break }
            power = product
        }
        return numbers
    }()

    @Test(arguments: numbers)
    func `a number is written in decimal digits`(number: UInt64) {
        #expect(written { $0.append(decimal: number) } == String(number))
    }

    @Test func `random numbers are written in decimal digits`() {
        var (seed, numbers) = SeededGenerator.announced(for: "decimal digits")
        for _ in 0..<500 {
            let number = numbers.next() >> UInt64.random(in: 0..<64, using: &numbers)
            let text = written { $0.append(decimal: number) }
            #expect(text == String(number), "seed \(seed)")
        }
    }

    @Test func `pieces of every kind follow one another`() {
        let text = written { writer in
            writer.append("literal ")
            writer.append("")
            writer.append(0x41)
            writer.append(string: " string é ")
            [UInt8](" bytes".utf8).withUnsafeBytes { writer.append($0) }
            writer.append(UnsafeRawBufferPointer(start: nil, count: 0))
            writer.append(decimal: 12)
        }
        #expect(text == "literal A string é  bytes12")
    }

    @Test func `a writer grows and keeps what it holds`() {
        var writer = ByteWriter(capacity: 0)
        var expected = ""
        for number in UInt64(0)..<2000 {
            writer.append(decimal: number)
            writer.append(0x2C)
            expected += "\(number),"
        }
        let long = String(repeating: "x", count: 100_000)
        writer.append(string: long)
        writer.append(0x2E)
        #expect(writer.count == expected.utf8.count + 100_001)
        #expect(String(decoding: writer.bytes, as: UTF8.self) == expected + long + ".")
    }

    @Test(arguments: 44...64)
    func `a number fits at the end of the memory`(length: Int) {
        var writer = ByteWriter(capacity: 64)
        for _ in 0..<length { writer.append(0x20) }
        writer.append(decimal: .max)
        let expected = String(repeating: " ", count: length) + "18446744073709551615"
        #expect(String(decoding: writer.bytes, as: UTF8.self) == expected)
    }

    @Test func `truncating keeps the beginning, and removing all keeps nothing`() {
        var writer = ByteWriter()
        writer.append("abcdef")
        writer.truncate(to: 6)
        #expect(writer.last == 0x66)
        writer.truncate(to: 2)
        #expect(String(decoding: writer.bytes, as: UTF8.self) == "ab")
        writer.removeAll()
        #expect(writer.count == 0)
        writer.append("g")
        #expect(String(decoding: writer.bytes, as: UTF8.self) == "g")
    }

    @Test func `only small letters become capitals`() {
        let text = written { writer in
            writer.append("`az{A0_")
            for offset in 0..<writer.count { writer.capitalise(at: offset) }
        }
        #expect(text == "`AZ{A0_")
    }

    @Test func `truncating to more than there is traps`() async {
        await #expect(processExitsWith: .failure) {
            var writer = ByteWriter()
            writer.append("ab")
            writer.truncate(to: 3)
        }
    }
}

import Testing

@testable import ContextForge
@testable import Rows

@Suite struct ObjectNamesTests {
    private func name(_ row: Int64, length: ClosedRange<Int>, words: [StaticString]) -> String {
        let names = ObjectNames(
            Population(
                .tiny.with {
                    $0.nameLengthMin = length.lowerBound
                    $0.nameLengthMax = length.upperBound
                }
            ),
            table: "servers"
        )
        return sample(row) { row, writer in
            writer.append("before:")
            names.append(row, separator: 0x2D, into: &writer) { writer, round in
                writer.append(words[round % words.count])
            }
        }
    }

    /// Limits of the length, the words, and the name without its code.
    private static let cases: [(ClosedRange<Int>, [StaticString], String)] = [
        (5...50, ["alpha"], "alpha-"),
        (5...50, ["alpha-beta", "gamma"], "alpha-beta-"),
        (20...50, ["alpha", "beta", "c"], "alpha-beta-c-"),
        (16...16, ["alpha-beta"], "alpha-b-"),
        (5...15, ["alpha-beta"], "alpha-"),
        (15...15, ["alpha-beta"], "alphax-"),
        (30...30, ["alpha", "b"], "alpha-b-alpha-b-alpha-"),
        (10...10, ["alpha"], "a-"),
        (5...9, ["alpha"], ""),
        (8...8, ["alpha"], ""),
        (1...1, ["alpha"], ""),
    ]

    @Test(arguments: cases)
    func `words are repeated and cut to fit between the limits`(
        length: ClosedRange<Int>,
        words: [StaticString],
        expected: String
    ) {
        let text = name(3, length: length, words: words)
        #expect(text.hasPrefix("before:" + expected))
        let code = text.dropFirst(7 + expected.utf8.count)
        #expect(code.wholeMatch(of: /[a-z2-7]{8}/) != nil)
    }

    @Test func `a code belongs to one row of one table of one seed`() {
        let relatives: [(StaticString, UInt64)] = [("servers", 1), ("servers", 2), ("prompts", 1)]
        let codes = relatives.flatMap { table, seed in
            let names = ObjectNames(Population(.tiny.with { $0.seed = seed }), table: table)
            return (Int64(0)..<200).map { row in
                sample(row) { row, writer in names.appendCode(row, into: &writer) }
            }
        }
        #expect(Set(codes).count == 600)
    }
}

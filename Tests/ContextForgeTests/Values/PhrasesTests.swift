import Foundation
import Testing

@testable import ContextForge
@testable import Rows

@Suite struct PhrasesTests {
    private func description(_ row: Int64, _ lengthMin: Int, _ lengthMax: Int) -> String {
        sample(row) { row, writer in
            Phrases.english.appendDescription(
                key: sampleKey,
                row: row,
                topic: Phrases.Topic.allCases[Int(row) % 4],
                object: sampleKey.index(row, below: Vocabulary.toolObjects.count),
                domain: sampleKey.index(row, below: Vocabulary.domains.count),
                lengthMin: lengthMin,
                lengthMax: lengthMax,
                into: &writer
            )
        }
    }

    @Test(arguments: [
        (0, 0), (0, 1), (1, 1), (2, 2), (0, 5), (7, 7), (20, 20), (50, 50), (60, 61), (20, 60),
        (50, 500), (200, 210), (499, 500), (0, 1000), (3000, 4000),
    ])
    func `a description keeps within its limits and ends with a full stop`(
        lengthMin: Int,
        lengthMax: Int
    ) {
        for row in Int64(0)..<150 {
            let text = description(row, lengthMin, lengthMax)
            #expect((lengthMin...lengthMax).contains(text.utf8.count), "\(text)")
            #expect(!text.contains("  ") && !text.contains("..") && !text.contains(" ."), "\(text)")
            if text.utf8.count > 1 { #expect(text.hasSuffix("."), "\(text)") }
            #expect(text.first.map { $0.isUppercase && $0.isASCII } ?? true, "\(text)")
        }
    }

    @Test func `descriptions spread over their limits and do not repeat`() {
        let texts = (Int64(0)..<1000).map { description($0, 50, 500) }
        #expect(Set(texts).count > 970)
        let mean = texts.map(\.utf8.count).reduce(0, +) / texts.count
        #expect((250...300).contains(mean))
        #expect(texts.contains { $0.utf8.count < 80 } && texts.contains { $0.utf8.count > 470 })
    }

    @Test func `a description is written behind what is there already`() {
        let text = sample(3) { row, writer in
            writer.append("head ")
            Phrases.english.appendDescription(
                key: sampleKey,
                row: row,
                topic: .tool,
                object: 0,
                domain: 0,
                lengthMin: 30,
                lengthMax: 40,
                into: &writer
            )
        }
        #expect(text.hasPrefix("head "))
        #expect((35...45).contains(text.utf8.count))
    }

    @Test func `sentences pass the gateway's content filters`() throws {
        let text = (Int64(0)..<2000).map { row in
            sample(row) { row, writer in
                var bits = CellBits(sampleKey, row: row)
                Phrases.english.appendSentence(&bits, into: &writer)
                #expect(writer.count <= 240 && writer.base[writer.count - 1] == 0x2E)
            }
        }.joined(separator: " ")
        for pattern in blockedContentPatterns {
            let found = text.range(of: pattern, options: .regularExpression)
            #expect(found == nil, "\(pattern)")
        }
    }
}

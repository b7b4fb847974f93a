import Foundation
import Testing

@testable import ContextForge
@testable import Rows

@Suite struct TagsTests {
    private struct Tag: Decodable {
        let id: String
        let label: String
    }

    private let tags = Tags.standard

    @Test func `tag ids follow the gateway's pattern`() {
        for id in tags.ids.words {
            #expect(id.wholeMatch(of: /[a-z0-9]([a-z0-9\-:.]*[a-z0-9])?/) != nil, "\(id)")
            #expect((2...30).contains(id.utf8.count))
        }
        #expect(tags.ids.count == tags.labels.count)
        #expect(tags.ids.count <= 128)
    }

    @Test func `a row has 0 to 5 distinct tags, the same in both forms`() throws {
        let decoder = JSONDecoder()
        var counts: [String: Int] = [:]
        var lengths: Set<Int> = []
        for row in Int64(0)..<3000 {
            let objects = sample(row) { tags.appendObjects(key: sampleKey, row: $0, into: &$1) }
            let strings = sample(row) { tags.appendStrings(key: sampleKey, row: $0, into: &$1) }
            let decoded = try decoder.decode([Tag].self, from: Data(objects.utf8))
            let ids = try decoder.decode([String].self, from: Data(strings.utf8))
            #expect(decoded.map(\.id) == ids)
            #expect(Set(ids).count == ids.count && ids.count <= Tags.countMax)
            #expect(decoded.allSatisfy { !$0.label.isEmpty })
            lengths.insert(ids.count)
            for id in ids { counts[id, default: 0] += 1 }
        }
        #expect(lengths == [0, 1, 2, 3, 4, 5])
        #expect(counts["production", default: 0] > 10 * counts["archive", default: 0])
    }
}

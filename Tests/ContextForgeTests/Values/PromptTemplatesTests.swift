import Foundation
import Testing

@testable import ContextForge
@testable import Rows

@Suite struct PromptTemplatesTests {
    private let templates = PromptTemplates.standard

    private func template(_ row: Int64) -> String {
        sample(row) { row, writer in
            templates.appendTemplate(
                key: sampleKey,
                row: row,
                object: sampleKey.index(row, below: Vocabulary.toolObjects.count),
                domain: sampleKey.index(row, below: Vocabulary.domains.count),
                into: &writer
            )
        }
    }

    @Test func `the placeholders of a template are the properties of its schema`() throws {
        var argumentCounts: Set<Int> = []
        for row in Int64(0)..<1000 {
            let text = template(row)
            let placeholders = text.matches(of: /\{\{ ([a-z_]+) \}\}/).map { String($0.output.1) }
            let json = sample(row) {
                templates.appendArgumentSchema(key: sampleKey, row: $0, into: &$1)
            }
            let parsed = try JSONSerialization.jsonObject(with: Data(json.utf8))
            let schema = parsed as? [String: Any] ?? [:]
            let properties = schema["properties"] as? [String: [String: String]] ?? [:]
            let required = schema["required"] as? [String] ?? []
            #expect(schema["type"] as? String == "object")
            #expect(Set(placeholders) == Set(properties.keys))
            #expect(placeholders.count == properties.count)
            #expect(properties.values.allSatisfy { $0["type"] == "string" })
            #expect(properties.values.allSatisfy { $0["description"]?.isEmpty == false })
            #expect(!required.isEmpty && Set(required).isSubset(of: Set(placeholders)))
            #expect(text.count { $0 == "{" } == 2 * placeholders.count)
            argumentCounts.insert(placeholders.count)
        }
        #expect(argumentCounts == [1, 2, 3, 4, 5])
    }

    @Test func `templates have 100 to 1500 bytes`() {
        for row in Int64(0)..<3000 {
            #expect((100...1500).contains(template(row).utf8.count))
        }
    }

    @Test func `templates pass the gateway's content filters`() {
        for row in Int64(0)..<100 {
            let text = template(row)
            for pattern in blockedContentPatterns {
                #expect(
                    text.range(of: pattern, options: .regularExpression) == nil,
                    "\(pattern): \(text)"
                )
            }
        }
    }
}

import Foundation
import Testing

@testable import ContextForge
@testable import Rows

@Suite struct ToolSchemasTests {
    private func schema(_ row: Int64, isOutput: Bool = false) -> String {
        sample(row) { row, writer in
            let object = sampleKey.index(row, below: Vocabulary.toolObjects.count)
            if isOutput {
                ToolSchemas.standard.appendOutput(
                    key: sampleKey,
                    row: row,
                    object: object,
                    into: &writer
                )
            } else {
                ToolSchemas.standard.appendInput(
                    key: sampleKey,
                    row: row,
                    object: object,
                    into: &writer
                )
            }
        }
    }

    private func depth(_ value: Any) -> Int {
        if let object = value as? [String: Any] {
            return 1 + (object.values.map(depth).max() ?? 0)
        }
        if let list = value as? [Any] {
            return 1 + (list.map(depth).max() ?? 0)
        }
        return 0
    }

    /// Checks one object schema and those of its properties.
    private func check(_ schema: [String: Any], isOpen: Bool = false) {
        let types: Set = ["string", "integer", "number", "boolean", "array", "object"]
        guard let type = schema["type"] as? String, types.contains(type) else {
            Issue.record("a schema has no type: \(schema)")
            return
        }
        if let properties = schema["properties"] as? [String: Any] {
            #expect(!properties.isEmpty)
            for (name, property) in properties {
                guard let property = property as? [String: Any] else {
                    Issue.record("\(name) is not an object")
                    continue
                }
                check(property)
            }
            let required = schema["required"] as? [String] ?? []
            #expect(Set(required).count == required.count)
            #expect(required.allSatisfy { properties[$0] != nil })
        }
        if let items = schema["items"] as? [String: Any] { check(items) }
        if let values = schema["enum"] as? [Any] { #expect(values.count > 1) }
    }

    @Test(arguments: [false, true])
    func `schemas are valid objects that name what they require`(isOutput: Bool) throws {
        for row in Int64(0)..<400 {
            let text = schema(row, isOutput: isOutput)
            let parsed = try JSONSerialization.jsonObject(with: Data(text.utf8))
            guard let object = parsed as? [String: Any] else {
                Issue.record("a schema is not an object: \(text)")
                return
            }
            #expect(object["type"] as? String == "object")
            #expect((object["required"] as? [String])?.isEmpty == false)
            check(object)
            #expect(depth(object) < 10)
            if !isOutput {
                let properties = object["properties"] as? [String: Any] ?? [:]
                #expect((1...12).contains(properties.count))
                // A name that came twice would be merged by the parser.
                let written = text.matches(of: /"description":/).count
                #expect(written >= properties.count)
            }
        }
    }

    @Test func `half of the input schemas are short and one in twenty is stored out of line`() {
        let sizes = (Int64(0)..<3000).map { schema($0).utf8.count }.sorted()
        #expect((450...650).contains(sizes[1500]), "\(sizes[1500])")
        let longShare = Double(sizes.count { $0 > 2500 }) / 3000
        #expect((0.035...0.07).contains(longShare), "\(longShare)")
        #expect(sizes[2999] < 6000)
    }

    @Test func `a walk over the properties meets none twice`() {
        let count = PropertyBank.standard.names.count
        for row in Int64(0)..<50 {
            var walk = PropertyBank.Walk(sampleKey.bits(row), count: count)
            let visited = Set((0..<count).map { _ in walk.next() })
            #expect(visited.count == count)
        }
    }

    @Test func `every property is a valid schema in both forms`() throws {
        let bank = PropertyBank.standard
        for index in 0..<bank.names.count {
            for text in [bank.types.words[index], bank.fullTypes.words[index]] {
                let parsed = try JSONSerialization.jsonObject(with: Data("{\(text)}".utf8))
                check(parsed as? [String: Any] ?? [:])
            }
        }
    }
}

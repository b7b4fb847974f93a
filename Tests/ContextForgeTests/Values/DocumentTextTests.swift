import Foundation
import Testing

@testable import ContextForge
@testable import Rows

#if canImport(FoundationXML)
import FoundationXML
#endif

@Suite struct DocumentTextTests {
    private func document(_ type: MediaType, _ row: Int64) -> String {
        sample(row) { row, writer in
            writer.append("x")
            let count = DocumentText.standard.append(
                type,
                key: sampleKey,
                row: row,
                object: sampleKey.index(row, below: Vocabulary.toolObjects.count),
                domain: sampleKey.index(row, below: Vocabulary.domains.count),
                into: &writer
            )
            #expect(count == writer.count - 1)
        }.dropFirst().description
    }

    @Test(arguments: MediaType.allCases)
    func `documents have the sizes of a log-normal distribution`(type: MediaType) {
        let sizes = (Int64(0)..<600).map { document(type, $0).utf8.count }.sorted()
        #expect(sizes[0] >= 200 && sizes[0] < 330)
        #expect((620...920).contains(sizes[300]), "\(sizes[300])")
        #expect(sizes[599] > 4000 && sizes[599] < 8400, "\(sizes[599])")
    }

    @Test(arguments: MediaType.allCases)
    func `documents pass the gateway's content filters`(type: MediaType) {
        for row in Int64(0)..<60 {
            let text = document(type, row)
            for pattern in blockedContentPatterns {
                #expect(
                    text.range(of: pattern, options: .regularExpression) == nil,
                    "\(pattern): \(text)"
                )
            }
        }
    }

    @Test func `JSON documents are valid`() throws {
        for row in Int64(0)..<400 {
            let data = Data(document(.json, row).utf8)
            let object = try JSONSerialization.jsonObject(with: data) as? [String: Any]
            let entries = object?["entries"] as? [Any]
            #expect(entries?.isEmpty == false)
        }
    }

    @Test func `XML and HTML documents are well formed`() {
        for row in Int64(0)..<200 {
            #expect(XMLParser(data: Data(document(.xml, row).utf8)).parse())
            let page = "<page>" + document(.html, row) + "</page>"
            #expect(XMLParser(data: Data(page.utf8)).parse())
        }
    }

    @Test func `every media type is chosen and has a name, an extension and file stems`() {
        var counts: [MediaType: Int] = [:]
        for row in Int64(0)..<2000 {
            counts[MediaType.chosen(by: sampleKey.bits(row)), default: 0] += 1
        }
        for type in MediaType.allCases {
            #expect(counts[type, default: 0] > 40)
            #expect("\(type.mimeType)".contains("/"))
            #expect("\(type.fileExtension)".hasPrefix("."))
            #expect(type.fileStems.count > 10)
        }
    }
}

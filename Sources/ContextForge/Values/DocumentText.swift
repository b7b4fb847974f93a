import Rows

/// The contents of text resources: plain text, Markdown, HTML, CSS, JSON and XML.
///
/// A document has about 200 bytes to 8 KB, half of them less than about 700 bytes; the size is
/// drawn from the quantiles of a log-normal distribution (median 700, sigma 0.85). JSON and XML
/// are well formed; HTML has none of the elements that the gateway refuses.
package struct DocumentText: Sendable {
    /// The one generator; built on first use, never freed.
    package static let standard = DocumentText()

    let phrases = Phrases.english
    let objects = Vocabulary.toolObjects
    let objectPhrases = Vocabulary.toolObjectPhrases
    let domains = Vocabulary.domains
    let domainPhrases = Vocabulary.domainPhrases
    let selectors = DocumentText.selectorWords
    let declarations = DocumentText.declarationWords
    private let size = QuantileTable([
        200, 200, 263, 329, 395, 462, 534, 612, 700, 800, 918, 1061, 1242, 1488, 1861, 2579, 2579,
    ])
    /// The last sixteenth, which has the long tail.
    private let sizeTail = QuantileTable([
        2579, 2651, 2730, 2815, 2909, 3013, 3129, 3260, 3410, 3584, 3791, 4044, 4367, 4805, 5464,
        6715, 7800,
    ])

    private init() {}

    /// Writes a document.
    ///
    /// - Parameters:
    ///   - type: The media type.
    ///   - key: Key of the column.
    ///   - row: Row within the table.
    ///   - object: Index into ``Vocabulary/toolObjects``: what the document is about.
    ///   - domain: Index into ``Vocabulary/domains``: where it belongs.
    ///   - writer: Receives the text.
    /// - Returns: Number of bytes written, which the gateway stores as `size`.
    @discardableResult
    package func append(
        _ type: MediaType,
        key: CellKey,
        row: Int64,
        object: Int,
        domain: Int,
        into writer: inout ByteWriter
    ) -> Int {
        var bits = CellBits(key, row: row)
        let start = writer.count
        let rank = bits.next()
        // The rank of the last segment is spread over the tail's table.
        let drawn = rank >> 60 == 15 ? sizeTail.value(rank << 4) : size.value(rank)
        let page = Page(object: object, domain: domain, start: start, end: start + drawn)
        switch type {
        case .plain: appendPlain(page, bits: &bits, into: &writer)
        case .markdown: appendMarkdown(page, bits: &bits, into: &writer)
        case .html: appendHTML(page, bits: &bits, into: &writer)
        case .css: appendCSS(page, bits: &bits, into: &writer)
        case .json: appendJSON(page, bits: &bits, into: &writer)
        case .xml: appendXML(page, bits: &bits, into: &writer)
        }
        return writer.count - start
    }

    /// What a document is about, and where it begins and should end in the writer.
    struct Page {
        let object: Int
        let domain: Int
        let start: Int
        let end: Int
    }

    // MARK: Prose

    private func appendPlain(_ page: Page, bits: inout CellBits, into writer: inout ByteWriter) {
        appendTitle(page, into: &writer)
        writer.append("\n\n")
        repeat {
            appendParagraph(until: page.end, bits: &bits, into: &writer)
            writer.append(0x0A)
            if writer.count < page.end { writer.append(0x0A) }
        } while writer.count < page.end
    }

    private func appendMarkdown(_ page: Page, bits: inout CellBits, into writer: inout ByteWriter) {
        writer.append("# ")
        appendTitle(page, into: &writer)
        writer.append("\n\n")
        appendParagraph(until: page.end, bits: &bits, into: &writer)
        writer.append(0x0A)
        while writer.count < page.end {
            writer.append("\n## ")
            appendHeading(bits.next(), into: &writer)
            writer.append("\n\n")
            if bits.happens(percent: 45) {
                for _ in 0..<(2 + bits.index(below: 4)) {
                    writer.append("- ")
                    phrases.appendFragment(&bits, into: &writer)
                    writer.append(0x0A)
                }
            } else {
                appendParagraph(until: page.end, bits: &bits, into: &writer)
                writer.append(0x0A)
            }
        }
    }

    private func appendHTML(_ page: Page, bits: inout CellBits, into writer: inout ByteWriter) {
        writer.append("<h1>")
        appendTitle(page, into: &writer)
        writer.append("</h1>\n")
        repeat {
            switch bits.next() >> 62 {
            case 0:
                writer.append("<h2>")
                appendHeading(bits.next(), into: &writer)
                writer.append("</h2>\n<ul>\n")
                for _ in 0..<(2 + bits.index(below: 4)) {
                    writer.append("<li>")
                    phrases.appendFragment(&bits, into: &writer)
                    writer.append("</li>\n")
                }
                writer.append("</ul>\n")
            default:
                writer.append("<p>")
                appendParagraph(until: page.end, bits: &bits, into: &writer)
                writer.append("</p>\n")
            }
        } while writer.count < page.end
    }

    /// Writes one to five sentences, fewer when the page is full.
    private func appendParagraph(
        until end: Int,
        bits: inout CellBits,
        into writer: inout ByteWriter
    ) {
        let sentenceCount = 1 + bits.index(below: 5)
        for position in 0..<sentenceCount {
            if position > 0 {
                if writer.count >= end { return }
                writer.append(0x20)
            }
            phrases.appendSentence(&bits, into: &writer)
        }
    }

    /// Writes `Purchase order for fraud detection`.
    private func appendTitle(_ page: Page, into writer: inout ByteWriter) {
        let start = writer.count
        writer.append(objectPhrases[page.object])
        writer.base[start] &= 0xDF
        writer.append(" for ")
        writer.append(domainPhrases[page.domain])
    }

    private func appendHeading(_ bits: UInt64, into writer: inout ByteWriter) {
        let start = writer.count
        let index = Int(truncatingIfNeeded: bits.multipliedFullWidth(by: objectCount).high)
        writer.append(objectPhrases[index])
        writer.base[start] &= 0xDF
    }

    private var objectCount: UInt64 { UInt64(objectPhrases.count) }
}

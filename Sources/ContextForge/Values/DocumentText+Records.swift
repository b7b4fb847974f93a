import Rows

extension DocumentText {
    // MARK: Records

    /// Writes `{"title":"…","domain":"…","revision":3,"entries":[{…},…]}`.
    func appendJSON(_ page: Page, bits: inout CellBits, into writer: inout ByteWriter) {
        writer.append("{\"title\":\"")
        writer.append(objectPhrases[page.object])
        writer.append("\",\"domain\":\"")
        writer.append(domains[page.domain])
        writer.append("\",\"revision\":")
        writer.append(decimal: 1 + (bits.next() >> 58))
        writer.append(",\"entries\":[")
        var isFirst = true
        repeat {
            if !isFirst { writer.append(0x2C) }
            isFirst = false
            writer.append("{\"id\":\"")
            ShortCode.append(bits.next(), length: 10, into: &writer)
            writer.append("\",\"kind\":\"")
            writer.append(bits.word(of: objects))
            writer.append("\",\"quantity\":")
            writer.append(decimal: bits.next() >> 55)
            writer.append(",\"amount\":")
            appendAmount(&bits, into: &writer)
            writer.append(bits.happens(percent: 80) ? ",\"active\":true" : ",\"active\":false")
            if bits.happens(percent: 50) {
                writer.append(",\"note\":\"")
                phrases.appendFragment(&bits, into: &writer)
                writer.append(0x22)
            }
            writer.append(0x7D)
        } while writer.count < page.end
        writer.append("]}")
    }

    /// Writes a list of entries inside one `records` element.
    func appendXML(_ page: Page, bits: inout CellBits, into writer: inout ByteWriter) {
        // No attribute may end in `on…`: the gateway takes `onword=` for an event handler.
        writer.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<records name=\"")
        writer.append(objects[page.object])
        writer.append("\" domain=\"")
        writer.append(domains[page.domain])
        writer.append("\">\n")
        repeat {
            writer.append("  <entry id=\"")
            ShortCode.append(bits.next(), length: 10, into: &writer)
            writer.append("\">\n    <kind>")
            writer.append(bits.word(of: objects))
            writer.append("</kind>\n    <amount currency=\"EUR\">")
            appendAmount(&bits, into: &writer)
            writer.append("</amount>\n")
            if bits.happens(percent: 50) {
                writer.append("    <note>")
                phrases.appendFragment(&bits, into: &writer)
                writer.append("</note>\n")
            }
            writer.append("  </entry>\n")
        } while writer.count < page.end
        writer.append("</records>\n")
    }

    /// Writes an amount with two decimal places, `0.00 ... 8191.99`.
    private func appendAmount(_ bits: inout CellBits, into writer: inout ByteWriter) {
        writer.append(decimal: bits.next() >> 51)
        let cents = UInt8(truncatingIfNeeded: bits.index(below: 100))
        writer.append(0x2E)
        writer.append(48 &+ cents / 10)
        writer.append(48 &+ cents % 10)
    }

    // MARK: Style sheets

    /// Writes rules like `.order-item .label { color: #1f3a5c; padding: 8px 12px; }`.
    func appendCSS(_ page: Page, bits: inout CellBits, into writer: inout ByteWriter) {
        writer.append("/* ")
        writer.append(objectPhrases[page.object])
        writer.append(", ")
        writer.append(domainPhrases[page.domain])
        writer.append(" */\n")
        repeat {
            writer.append(0x2E)
            writer.append(domains[page.domain])
            writer.append("-")
            writer.append(bits.word(of: selectors))
            if bits.happens(percent: 40) {
                writer.append(" .")
                writer.append(bits.word(of: selectors))
            }
            writer.append(" {\n  color: #")
            HexDigits.append(bits.next(), byteCount: 3, into: &writer)
            writer.append(";\n")
            for _ in 0..<(1 + bits.index(below: 5)) {
                writer.append("  ")
                writer.append(bits.word(of: declarations))
                writer.append(";\n")
            }
            if bits.happens(percent: 30) {
                writer.append("  background-color: #")
                HexDigits.append(bits.next(), byteCount: 3, into: &writer)
                writer.append(";\n")
            }
            writer.append("}\n")
        } while writer.count < page.end
    }

    static let selectorWords = WordList(
        """
        card title label value icon row cell header footer panel button badge avatar menu item \
        toolbar sidebar content field hint error warning success table column chart legend tooltip \
        dialog overlay tab tab-active list-entry breadcrumb pager banner notice price total
        """,
        separator: " "
    )

    static let declarationWords = WordList(
        """
        margin: 0
        margin: 0 auto
        margin-top: 12px
        margin-bottom: 1.5rem
        padding: 8px 12px
        padding: 1rem 1.25rem
        padding-left: 24px
        display: flex
        display: grid
        display: inline-block
        align-items: center
        justify-content: space-between
        flex-wrap: wrap
        gap: 0.75rem
        border: 1px solid currentColor
        border-radius: 6px
        border-bottom: 2px solid transparent
        font-size: 0.875rem
        font-size: 1.125rem
        font-weight: 600
        line-height: 1.5
        letter-spacing: 0.02em
        text-align: right
        text-decoration: underline
        text-transform: uppercase
        width: 100%
        max-width: 72rem
        min-height: 2.5rem
        overflow: hidden
        position: relative
        opacity: 0.85
        cursor: pointer
        white-space: nowrap
        box-shadow: 0 1px 3px rgba(0, 0, 0, 0.2)
        transition: opacity 150ms ease
        grid-template-columns: 1fr 2fr
        """
    )
}

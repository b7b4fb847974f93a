import Rows

/// JSON Schemas of the input and output of tools.
///
/// Every schema is an object with 1 to 12 properties. Half of the input schemas are shorter than
/// about 500 bytes, about 5 % are longer than 2.5 KB, so that PostgreSQL stores them out of line.
package struct ToolSchemas: Sendable {
    /// The one generator; built on first use, never freed.
    package static let standard = ToolSchemas()

    private let bank = PropertyBank.standard
    private let phrases = Phrases.english
    private let objects = Vocabulary.toolObjects
    private let objectPhrases = Vocabulary.toolObjectPhrases
    /// Weights of 0 to 12 properties in an ordinary schema.
    private let countChoice = WeightedChoice([0, 8, 13, 17, 17, 14, 10, 7, 5, 4, 2, 2, 1])

    private init() {}

    /// Writes `{"type":"object","properties":{…},"required":[…]}`.
    ///
    /// - Parameters:
    ///   - key: Key of the column.
    ///   - row: Row within the table.
    ///   - object: Index into ``Vocabulary/toolObjects``: what the tool works on.
    ///   - writer: Receives the JSON.
    package func appendInput(
        key: CellKey,
        row: Int64,
        object: Int,
        into writer: inout ByteWriter
    ) {
        var bits = CellBits(key, row: row)
        let isVerbose = bits.index(below: 1000) < 55
        let count = isVerbose ? 11 + bits.index(below: 2) : countChoice.index(bits.next())
        let hasIdentifier = bits.happens(percent: 60)
        let start = PropertyBank.Walk(bits.next(), count: bank.names.count)
        var walk = start
        writer.append("{\"type\":\"object\",\"properties\":{")
        for position in 0..<count {
            if position > 0 { writer.append(0x2C) }
            if position == 0 && hasIdentifier {
                appendIdentifier(of: object, into: &writer)
            } else {
                appendProperty(
                    walk.next(),
                    sentenceCount: isVerbose ? 2 : bits.happens(percent: 12) ? 1 : 0,
                    bits: &bits,
                    into: &writer
                )
            }
        }
        writer.append("},\"required\":[")
        walk = start
        let mask = bits.next() & bits.next() | 1
        for position in 0..<count {
            let isIdentifier = position == 0 && hasIdentifier
            let property = isIdentifier ? 0 : walk.next()
            guard mask >> position & 1 == 1 else { continue }
            writer.append(position > 0 ? ",\"" : "\"")
            if isIdentifier {
                writer.append(objects[object])
                writer.append("_id")
            } else {
                writer.append(bank.names[property])
            }
            writer.append(0x22)
        }
        writer.append(0x5D)
        if bits.happens(percent: 25) { writer.append(",\"additionalProperties\":false") }
        writer.append(0x7D)
    }

    /// Writes the schema of a result: the object with 1 to 6 fields, or a list of such objects.
    ///
    /// Whether a tool has an output schema at all (about 30 % do) is for the caller to decide.
    package func appendOutput(
        key: CellKey,
        row: Int64,
        object: Int,
        into writer: inout ByteWriter
    ) {
        var bits = CellBits(key, row: row)
        let isList = bits.happens(percent: 40)
        let count = bits.index(below: 6)
        var walk = PropertyBank.Walk(bits.next(), count: bank.names.count)
        writer.append("{\"type\":\"object\",\"properties\":{\"")
        writer.append(isList ? "items" : "result")
        writer.append(isList ? "\":{\"type\":\"array\",\"items\":" : "\":")
        writer.append("{\"type\":\"object\",\"properties\":{")
        appendIdentifier(of: object, into: &writer)
        for _ in 0..<count {
            writer.append(0x2C)
            appendProperty(walk.next(), sentenceCount: 0, bits: &bits, into: &writer)
        }
        writer.append("},\"required\":[\"")
        writer.append(objects[object])
        writer.append("_id\"]}")
        if isList {
            writer.append("},\"total_count\":{\"type\":\"integer\",\"minimum\":0}")
            writer.append(",\"next_cursor\":{\"type\":\"string\"}},\"required\":[\"items\"]}")
        } else {
            writer.append(",\"warnings\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}")
            writer.append("},\"required\":[\"result\"]}")
        }
    }

    /// Writes `"invoice_id":{"type":"string","description":"Identifier of the invoice"}`.
    private func appendIdentifier(of object: Int, into writer: inout ByteWriter) {
        writer.append(0x22)
        writer.append(objects[object])
        writer.append("_id\":{\"type\":\"string\",\"description\":\"Identifier of the ")
        writer.append(objectPhrases[object])
        writer.append("\"}")
    }

    private func appendProperty(
        _ property: Int,
        sentenceCount: Int,
        bits: inout CellBits,
        into writer: inout ByteWriter
    ) {
        writer.append(0x22)
        writer.append(bank.names[property])
        writer.append("\":{")
        let isFull = sentenceCount > 1 || bits.happens(percent: 75)
        writer.append(isFull ? bank.fullTypes[property] : bank.types[property])
        writer.append(",\"description\":\"")
        writer.append(bank.descriptions[property])
        if sentenceCount > 0 {
            writer.append(0x2E)
            for _ in 0..<sentenceCount {
                writer.append(0x20)
                phrases.appendSentence(&bits, into: &writer)
            }
        }
        writer.append("\"}")
    }
}

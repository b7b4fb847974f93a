import Rows

/// English-like sentences for descriptions and documents.
///
/// Sentences join parts of 10 to 60 bytes from ``PhraseBanks``; there are about eight million
/// different ones of the most frequent form, so rows do not look alike. All text is ASCII and
/// safe in JSON, XML and HTML.
package struct Phrases: Sendable {
    /// What a description is about.
    package enum Topic: Sendable, CaseIterable {
        case tool
        case resource
        case prompt
        /// A server, gateway, agent or team: something that serves a domain as a whole.
        case domain
    }

    /// The one set of phrases; built on first use, never freed.
    package static let english = Phrases()

    private let subjects = PhraseBanks.subjects
    private let verbs = PhraseBanks.verbs
    private let objects = PhraseBanks.objects
    private let tails = PhraseBanks.tails
    private let openers = PhraseBanks.openers
    private let remarks = PhraseBanks.remarks
    private let toolLeads = PhraseBanks.toolLeads
    private let resourceLeads = PhraseBanks.resourceLeads
    private let promptLeads = PhraseBanks.promptLeads
    private let domainLeads = PhraseBanks.domainLeads
    private let domainLinks = PhraseBanks.domainLinks
    private let topicObjects = Vocabulary.toolObjectPhrases
    private let topicDomains = Vocabulary.domainPhrases

    private init() {}

    /// Writes a description of `lengthMin ... lengthMax` characters, both included.
    ///
    /// Lengths are spread evenly between the limits, but that a description rather ends with its
    /// sentence. It ends with a full stop whenever it has more than one character.
    ///
    /// - Parameters:
    ///   - key: Key of the column.
    ///   - row: Row within the table.
    ///   - topic: What is described.
    ///   - object: Index into ``Vocabulary/toolObjects``; not used when the topic is a domain.
    ///   - domain: Index into ``Vocabulary/domains``.
    ///   - lengthMin: Least number of characters, 0 or more.
    ///   - lengthMax: Greatest number of characters, `lengthMin` or more.
    ///   - writer: Receives the text.
    package func appendDescription(
        key: CellKey,
        row: Int64,
        topic: Topic,
        object: Int,
        domain: Int,
        lengthMin: Int,
        lengthMax: Int,
        into writer: inout ByteWriter
    ) {
        precondition(lengthMin >= 0 && lengthMin <= lengthMax, "the limits of a text are reversed")
        guard lengthMax > 0 else { return }
        var bits = CellBits(key, row: row)
        let start = writer.count
        let target = lengthMin + bits.index(below: lengthMax - lengthMin + 1)
        let satisfied = Swift.max(lengthMin, target - Phrases.sentenceSlack)
        appendLead(topic, object: object, domain: domain, bits: &bits, into: &writer)
        var sentenceEnd = 0
        while writer.count - start < satisfied {
            sentenceEnd = writer.count - start
            writer.append(0x20)
            appendSentence(&bits, into: &writer)
        }
        let lengthAllowed = Swift.min(lengthMax, target + Phrases.sentenceSlack)
        if writer.count - start > lengthAllowed {
            if sentenceEnd >= Swift.max(lengthMin, target - 2 * Phrases.sentenceSlack, 1) {
                writer.truncate(to: start + sentenceEnd)
            } else {
                Phrases.cut(&writer, start: start, lengthMin: lengthMin, lengthMax: target)
            }
        }
    }

    /// Writes one sentence, with its full stop; 17 to about 230 characters.
    package func appendSentence(_ bits: inout CellBits, into writer: inout ByteWriter) {
        switch bits.next() >> 61 {
        case 0:
            writer.append(bits.word(of: remarks))
            return
        case 1, 2:
            writer.append(bits.word(of: openers))
            writer.append(0x20)
            appendClause(&bits, isSentence: false, into: &writer)
        case 3:
            appendClause(&bits, isSentence: true, into: &writer)
            writer.append(", while ")
            appendClause(&bits, isSentence: false, into: &writer)
        case 4, 5:
            appendClause(&bits, isSentence: true, into: &writer)
        default:
            appendClause(&bits, isSentence: true, into: &writer)
            writer.append(0x20)
            writer.append(bits.word(of: tails))
        }
        writer.append(0x2E)
    }

    /// Writes part of a sentence without capital and full stop, as in a list.
    package func appendFragment(_ bits: inout CellBits, into writer: inout ByteWriter) {
        writer.append(bits.word(of: objects))
        writer.append(0x20)
        writer.append(bits.word(of: tails))
    }

    private func appendClause(
        _ bits: inout CellBits,
        isSentence: Bool,
        into writer: inout ByteWriter
    ) {
        let start = writer.count
        writer.append(bits.word(of: subjects))
        if isSentence { writer.base[start] &= 0xDF }
        writer.append(0x20)
        writer.append(bits.word(of: verbs))
        writer.append(0x20)
        writer.append(bits.word(of: objects))
    }

    private func appendLead(
        _ topic: Topic,
        object: Int,
        domain: Int,
        bits: inout CellBits,
        into writer: inout ByteWriter
    ) {
        switch topic {
        case .tool: writer.append(bits.word(of: toolLeads))
        case .resource: writer.append(bits.word(of: resourceLeads))
        case .prompt: writer.append(bits.word(of: promptLeads))
        case .domain: writer.append(bits.word(of: domainLeads))
        }
        writer.append(0x20)
        if topic != .domain {
            writer.append(topicObjects[object])
            writer.append(0x20)
            writer.append(bits.word(of: domainLinks))
            writer.append(0x20)
        }
        writer.append(topicDomains[domain])
        writer.append(0x2E)
    }

    /// How far from the drawn length a description may end for the sake of a whole sentence.
    private static let sentenceSlack = 24

    /// Shortens the text from `start` on to `lengthMin ... lengthMax` characters, at the end of a
    /// word where one lies within the limits, and ends it with a full stop.
    ///
    /// - Precondition: The text is longer than `lengthMax`, which is positive.
    static func cut(_ writer: inout ByteWriter, start: Int, lengthMin: Int, lengthMax: Int) {
        let text = writer.base + start
        guard lengthMax > 1 else {
            writer.truncate(to: start + lengthMax)
            return
        }
        // `end` is where the full stop goes.
        var end = lengthMax - 1
        let least = Swift.max(lengthMin - 1, 1)
        var candidate = end
        var wordCount = 0
        while candidate >= least && wordCount < 6 {
            if text[candidate] == 0x20 || text[candidate] == 0x2E {
                let length = wordLength(text, before: candidate)
                if length > 0 {
                    if wordCount == 0 { end = candidate }
                    wordCount += 1
                    // A short last word is mostly an article or a preposition.
                    if length > 4 {
                        end = candidate
                        break
                    }
                }
            }
            candidate -= 1
        }
        // Within a word, when the limits leave no choice: only never after a blank or a stop.
        if !isLetter(text[end - 1]) { text[end - 1] = 0x73 }
        text[end] = 0x2E
        writer.truncate(to: start + end + 1)
    }

    /// Number of letters and hyphens directly before `end`.
    private static func wordLength(_ text: UnsafeMutablePointer<UInt8>, before end: Int) -> Int {
        var position = end
        while position > 0, isLetter(text[position - 1]) || text[position - 1] == 0x2D {
            position -= 1
        }
        return end - position
    }

    @inline(__always)
    private static func isLetter(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- 97 < 26
    }
}

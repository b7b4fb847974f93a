import Rows

/// What an object is about: the words that its name, description and content share.
struct Subject {
    /// Index into ``Vocabulary/toolObjects``.
    let object: Int
    /// Index into ``Vocabulary/domains``.
    let domain: Int

    /// The subject of a row.
    @inline(__always)
    init(_ key: CellKey, row: Int64) {
        object = key.index(row, below: Vocabulary.toolObjects.count)
        domain = key.stream(1).index(row, below: Vocabulary.domains.count)
    }
}

extension Population {
    /// Writes a description of the configured length.
    func appendDescription(
        _ key: CellKey,
        row: Int64,
        topic: Phrases.Topic = .domain,
        subject: Subject,
        into writer: inout ByteWriter
    ) {
        Phrases.english.appendDescription(
            key: key,
            row: row,
            topic: topic,
            object: subject.object,
            domain: subject.domain,
            lengthMin: configuration.descriptionLengthMin,
            lengthMax: configuration.descriptionLengthMax,
            into: &writer
        )
    }
}

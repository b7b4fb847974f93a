import Foundation

/// An event on its way into the journal; the store adds its number, time and hashes.
package struct NewEvent: Sendable, Equatable {
    /// The run it belongs to.
    package let run: Int64
    package let event: JournalEvent

    package init(run: Int64, _ event: JournalEvent) {
        self.run = run
        self.event = event
    }
}

/// One row of the journal, exactly as stored.
package struct StoredEvent: Sendable, Equatable {
    /// 1 for the journal's first event, then without a gap.
    package let seq: Int64
    package let run: Int64
    /// When it was appended; the order of events is `seq`, for clocks jump.
    package let at: UTCTimestamp
    package let kind: EventKind
    package let table: String?
    package let batch: Int64?
    /// The payload's JSON text, byte for byte.
    package let payload: String
    /// The hash of the event before it, 32 bytes; zeros for the first.
    package let prevHash: [UInt8]
    /// 32 bytes; see ``EventHash``.
    package let hash: [UInt8]

    /// The typed event.
    ///
    /// - Throws: ``JournalError`` with code `journal-corrupt` when a known kind's payload cannot be
    ///   read.
    package func decoded() throws(JournalError) -> JournalEvent {
        do {
            return try JournalEvent(kind: kind, table: table, batch: batch, payload: payload)
        } catch {
            throw JournalError(
                .corrupt,
                "could not read event \(seq): its payload does not fit kind `\(kind.rawValue)`",
                detail: "\(error)",
                hint: "Find out what was changed.",
                underlying: error,
                command: JournalError.verify
            )
        }
    }

    /// The event as one line of JSON, without a line break.
    ///
    /// The payload is the last key and stands there verbatim, so that the hash can be computed
    /// again from the line.
    package var exportLine: String {
        var line = "{\"seq\":\(seq),\"run\":\(run),\"at\":\"\(at.text)\""
        line += ",\"kind\":\(StoredEvent.quoted(kind.rawValue))"
        line += ",\"table\":\(table.map(StoredEvent.quoted) ?? "null")"
        line += ",\"batch\":\(batch.map(String.init) ?? "null")"
        line += ",\"prevHash\":\"\(prevHash.hexText)\",\"hash\":\"\(hash.hexText)\""
        return line + ",\"payload\":\(payload)}"
    }

    /// Reads a line that ``exportLine`` wrote; nil for anything else.
    ///
    /// The hash is not checked.
    package init?(exportLine line: String) {
        // A quote inside a text is escaped, so the first match is the key itself.
        guard let key = line.range(of: ",\"payload\":"), line.hasSuffix("}"),
            let fields = try? JSONDecoder().decode(ExportedFields.self, from: Data(line.utf8)),
            let at = UTCTimestamp(fields.at),
            let prevHash = [UInt8](hexText: fields.prevHash),
            let hash = [UInt8](hexText: fields.hash)
        else {
            return nil
        }
        self.init(
            seq: fields.seq,
            run: fields.run,
            at: at,
            kind: EventKind(rawValue: fields.kind),
            table: fields.table,
            batch: fields.batch,
            payload: String(line[key.upperBound...].dropLast()),
            prevHash: prevHash,
            hash: hash
        )
    }

    init(
        seq: Int64,
        run: Int64,
        at: UTCTimestamp,
        kind: EventKind,
        table: String?,
        batch: Int64?,
        payload: String,
        prevHash: [UInt8],
        hash: [UInt8]
    ) {
        self.seq = seq
        self.run = run
        self.at = at
        self.kind = kind
        self.table = table
        self.batch = batch
        self.payload = payload
        self.prevHash = prevHash
        self.hash = hash
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\u{0}"..."\u{1F}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

private struct ExportedFields: Decodable {
    let seq: Int64
    let run: Int64
    let at: String
    let kind: String
    let table: String?
    let batch: Int64?
    let prevHash: String
    let hash: String
}

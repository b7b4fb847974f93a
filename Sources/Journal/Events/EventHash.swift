import Crypto

/// The hash chain: `SHA-256(canonical bytes ‖ hash of the event before)`.
///
/// The canonical bytes are the fields below in this order, each a 4-byte big-endian length and then
/// that many bytes; an absent value is the length `FFFFFFFF` and no bytes. Integers are 8 bytes,
/// big-endian, two's complement; text is UTF-8 as stored.
///
/// `"gatefill.event.v1"`, seq, run, at, kind, table, batch, payload
package enum EventHash {
    /// Length of a hash, in bytes.
    package static let byteCount = 32
    /// What the first event of a journal continues.
    package static let genesis = [UInt8](repeating: 0, count: byteCount)

    /// The hash of an event with these fields that follows the event with hash `prevHash`.
    static func hash(
        seq: Int64,
        run: Int64,
        at: String,
        kind: String,
        table: String?,
        batch: Int64?,
        payload: String,
        prevHash: [UInt8]
    ) -> [UInt8] {
        var bytes = canonicalBytes(
            seq: seq,
            run: run,
            at: at,
            kind: kind,
            table: table,
            batch: batch,
            payload: payload
        )
        bytes += prevHash
        return Array(SHA256.hash(data: bytes))
    }

    /// The hash that `event` should have, from its other fields.
    static func hash(of event: StoredEvent) -> [UInt8] {
        hash(
            seq: event.seq,
            run: event.run,
            at: event.at.text,
            kind: event.kind.rawValue,
            table: event.table,
            batch: event.batch,
            payload: event.payload,
            prevHash: event.prevHash
        )
    }

    /// The fields as they are hashed, without the hash of the event before.
    static func canonicalBytes(
        seq: Int64,
        run: Int64,
        at: String,
        kind: String,
        table: String?,
        batch: Int64?,
        payload: String
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(192 + payload.utf8.count)
        append("gatefill.event.v1", to: &bytes)
        append(seq, to: &bytes)
        append(run, to: &bytes)
        append(at, to: &bytes)
        append(kind, to: &bytes)
        append(table, to: &bytes)
        append(batch, to: &bytes)
        append(payload, to: &bytes)
        return bytes
    }

    private static func append(_ text: String?, to bytes: inout [UInt8]) {
        guard let text else {
            append(length: .max, to: &bytes)
            return
        }
        precondition(text.utf8.count < UInt32.max, "a field of an event is too long to be hashed")
        append(length: UInt32(text.utf8.count), to: &bytes)
        bytes += text.utf8
    }

    private static func append(_ value: Int64?, to bytes: inout [UInt8]) {
        guard let value else {
            append(length: .max, to: &bytes)
            return
        }
        append(length: 8, to: &bytes)
        withUnsafeBytes(of: value.bigEndian) { bytes += $0 }
    }

    private static func append(length: UInt32, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: length.bigEndian) { bytes += $0 }
    }
}

extension [UInt8] {
    /// Two lower-case hexadecimal digits a byte.
    package var hexText: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(unsafeUninitializedCapacity: count * 2) { buffer in
            for (offset, byte) in enumerated() {
                buffer[offset * 2] = digits[Int(byte >> 4)]
                buffer[offset * 2 + 1] = digits[Int(byte & 15)]
            }
            return count * 2
        }
    }

    /// The bytes of an even number of hexadecimal digits; nil for anything else.
    package init?(hexText: String) {
        let digits = hexText.utf8.map { UInt8($0) }
        guard digits.count.isMultiple(of: 2) else {
            return nil
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        for start in stride(from: 0, to: digits.count, by: 2) {
            guard let high = Character(UnicodeScalar(digits[start])).hexDigitValue,
                let low = Character(UnicodeScalar(digits[start + 1])).hexDigitValue
            else {
                return nil
            }
            bytes.append(UInt8(high * 16 + low))
        }
        self = bytes
    }
}

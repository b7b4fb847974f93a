/// What one kind of event says, stored as a JSON object.
///
/// Payloads only grow: a field added later is optional or has a default when decoded.
package protocol EventPayload: Codable, Sendable, Equatable {
    /// The kind whose payload this is.
    static var kind: EventKind { get }
    /// The kind of this value; differs from the type's only for ``UnknownEvent``.
    var eventKind: EventKind { get }
    /// The table that the event is about, repeated in the event's column for queries.
    var tableName: String? { get }
    /// The batch that the event is about, repeated in the event's column for queries.
    var batchNumber: Int64? { get }
}

extension EventPayload {
    package var eventKind: EventKind { Self.kind }
    package var tableName: String? { nil }
    package var batchNumber: Int64? { nil }
}

/// An event of a kind that this version does not know, kept as it is stored.
package struct UnknownEvent: EventPayload {
    package static let kind = EventKind(rawValue: "unknown")

    package let kindName: String
    package let tableName: String?
    package let batchNumber: Int64?
    /// The payload's JSON text, byte for byte.
    package let payload: String

    package init(eventKind: EventKind, tableName: String?, batchNumber: Int64?, payload: String) {
        self.kindName = eventKind.rawValue
        self.tableName = tableName
        self.batchNumber = batchNumber
        self.payload = payload
    }

    package var eventKind: EventKind { EventKind(rawValue: kindName) }
}

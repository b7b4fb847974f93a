/// A row of a table that is in order of time.
public struct EventRow: Comparable, BitwiseCopyable {
    /// When it happened, or when its hour began; microseconds since 1970-01-01 UTC.
    public let time: Int64
    /// Zero-based index of the object it happened to.
    public let object: Int64
    /// Zero-based number of the event, or of the hour's first, among the object's.
    public let ordinal: Int32
    /// Number of events that it stands for.
    public let count: Int32

    /// In order of time, then of objects.
    public static func < (first: EventRow, second: EventRow) -> Bool {
        if first.time != second.time { return first.time < second.time }
        if first.object != second.object { return first.object < second.object }
        return first.ordinal < second.ordinal
    }

    /// A number of its own for each event of a table, for random choices.
    @inline(__always)
    public static func number(object: Int64, ordinal: Int64) -> Int64 {
        object << 20 | ordinal
    }

    /// The number of the event.
    @inline(__always)
    public var number: Int64 { EventRow.number(object: object, ordinal: Int64(ordinal)) }
}

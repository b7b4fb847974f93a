import Targets

/// The room that tables took before and take after rows were deleted.
struct SpaceReport: Encodable {
    let bytesBefore: Int64
    let bytesAfter: Int64
    /// Bytes of a file that hold nothing; absent where the database does not say.
    let freeBytes: Int64?
    let vacuumed: Bool

    init(before: UsedSpace, after: UsedSpace, _ vacuumed: Bool) {
        bytesBefore = before.byteCount
        bytesAfter = after.byteCount
        freeBytes = after.freeByteCount
        self.vacuumed = vacuumed
    }

    /// One line for people.
    var text: String {
        var text =
            "Space: \(Figures.bytes(bytesAfter)), \(Figures.bytes(bytesBefore)) before"
        if let freeBytes, freeBytes > 0 { text += "; \(Figures.bytes(freeBytes)) are free in it" }
        return text + (vacuumed ? "." : "; --vacuum gives the room of deleted rows back.")
    }
}

import Targets

/// The room that tables took before and take after rows were deleted.
struct SpaceReport: Encodable {
    let bytesBefore: Int64
    let bytesAfter: Int64
    /// Bytes of a file that hold nothing; absent where the database does not say.
    let freeBytes: Int64?
    let vacuumed: Bool

    /// What gives the room back; nil when that is done.
    private let vacuumCommand: String?

    private enum CodingKeys: String, CodingKey {
        case bytesBefore, bytesAfter, freeBytes, vacuumed
    }

    /// `vacuumCommand` is the command that gives the room back, nil when that is done.
    init(before: UsedSpace, after: UsedSpace, vacuumCommand: String?) {
        bytesBefore = before.byteCount
        bytesAfter = after.byteCount
        freeBytes = after.freeByteCount
        vacuumed = vacuumCommand == nil
        self.vacuumCommand = vacuumCommand
    }

    /// What there was, what there is, and how to give the rest back, for people.
    var text: String {
        var text =
            "Space: \(Figures.bytes(bytesAfter)), \(Figures.bytes(bytesBefore)) before"
        if let freeBytes, freeBytes > 0 { text += "; \(Figures.bytes(freeBytes)) are free in it" }
        text += "."
        guard let vacuumCommand else { return text }
        return text + "\n`\(vacuumCommand)` gives the room of deleted rows back."
    }
}

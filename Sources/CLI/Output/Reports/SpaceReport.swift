import Targets

/// The space that tables took before and take after rows were deleted.
struct SpaceReport: Encodable {
    let bytesBefore: Int64
    let bytesAfter: Int64
    /// Bytes of a file that hold nothing; absent where the database does not say.
    let freeBytes: Int64?
    let vacuumed: Bool

    /// How to reclaim the space; nil when that is done or nothing safe can be said.
    private let advice: String?

    private enum CodingKeys: String, CodingKey {
        case bytesBefore, bytesAfter, freeBytes, vacuumed
    }

    init(before: UsedSpace, after: UsedSpace, vacuumed: Bool, advice: String? = nil) {
        bytesBefore = before.byteCount
        bytesAfter = after.byteCount
        freeBytes = after.freeByteCount
        self.vacuumed = vacuumed
        self.advice = vacuumed ? nil : advice
    }

    /// What there was, what there is, and how to reclaim the rest, for people.
    var text: String {
        var text =
            "Space: \(Figures.bytes(bytesAfter)), \(Figures.bytes(bytesBefore)) before"
        if let freeBytes, freeBytes > 0 { text += "; \(Figures.bytes(freeBytes)) are free in it" }
        text += "."
        return advice.map { text + "\n" + $0 } ?? text
    }
}

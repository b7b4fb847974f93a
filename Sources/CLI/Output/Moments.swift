import Journal

/// Moments as people read them.
enum Moments {
    /// `2026-06-01 12:00:00 UTC`.
    static func text(_ microseconds: Int64) -> String {
        let full = UTCTimestamp(microseconds: microseconds).text
        return full.prefix(19).replacing("T", with: " ") + " UTC"
    }
}

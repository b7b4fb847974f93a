/// What becomes of the indexes, unique constraints and foreign keys of the tables.
///
/// Primary keys are always there.
enum LoadMode: String, CaseIterable, Codable, Sendable {
    /// They are in place while rows are loaded.
    case kept
    /// They are not there, before or after.
    case absent
    /// They are dropped, and made again when the rows are in.
    case suspended

    /// The value of `--disable-indexes` for it.
    var option: String { self == .suspended ? "true" : "false" }
}

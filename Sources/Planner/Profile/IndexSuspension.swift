/// Whether the indexes of tables are suspended while the tables load, in the words of a profile.
package enum IndexSuspension: String, Sendable, Hashable, Codable, CaseIterable {
    /// Those of tables that hold next to nothing at the start and get many rows, while nobody else
    /// is at work.
    case auto
    /// Those of every table that gets rows.
    case always = "true"
    /// None.
    case never = "false"

    /// Rows of a table from which `auto` suspends its indexes: with fewer, dropping and building
    /// again takes as long as it saves.
    package static let rowCountMin: Int64 = 10_000

    /// Rows that a table may hold for `auto` to suspend its indexes: a gateway that was just
    /// installed has its administrator's user, team, membership and role, and without those tables
    /// a run takes a third longer.
    package static let presentRowCountMax: Int64 = 10
}

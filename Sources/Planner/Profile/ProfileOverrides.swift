/// What the command line says in place of the profile.
///
/// An error in one of them names its option and has the code `bad-option`.
package struct ProfileOverrides: Sendable, Hashable {
    /// `--seed`, 0 to 2⁶³ − 1.
    package var seed: UInt64?
    /// `--end-date`, as the user wrote it.
    package var endDate: String?
    /// `--batch-size`, in rows.
    package var batchSize: Int?
    /// `--workers`.
    package var workers: Int?
    /// `--disable-indexes`, as the user wrote it.
    package var indexSuspension: String?
    /// Number of users in place of the profile's; gateways and agents whose number the profile
    /// gives grow or shrink with it.
    package var userCount: Int64?
    /// `--tables`, names of components or of their tables, in any order.
    package var components: [String]?

    /// Creates overrides; what is nil is left as the profile has it.
    package init(
        seed: UInt64? = nil,
        endDate: String? = nil,
        batchSize: Int? = nil,
        workers: Int? = nil,
        indexSuspension: String? = nil,
        userCount: Int64? = nil,
        components: [String]? = nil
    ) {
        self.seed = seed
        self.endDate = endDate
        self.batchSize = batchSize
        self.workers = workers
        self.indexSuspension = indexSuspension
        self.userCount = userCount
        self.components = components
    }
}

import Rows

/// Everything a profile says about how a run works and that changes no row.
package struct RunSettings: Sendable, Hashable, Codable {
    /// Rows in a batch, and so in a transaction, 1 to 1,000,000.
    package var batchSize: Int
    /// Workers that load side by side, 1 to 64; absent when the cores decide.
    package var workers: Int?
    /// Most connections open at once, 1 or more; absent when the profile sets no limit.
    package var connectionCountMax: Int?
    /// Seconds to wait for a connection.
    package var connectTimeoutSeconds: Int
    /// Whether a terminal shows the progress.
    package var progressBar: Bool
    /// Rows between two updates of the progress; 0 leaves it to the clock.
    package var progressUpdateFrequency: Int
    /// Least severe message that is logged.
    package var logLevel: LogLevel
    /// File of the report; absent when no report is wanted.
    package var reportPath: String?
    /// Whether indexes are suspended while tables load; absent in runs of older versions, which
    /// suspended none.
    package var indexSuspension: IndexSuspension?
    /// Whether the tables' statistics are brought up to date at the end.
    package var analyzeAfterLoad: Bool
    /// Whether a finished run is verified.
    package var validationEnabled: Bool
    /// The checks that verification makes.
    package var validationChecks: [ValidationCheck]
    /// Names of the components to generate, in order, parents before children.
    package var components: [String]

    /// Returns the number of workers for a machine: as the profile says, or one a core, and
    /// never more than connections or 64.
    package func workerCount(coreCount: Int) -> Int {
        max(1, min(workers ?? coreCount, connectionCountMax ?? 64, 64))
    }
}

/// How severe a message is, in the words of a profile.
package enum LogLevel: String, Sendable, Hashable, Codable, CaseIterable {
    case trace
    case debug
    case info
    case notice
    case warning
    case error
    case critical
}

/// A check that verification can make.
package enum ValidationCheck: String, Sendable, Hashable, Codable, CaseIterable {
    case foreignKeys = "foreign_keys"
    case uniqueness
    case requiredFields = "required_fields"
    case emailFormats = "email_formats"
    case orphans
    case causality
    case counts
    case distributions
    case rollUps = "roll_ups"
    case content
}

import Foundation

/// The report of a run as JSON: gatefill's own keys, plus those that ContextForge's own load-data
/// generator writes and its `make generate-report` reads.
struct RunReportFile: Encodable {
    /// Statistics of one component.
    private struct ComponentStatistics: Encodable {
        let generated: Int64
        let inserted: Int64
        /// Seconds of all workers together.
        let duration: Double
    }

    private enum CodingKeys: String, CodingKey {
        case timestamp
        case durationSeconds = "duration_seconds"
        case totalGenerated = "total_generated"
        case totalInserted = "total_inserted"
        case recordsPerSecond = "records_per_second"
        case generatorStatistics = "generator_stats"
        case dryRun = "dry_run"
    }

    private let report: RunReport
    private let date: Date

    /// The report of a run that ended at `date`.
    init(_ report: RunReport, date: Date = Date()) {
        self.report = report
        self.date = date
    }

    func encode(to encoder: any Encoder) throws {
        try report.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(date.formatted(.iso8601), forKey: .timestamp)
        try container.encode(report.seconds, forKey: .durationSeconds)
        try container.encode(report.newRows, forKey: .totalGenerated)
        try container.encode(report.newRows, forKey: .totalInserted)
        try container.encode(report.rowsPerSecond, forKey: .recordsPerSecond)
        try container.encode(false, forKey: .dryRun)
        let statistics = report.tables.map { table in
            (
                table.component,
                ComponentStatistics(
                    generated: table.newRows,
                    inserted: table.newRows,
                    duration: table.workSeconds
                )
            )
        }
        try container.encode(
            Dictionary(uniqueKeysWithValues: statistics),
            forKey: .generatorStatistics
        )
    }
}

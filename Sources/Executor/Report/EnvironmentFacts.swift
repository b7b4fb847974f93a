import Foundation
import Targets

/// What a run's speed depends on beside the run: the machine and the settings of the server.
///
/// Kept in the journal when a run is bound, because both may have changed when it is reported.
package enum EnvironmentFacts {
    /// Settings of PostgreSQL that decide how fast rows go in, or how durable they are.
    private static let postgresSettings = [
        "server_version", "shared_buffers", "work_mem", "maintenance_work_mem", "wal_level",
        "max_wal_size", "checkpoint_timeout", "wal_compression", "synchronous_commit", "fsync",
        "full_page_writes", "autovacuum", "max_connections", "max_parallel_maintenance_workers",
    ]

    /// Facts by name, of this machine and of the target.
    static func read(_ target: any Target) throws(TargetError) -> [String: String] {
        let facts = machine
        return facts.merging(try server(target)) { $1 }
    }

    /// Processors, memory and system of this machine.
    private static var machine: [String: String] {
        let process = ProcessInfo.processInfo
        return [
            "machine.processors": "\(process.activeProcessorCount)",
            "machine.memory": "\(process.physicalMemory / 1_048_576) MiB",
            "machine.system": process.operatingSystemVersionString,
        ]
    }

    private static func server(_ target: any Target) throws(TargetError) -> [String: String] {
        let sql =
            switch target.dialect {
            case .postgres:
                """
                SELECT name, setting || CASE coalesce(unit, '') WHEN '' THEN ''
                    ELSE ' x ' || unit END
                FROM pg_settings
                WHERE name IN (\(postgresSettings.map { "'\($0)'" }.joined(separator: ", ")))
                """
            case .sqlite:
                """
                SELECT 'sqlite_version', sqlite_version()
                UNION ALL SELECT 'journal_mode', journal_mode FROM pragma_journal_mode
                UNION ALL SELECT 'page_size', page_size FROM pragma_page_size
                """
            }
        var facts: [String: String] = [:]
        for row in try target.queryRows(sql) where row.count == 2 {
            facts["server.\(row[0])"] = row[1]
        }
        return facts
    }
}

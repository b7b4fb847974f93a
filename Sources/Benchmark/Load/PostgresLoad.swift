import Foundation
import Targets
import TestSupport

/// Databases of a PostgreSQL server of its own, filled by `COPY` from files that the server has.
///
/// The server waits for the disk as one with real data does.
struct PostgresLoad: LoadDatabase {
    let name = "PostgreSQL"
    var connectionCount: Int { run.workerCount }

    private let run: GatefillRun
    private let cluster: PostgresCluster
    private let tables: [String]
    /// The gateway's schema without rows in the tables, with and without ``objects``.
    private let whole: PostgresDatabase
    private let bare: PostgresDatabase
    /// What can be suspended on the tables.
    private let objects: [SuspendedObject]
    private var scripts: PostgresScripts?

    init(_ run: GatefillRun, tables: [String]) async throws {
        self.run = run
        self.tables = tables
        cluster = try await PostgresCluster.start(
            isDurable: true,
            settings: ["shared_buffers=1GB", "max_wal_size=8GB", "checkpoint_timeout=30min"]
        )
        whole = try await cluster.createDatabase()
        try await GatewayInstallation.find().bootstrap(whole)
        // Without the gateway's own rows, the exported ones are exactly those that gatefill wrote.
        let names = tables.map { "\"\($0)\"" }.joined(separator: ", ")
        try await whole.execute("TRUNCATE \(names) CASCADE")
        guard case .postgres(let parameters) = try TargetLocation(url: whole.url)
        else { preconditionFailure("a server's database is not a PostgreSQL target") }
        objects = try PostgresTarget(parameters, for: .contextForge, timeoutSeconds: 30)
            .readSuspendable(tables: tables)
        bare = try await cluster.createDatabase(template: whole.name)
        try await bare.execute(PostgresScripts.drop(objects))
    }

    mutating func makeRows() async throws {
        let database = try await makeDatabase(.suspended)
        _ = try await run.fill(database, .suspended)
        let scripts = PostgresScripts(
            tables: tables,
            objects: objects,
            connectionCount: connectionCount,
            folder: "\(cluster.socketFolder)/rows",
            byteCounts: try await byteCounts(database),
            rowCounts: try await database.rowCounts(of: tables)
        )
        // The server writes the files, so it makes their folder.
        let making = "COPY (SELECT) TO PROGRAM 'mkdir \(scripts.folder)';"
        try await execute([making], database)
        try await execute(scripts.exports, database)
        try await drop(database)
        self.scripts = scripts
    }

    func measureGatefill(_ mode: LoadMode) async throws -> GatefillRun.Outcome {
        let database = try await makeDatabase(mode)
        let outcome = try await run.fill(database, mode)
        try await drop(database)
        return outcome
    }

    func measureLimit(_ mode: LoadMode) async throws -> Double {
        guard let scripts else { preconditionFailure("gatefill has not made the rows yet") }
        let database = try await makeDatabase(mode)
        try await database.execute(PostgresScripts.preparation)
        let started = ContinuousClock.now
        if mode == .suspended { try await execute([PostgresScripts.drop(objects)], database) }
        try await execute(scripts.copies(isOrdered: mode == .kept), database)
        if mode == .suspended {
            for stage in scripts.rebuild { try await execute(stage, database) }
        }
        try await execute(scripts.analyses, database)
        let seconds = started.secondsSince
        guard try await database.rowCounts(of: tables) == scripts.rowCounts else {
            throw TestSupportError("the copy has other rows than its source")
        }
        try await drop(database)
        return seconds
    }

    // MARK: Statements

    /// Runs scripts side by side, each over a connection of its own.
    private func execute(_ scripts: [String], _ database: PostgresDatabase) async throws {
        try await withThrowingTaskGroup { group in
            for script in scripts {
                group.addTask {
                    _ = try await database.cluster.rows(
                        script,
                        database: database.name,
                        timeoutSeconds: Double(LoadCommand.timeoutSeconds)
                    )
                }
            }
            // Not `waitForAll()`: the others may wait for what the failed one will never do.
            for try await _ in group {}
        }
    }

    /// Bytes of the tables and of all indexes, by name.
    private func byteCounts(_ database: PostgresDatabase) async throws -> [String: Int64] {
        let found = try await database.rows(
            "SELECT relname, pg_relation_size(oid) FROM pg_class "
                + "WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i')"
        )
        return Dictionary(
            uniqueKeysWithValues: found.map { ($0[0] ?? "", Int64($0[1] ?? "") ?? 0) }
        )
    }

    // MARK: Databases

    /// A new database; what earlier ones left to be written is written.
    private func makeDatabase(_ mode: LoadMode) async throws -> PostgresDatabase {
        let template = mode == .absent ? bare : whole
        let database = try await cluster.createDatabase(template: template.name)
        try await database.execute("CHECKPOINT")
        return database
    }

    private func drop(_ database: PostgresDatabase) async throws {
        _ = try await cluster.rows("DROP DATABASE \(database.name)", database: "postgres")
    }
}

import Foundation
import TestSupport

/// SQLite files, filled by `INSERT … SELECT` in the shell of SQLite.
struct SQLiteLoad: LoadDatabase {
    let name = "SQLite"
    let connectionCount = 1

    private let run: GatefillRun
    private let tables: [String]
    private let shell: String
    /// The gateway's schema without rows in the tables.
    private let schema: SQLiteFile
    /// The statements of the indexes of the tables, by name.
    private let indexes: [(name: String, statement: String)]
    /// A database that gatefill has filled.
    private var source: SQLiteFile?

    init(_ run: GatefillRun, tables: [String]) async throws {
        guard let shell = ProcessRunner.find("sqlite3") else {
            throw TestSupportError(
                "could not find sqlite3",
                hint: "Install the package sqlite3."
            )
        }
        self.shell = shell
        self.run = run
        self.tables = tables
        schema = try await GatewayInstallation.makeSQLite()
        for table in tables { try await schema.execute("DELETE FROM \"\(table)\"") }
        let names = tables.map { "'\($0)'" }.joined(separator: ", ")
        indexes = try await schema.rows(
            "SELECT name, sql FROM sqlite_master "
                + "WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN (\(names))"
        ).map { (name: $0[0] ?? "", statement: $0[1] ?? "") }
    }

    mutating func makeRows() async throws {
        let file = try await makeFile(.suspended)
        _ = try await run.fill(file, .suspended)
        source = file
    }

    func measureGatefill(_ mode: LoadMode) async throws -> GatefillRun.Outcome {
        try await run.fill(makeFile(mode), mode)
    }

    func measureLimit(_ mode: LoadMode) async throws -> Double {
        guard let source else { preconditionFailure("gatefill has not made the rows yet") }
        let file = try await makeFile(mode)
        let script = SQLiteScript(tables: tables, indexes: indexes)
            .text(source: source.path, mode)
        let started = ContinuousClock.now
        try await ProcessRunner.run(
            shell,
            ["-bail", file.path],
            input: script,
            timeoutSeconds: Double(LoadCommand.timeoutSeconds)
        ).requireSuccess("sqlite3")
        let seconds = started.secondsSince
        let counts = try await file.rowCounts(of: tables)
        guard try await counts == source.rowCounts(of: tables) else {
            throw TestSupportError("the copy has other rows than its source")
        }
        return seconds
    }

    private func makeFile(_ mode: LoadMode) async throws -> SQLiteFile {
        let file = try SQLiteFile(copying: schema.path)
        if mode == .absent {
            for index in indexes { try await file.execute("DROP INDEX \"\(index.name)\"") }
        }
        return file
    }
}

import ContextForge
import Foundation
import Rows
import Targets
import TestSupport
import Testing

@testable import Executor

/// Random combinations of what others do to a SQLite file.
///
/// For each: rows of others are as they were, byte for byte, and what is reported is what plain
/// SQL counts afterwards.
@Suite(.serialized) struct FileSettingsTests {
    enum Interference: String, CaseIterable {
        case none, ignoresDeletion, insertsAgain, ignoresInsertion
    }

    enum Writer: String, CaseIterable {
        case none, holdsTheLock, keepsALog
    }

    struct Setting: CustomStringConvertible {
        let interference: Interference
        let writer: Writer
        let table: String
        let isReadOnly: Bool
        let hasLog: Bool
        /// Whether rows of others refer to nothing, as a file has them that was written without
        /// `PRAGMA foreign_keys`.
        let hasDanglingRows: Bool

        init(using random: inout SeededGenerator) {
            let kinds = Interference.allCases
            interference = kinds[Int.random(in: kinds.indices, using: &random)]
            let writers = Writer.allCases
            writer =
                Int.random(in: 0..<3, using: &random) == 0
                ? writers[Int.random(in: writers.indices, using: &random)] : .none
            table = WholeLife.tables[Int.random(in: WholeLife.tables.indices, using: &random)]
            isReadOnly = Int.random(in: 0..<10, using: &random) == 0
            hasLog = Bool.random(using: &random)
            hasDanglingRows = Bool.random(using: &random)
        }

        var description: String {
            "\(interference.rawValue) on \(table); writer \(writer.rawValue)"
                + (isReadOnly ? "; read-only" : "") + (hasLog ? "; WAL" : "")
                + (hasDanglingRows ? "; dangling rows" : "")
        }

        var keepsRows: Bool { [.ignoresDeletion, .insertsAgain].contains(interference) }
    }

    private static let combinationCount = 60

    @Test func `whatever others do to a file, their rows stay and reports are true`() async throws {
        var (seed, random) = SeededGenerator.announced(for: "file settings")
        let template = try Self.template()
        // A closed file has no log beside it.
        try await template.execute("PRAGMA journal_mode = DELETE")
        for number in 1...Self.combinationCount {
            let setting = Setting(using: &random)
            let title: Comment = "seed \(seed), combination \(number): \(setting)"
            let file = try SQLiteFile(copying: template.path)
            try await Self.interfere(setting, file)
            let before = try await file.contents()
            let life: WholeLife
            do {
                let holder: SQLiteLock? =
                    switch setting.writer {
                    case .none: nil
                    case .holdsTheLock: try await file.lockExclusively()
                    case .keepsALog: setting.hasLog ? try await file.holdLog() : nil
                    }
                defer { withExtendedLifetime(holder) {} }
                life = try WholeLife(in: SQLiteTarget(path: file.path, timeoutSeconds: 0))
            }
            try await Self.check(life, setting, before, file.contents(), title)
        }
    }

    /// A file with rows of somebody else in the gateway's tables.
    private static func template() throws -> SQLiteFile {
        let file = try SQLiteFile()
        let target = SQLiteTarget(path: file.path, timeoutSeconds: 5)
        let fixture = try RunFixture(seed: 7, batchSize: 1_000)
        let journal = try fixture.openJournal()
        let assignment = try RunStarter(journal: journal, target: target)
            .start(
                fixture.request,
                plan: fixture.plan,
                schema: SchemaRequest(nil, createsInServers: true)
            )
        _ = try fixture.carryOut(assignment, journal, target)
        return file
    }

    private static func interfere(_ setting: Setting, _ file: SQLiteFile) async throws {
        for table in ["cleanup", "batch", "run", "target"] {
            try await file.execute("DROP TABLE IF EXISTS gatefill_\(table)")
        }
        try await file.execute("PRAGMA journal_mode = \(setting.hasLog ? "WAL" : "DELETE")")
        if setting.hasDanglingRows {
            try await file.execute(
                "INSERT INTO tool_metrics (id, tool_id, timestamp, response_time, is_success) "
                    + "VALUES (5, 'nothing', '2026-01-01 00:00:00.000000', 1, 1)"
            )
        }
        let table = setting.table
        switch setting.interference {
        case .none: break
        case .ignoresDeletion:
            try await file.execute(
                "CREATE TRIGGER interfere BEFORE DELETE ON \(table) "
                    + "BEGIN SELECT RAISE(IGNORE); END"
            )
        case .insertsAgain:
            let names = try await file.rows("SELECT name FROM pragma_table_info('\(table)')")
            let cells = names.map { "OLD.\"\($0[0] ?? "")\"" }.joined(separator: ", ")
            try await file.execute(
                "CREATE TRIGGER interfere AFTER DELETE ON \(table) "
                    + "BEGIN INSERT INTO \(table) VALUES (\(cells)); END"
            )
        case .ignoresInsertion:
            try await file.execute(
                "CREATE TRIGGER interfere BEFORE INSERT ON \(table) "
                    + "BEGIN SELECT RAISE(IGNORE); END"
            )
        }
        if setting.isReadOnly {
            // A write version that SQLite does not know makes a file read-only, for root too.
            let handle = try FileHandle(forUpdating: URL(filePath: file.path))
            try handle.seek(toOffset: 18)
            try handle.write(contentsOf: [3])
            try handle.close()
        }
    }

    private static func check(
        _ life: WholeLife,
        _ setting: Setting,
        _ before: [String: [String]],
        _ after: [String: [String]],
        _ title: Comment
    ) async throws {
        var keptCount: Int64 = 0
        for (table, rows) in before {
            let now = after[table] ?? []
            let lost = Set(rows).subtracting(now)
            #expect(lost.isEmpty, "\(title): \(table) lost \(lost.prefix(2))")
            let added = Int64(now.count - rows.count)
            keptCount += added
            if life.hasCleanedUp, let outcome = life.outcomes?[table] {
                #expect(added == outcome.keptCount, "\(title): \(table), \(outcome)")
            }
        }
        let others = Set(after.keys).subtracting(before.keys)
        #expect(others.allSatisfy { $0.hasPrefix("gatefill_") }, "\(title): \(others)")
        #expect(keptCount == 0 || !others.isEmpty, "\(title): rows without a ledger")
        if life.hasCleanedUp {
            #expect((keptCount == 0) == others.isEmpty, "\(title): \(others)")
            let told = life.outcomes?.values.reduce(0) { $0 + $1.rowCount }
            #expect(told == life.committedRowCount, "\(title)")
            if setting.keepsRows, life.failure == nil,
                let touched = life.outcomes?[setting.table], touched.rowCount > 0
            {
                #expect(keptCount > 0, "\(title): rows that the file keeps were said to be gone")
            }
        }
        if let failure = life.failure {
            #expect(
                !life.doctorPassed || setting.interference == .ignoresInsertion,
                "\(title): \(failure.error), and doctor said nothing"
            )
        } else {
            #expect(setting.writer != .holdsTheLock && !setting.isReadOnly, "\(title)")
        }
    }
}

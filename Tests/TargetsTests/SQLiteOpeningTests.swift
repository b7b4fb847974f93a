import ContextForge
import Foundation
import GRDB
import Rows
import TestSupport
import Testing

@testable import Targets

/// A file is created only by what fills it, and only read where its URL says so.
@Suite struct SQLiteOpeningTests {
    private typealias Work = @Sendable (SQLiteTarget) throws -> Void

    private static let readings: [(String, Work)] = [
        ("readSchema", { _ = try $0.readSchema() }),
        ("checkExists", { try $0.checkExists() }),
        ("countRuns", { _ = try $0.countRuns() }),
        ("openReader", { _ = try $0.openReader() }),
        ("openContentSession", { _ = try $0.openContentSession() }),
        ("committedBatches", { _ = try $0.committedBatches(runUID: "u") }),
        ("readSuspendable", { _ = try $0.readSuspendable(tables: ["samples"]) }),
        ("readKeyRange", { _ = try $0.readKeyRange(table: "samples", column: "id") }),
    ]

    private static let changes: [(String, Work)] = [
        ("createSchema", { try $0.createSchema(.newest) }),
        ("bind", { _ = try $0.bind(RunRegistration(uid: "u", planDigest: "d", isResumed: false)) }),
        ("openSession", { _ = try $0.openSession() }),
        ("flush", { try $0.flush() }),
        ("truncate", { _ = try $0.truncate(["tool_metrics"], dropsLedger: false) }),
        ("checkWritable", { try $0.checkWritable() }),
    ]

    private static func target(_ path: String, _ mode: SQLiteLocation.Mode) -> SQLiteTarget {
        SQLiteTarget(SQLiteLocation(path: path, mode: mode), timeoutSeconds: 1)
    }

    @Test(arguments: SQLiteLocation.Mode.allCases)
    func `reading a file that does not exist is an error and creates nothing`(
        mode: SQLiteLocation.Mode
    ) throws {
        let folder = try TemporaryFolder()
        let path = folder.file("mcp.db")
        for (name, work) in Self.readings {
            let error = try targetError { try work(Self.target(path, mode)) }
            #expect(error.code == "target-missing", "\(name)")
            #expect(error.message == "could not find a database at \(path)", "\(name)")
        }
        let target = Self.target(path, mode)
        #expect(try target.readIdentity() == [:])
        #expect(try target.readSchemaIfExists().tables.isEmpty)
        #expect(try target.readLedger(runUID: "u") == nil)
        _ = target.inspect(tables: [])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }

    @Test func `checking that a file can be created does not create it`() throws {
        let folder = try TemporaryFolder()
        try Self.target(folder.file("mcp.db"), .readWriteCreate).checkWritable()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }

    @Test func `mode=rw fills a file that exists and creates none`() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("mcp.db")
        for (name, work) in Self.changes {
            let error = try targetError { try work(Self.target(path, .readWrite)) }
            #expect(error.code == "target-missing", "\(name)")
        }
        let finding = Self.target(path, .readWrite).inspect(tables: [])
        #expect(finding.map(\.level) == [.failed])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
        #expect(FileManager.default.createFile(atPath: path, contents: nil))
        for (_, work) in Self.changes { try work(Self.target(path, .readWrite)) }
    }

    @Test func `mode=ro reads a file and refuses every change before it happens`() async throws {
        let real = try await RealTarget(.sqlite)
        let path = try #require(real.target as? SQLiteTarget).path
        try real.commit()
        let before = try await real.database.contents()
        let target = Self.target(path, .readOnly)
        for (name, work) in Self.changes {
            let error = try targetError { try work(target) }
            #expect(error.code == "target-read-only", "\(name)")
        }
        for (_, work) in Self.readings { try work(target) }
        #expect(try target.queryInteger("SELECT count(*) FROM samples") == 10)
        let error = #expect(throws: DatabaseError.self) {
            try target.open(.reading).write { try $0.execute(sql: "DELETE FROM samples") }
        }
        #expect(error?.resultCode == .SQLITE_READONLY)
        #expect(try await real.database.contents() == before)
    }

    @Test func `mode=ro reads what is only in the write-ahead log of another connection`()
        async throws
    {
        let real = try await RealTarget(.sqlite)
        let path = try #require(real.target as? SQLiteTarget).path
        let writer = try #require(try real.target.openSession() as? SQLiteSession)
        try await writer.queue.write { try $0.execute(sql: "CREATE TABLE logged (id integer)") }
        #expect(SQLiteTarget.isLogged(path))
        let target = Self.target(path, .readOnly)
        #expect(try target.readSchema().tables["logged"] != nil)
        withExtendedLifetime(writer) {}
    }

    @Test(arguments: [
        (true, false, "its write-ahead log needs a writable folder"),
        (true, true, "could not read /data/mcp.db"), (false, false, "could not read /data/mcp.db"),
    ])
    func `a file that cannot be read says whether its folder is the reason`(
        isLogged: Bool,
        folderIsWritable: Bool,
        ending: String
    ) {
        let error = SQLiteTarget.unreadable(
            "/data/mcp.db",
            detail: nil,
            isLogged: isLogged,
            folderIsWritable: folderIsWritable
        )
        #expect(error.code == "permission-denied")
        #expect(error.message.hasSuffix(ending))
    }
}

import ContextForge
import GRDB
import Rows
import TestSupport
import Testing

@testable import Targets

/// When what is committed to a SQLite file is sure to be on the disk.
@Suite struct SQLiteDurabilityTests {
    private func settings(_ queue: DatabaseQueue) throws -> [String?] {
        try queue.inDatabase { database in
            try ["journal_mode", "synchronous"].map {
                try DatabaseValue.fetchOne(database, sql: "PRAGMA \($0)").map { "\($0)" }
            }
        }
    }

    private func session(_ target: any Target) throws -> SQLiteSession {
        try #require(try target.openSession() as? SQLiteSession)
    }

    @Test func `batches go into a log and do not wait for the disk`() async throws {
        let real = try await RealTarget(.sqlite)
        let session = try session(real.target)
        #expect(try settings(session.queue) == ["\"wal\"", "1"])
    }

    @Test func `where somebody reads the file it stays as it is, and commits wait for the disk`()
        async throws
    {
        let real = try await RealTarget(.sqlite)
        let target = try #require(real.target as? SQLiteTarget)
        let reader = try SQLiteTarget(path: target.path, timeoutSeconds: 1)
            .open(.writing, keepsTransactions: true)
        try await reader.writeWithoutTransaction { database in
            try database.execute(sql: "BEGIN; SELECT count(*) FROM samples")
        }
        let session = try session(SQLiteTarget(path: target.path, timeoutSeconds: 1))
        #expect(try settings(session.queue) == ["\"delete\"", "2"])
    }

    @Test func `on a network file system the journal mode stays, and commits wait for the disk`()
        async throws
    {
        let real = try await RealTarget(.sqlite)
        let path = try #require(real.target as? SQLiteTarget).path
        for mode in ["delete", "wal"] {
            _ = try await real.database.rows("PRAGMA journal_mode = \(mode)")
            let target = SQLiteTarget(
                SQLiteLocation(path: path),
                for: .contextForge,
                timeoutSeconds: 1,
                networkFileSystem: "NFS"
            )
            let session = try session(target)
            #expect(try settings(session.queue) == ["\"\(mode)\"", "2"])
            #expect(
                target.notices == [
                    "\(path) is on a network file system (NFS): its journal mode stays as it is, and "
                        + "each commit waits for the disk"
                ]
            )
            let finding = target.inspect(tables: []).first { $0.subject == "file system" }
            #expect(finding?.level == .warning)
            #expect(finding?.message.contains("(NFS); its journal_mode \(mode) stays") == true)
        }
        #expect(real.target.notices == [])
    }

    @Test func `a step towards an index ends with a connection for batches`() async throws {
        let real = try await RealTarget(.sqlite)
        try await real.database.execute("CREATE INDEX ix ON samples (amount)")
        let objects = try real.target.readSuspendable(tables: ["samples"])
        let fence = RunFence(runUID: real.runUID, epoch: 1)
        try real.target.suspend(objects, fence: fence)
        let session = try session(real.target)
        try session.restore(
            RestorationStep(objects[0], .build, fence: fence, memoryKilobyteCount: 0)
        )
        #expect(try settings(session.queue) == ["\"wal\"", "1"])
        try real.target.flush()
        #expect(try real.target.readSuspendable(tables: ["samples"]) == objects)
    }
}

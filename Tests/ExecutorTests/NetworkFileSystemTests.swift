import ContextForge
import Rows
import Targets
import TestSupport
import Testing

@testable import Executor

@Suite struct NetworkFileSystemTests {
    @Test(arguments: ["delete", "wal"])
    func `a run into a file on a network file system says so once and keeps its journal mode`(
        mode: String
    ) async throws {
        let fixture = try RunFixture()
        let journal = try fixture.openJournal()
        let file = try SQLiteFile()
        #expect(try await file.rows("PRAGMA journal_mode = \(mode)") == [[mode]])
        let target = SQLiteTarget(
            SQLiteLocation(path: file.path),
            for: .contextForge,
            timeoutSeconds: 2,
            networkFileSystem: "NFS"
        )
        let assignment = try fixture.start(journal, target)
        #expect(assignment.notices.filter { $0.contains("network file system (NFS)") }.count == 1)
        #expect(try fixture.carryOut(assignment, journal, target) == .completed)
        #expect(try await file.rows("PRAGMA journal_mode") == [[mode]])
    }
}

import ContextForge
import Foundation
import Rows
import TestSupport
import Testing

@testable import Targets

@Suite struct CheckWritableTests {
    @Test(arguments: TargetKind.allCases)
    func `a target that can be filled passes and stays as it is`(kind: TargetKind) async throws {
        let real = try await RealTarget(kind)
        let before = try real.target.readSchema().fingerprint(of: ["samples"])
        let missing = try real.target.missingRights(["samples"], keys: [], rowCounts: [:])
        #expect(missing == [])
        #expect(try real.target.readSchema().fingerprint(of: ["samples"]) == before)
        #expect(try await real.sampleCount() == 0)
    }

    @Test func `a read-only session is refused`() async throws {
        let database = try await PostgresCluster.shared().createDatabase()
        let target = try RealTarget.postgres(
            database.url + "?options=-c%20default_transaction_read_only%3Don"
        )
        let missing = try target.missingRights([], keys: [], rowCounts: [:])
        #expect(missing.map(\.code) == ["target-read-only"])
        #expect(missing.map(\.step) == [.generate])
    }

    @Test func `a SQLite file that may only be read is refused`() async throws {
        let real = try await RealTarget(.sqlite)
        let file = try #require(real.database as? SQLiteFile)
        // A write version that SQLite does not know makes a file read-only, for root too.
        let handle = try #require(FileHandle(forUpdatingAtPath: file.path))
        try handle.seek(toOffset: 18)
        try handle.write(contentsOf: [3])
        try handle.close()
        let error = try targetError {
            _ = try real.target.missingRights(["samples"], keys: [], rowCounts: [:])
        }
        #expect(error.code == "permission-denied")
        #expect(error.message == "could not open \(file.path) for writing")
        #expect(error.category == .definite)
    }

    @Test func `a SQLite file in a folder that does not exist is refused`() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("missing/mcp.db")
        let target = SQLiteTarget(path: path, timeoutSeconds: 1)
        let error = try targetError { _ = try target.missingRights([], keys: [], rowCounts: [:]) }
        #expect(error.code == "permission-denied")
        #expect(error.message == "could not open \(path) for writing")
    }

    @Test func `a SQLite file that another process has locked is refused`() async throws {
        let real = try await RealTarget(.sqlite)
        let file = try #require(real.database as? SQLiteFile)
        let target = SQLiteTarget(path: file.path, timeoutSeconds: 0)
        let lock = try await file.lockExclusively()
        let error = try targetError { _ = try target.missingRights([], keys: [], rowCounts: [:]) }
        withExtendedLifetime(lock) {
            #expect(error.code == "target-locked")
            #expect(error.category == .transient)
        }
    }

    @Test func `a file that is not a database is refused`() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("notes.txt")
        try String(repeating: "text ", count: 1000)
            .write(toFile: path, atomically: true, encoding: .utf8)
        let target = SQLiteTarget(path: path, timeoutSeconds: 1)
        let error = try targetError { _ = try target.readSchema() }
        #expect(error.code == "not-a-database")
        #expect(error.message == "could not read \(path): it is not a sound SQLite database")
    }
}

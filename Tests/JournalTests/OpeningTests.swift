import Foundation
import GRDB
import TestSupport
import Testing

@testable import Journal

@Suite struct OpeningTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func `a reopened journal continues its chain`() throws {
        var store = try folder.store()
        _ = try store.append(Sample.events())
        let head = try store.head()
        try store.close()
        store = try folder.store()
        #expect(try store.head() == head)
        #expect(try store.append(Sample.events(2)).first == 7)
        #expect(try store.event(7)?.prevHash == head.hash)
        #expect(try store.verifyChain(known: head).isIntact)
    }

    @Test(arguments: [EventStore.Mode.read, .write])
    func `a file that is no database is refused`(mode: EventStore.Mode) throws {
        let text = String(repeating: "not a journal\n", count: 100)
        try text.write(toFile: folder.journal, atomically: true, encoding: .utf8)
        let error = journalError { _ = try folder.store(mode) }
        #expect(error?.code == .notRecognised)
        #expect(try String(contentsOfFile: folder.journal, encoding: .utf8) == text)
        #expect(!FileManager.default.fileExists(atPath: folder.journal + ".lock"))
    }

    @Test(arguments: [EventStore.Mode.read, .write])
    func `another program's database is refused and left alone`(mode: EventStore.Mode) throws {
        let queue = try DatabaseQueue(path: folder.journal)
        try queue.write { try $0.execute(sql: "CREATE TABLE users (id)") }
        try queue.close()
        let before = try Data(contentsOf: URL(fileURLWithPath: folder.journal))
        let error = journalError { _ = try folder.store(mode) }
        #expect(error?.code == .notRecognised)
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.journal)) == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 1)
    }

    @Test func `a journal of a newer version is refused`() throws {
        try folder.store().close()
        let queue = try DatabaseQueue(path: folder.journal)
        try queue.write { try $0.execute(sql: "PRAGMA user_version = 2") }
        try queue.close()
        #expect(journalError { _ = try folder.store() }?.code == .newer)
    }

    @Test func `an empty file is taken as a new journal, but not read as one`() throws {
        #expect(FileManager.default.createFile(atPath: folder.journal, contents: nil))
        #expect(journalError { _ = try folder.store(.read) }?.code == .notRecognised)
        #expect(try folder.store().append(Sample.events()).count == 6)
    }

    @Test func `a damaged file is reported as damaged`() throws {
        let store = try folder.store()
        for run in 1...40 {
            _ = try store.append(Sample.events(Int64(run)))
        }
        try store.close()
        var bytes = try Data(contentsOf: URL(fileURLWithPath: folder.journal))
        for offset in 4096..<bytes.count {
            bytes[offset] = 0xA5
        }
        try bytes.write(to: URL(fileURLWithPath: folder.journal))
        #expect(journalError { _ = try folder.store() }?.code == .corrupt)
    }

    @Test func `a changed last event is not continued`() throws {
        let store = try folder.store()
        _ = try store.append(Sample.events())
        try store.close()
        try folder.tamper("UPDATE event SET payload = '{}' WHERE seq = 6")
        #expect(journalError { _ = try folder.store() }?.code == .corrupt)
    }

    @Test func `a missing folder is named`() throws {
        let path = folder.path + "/none/x.journal"
        let error = journalError { _ = try EventStore(path: path, mode: .write) }
        #expect(error?.code == .openFailed)
        #expect(error?.hint?.contains("/none") == true)
    }
}

@Suite struct WriterLockTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func `fault 14: a second writer fails at once and names the first`() throws {
        let store = try folder.store()
        let error = journalError { _ = try folder.store() }
        #expect(error?.code == .locked)
        #expect(error?.message.contains("process \(getpid()) on ") == true)
        #expect(try store.append(Sample.events()).count == 6)
        try store.close()
        _ = try folder.store()
    }

    @Test func `a symbolic link to a journal leads to the same lock`() throws {
        let store = try folder.store()
        let link = folder.path + "/link.journal"
        try FileManager.default.createSymbolicLink(
            atPath: link,
            withDestinationPath: folder.journal
        )
        #expect(journalError { _ = try EventStore(path: link, mode: .write) }?.code == .locked)
        try store.close()
    }

    @Test func `fault 15: a lock file whose holder is dead is taken over`() throws {
        let file = folder.journal + ".lock"
        try "pid 1\nhost elsewhere\nstarted x\n".write(
            toFile: file,
            atomically: true,
            encoding: .utf8
        )
        try withExtendedLifetime(try folder.store()) {
            let text = try String(contentsOfFile: file, encoding: .utf8)
            #expect(text.hasPrefix("pid \(getpid())\nhost "))
        }
    }

    @Test func `the lock of a process that is killed is free`() throws {
        let store = try folder.store()
        try store.close()
        // flock(1) takes the same lock in a process of its own.
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/flock")
        process.arguments = [
            "--nonblock", "--no-fork", folder.journal + ".lock",
            "sh", "-c", "echo held; exec sleep 60",
        ]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        #expect(try output.fileHandleForReading.read(upToCount: 5) == Data("held\n".utf8))
        #expect(journalError { _ = try folder.store() }?.code == .locked)
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        _ = try folder.store()
    }
}

import Glibc

/// The process that writes a journal, as its lock file names it.
package struct LockHolder: Sendable, Equatable {
    package let processID: Int32
    package let host: String
    /// When it took the lock, as text.
    package let startedAt: String
}

/// The right to write a journal, held until ``release()``, `deinit` or the process's end.
///
/// An exclusive `flock` on `<journal>.lock`. The kernel drops it with the process, so a file left
/// by a dead one is taken over; the file is never removed, for removing it would let two processes
/// lock two files of one name. `flock` does not reach other hosts on every network file system:
/// there the lock in the target decides.
///
/// `@unchecked Sendable`: `descriptor` is written by `init`, `release` and `deinit` only, and the
/// store calls `release` under its own lock.
package final class WriterLock: @unchecked Sendable {
    /// The lock file.
    package let path: String
    private var descriptor: Int32

    /// Takes the lock of the journal at `journalPath`, without waiting.
    ///
    /// - Parameters:
    ///   - journalPath: The journal's real path: two names of one journal must not get two locks.
    ///   - startedAt: The time to write into the file.
    /// - Throws: ``JournalError`` with code `journal-locked`, naming the holder, or
    ///   `journal-open-failed`.
    ///
    /// The corresponding system call is `flock(2)`.
    package init(journalPath: String, startedAt: UTCTimestamp) throws(JournalError) {
        path = journalPath + ".lock"
        // O_NOFOLLOW: the file is truncated, so a planted link must not lead elsewhere.
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw JournalFile.failure("could not open the lock file \(path)", errno: errno)
        }
        var result: Int32
        var attempt = 0
        repeat {
            // Whoever asks for the holder has a shared lock for an instant.
            if attempt > 0 { usleep(10_000) }
            attempt += 1
            result = flock(descriptor, LOCK_EX | LOCK_NB)
        } while result != 0 && (errno == EINTR || (errno == EWOULDBLOCK && attempt < 5))
        guard result == 0 else {
            let cause = errno
            let holder = WriterLock.holder(descriptor)
            close(descriptor)
            descriptor = -1
            if cause == EWOULDBLOCK {
                throw WriterLock.locked(journalPath: journalPath, holder: holder)
            }
            throw JournalFile.failure("could not lock \(path)", errno: cause)
        }
        do {
            try writeHolder(startedAt: startedAt)
        } catch {
            release()
            throw error
        }
    }

    deinit {
        release()
    }

    /// Gives the lock back; a second call does nothing.
    package func release() {
        guard descriptor >= 0 else {
            return
        }
        // A program that is being started at this moment holds a copy of the descriptor until its
        // own code runs, so closing this one alone need not drop the lock. There is nothing to do
        // about a failure of either.
        flock(descriptor, LOCK_UN)
        close(descriptor)
        descriptor = -1
    }

    /// The process that writes a journal at this moment.
    ///
    /// - Parameter journalPath: The journal's real path.
    /// - Returns: The process; nil when none writes it.
    /// - Throws: ``JournalError`` with code `journal-open-failed` when the lock file cannot be
    ///   read.
    package static func currentHolder(journalPath: String) throws(JournalError) -> LockHolder? {
        let path = journalPath + ".lock"
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw JournalFile.failure("could not open the lock file \(path)", errno: errno)
        }
        // Closing the descriptor gives the shared lock back.
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_SH | LOCK_NB) != 0, errno == EWOULDBLOCK else { return nil }
        return holder(descriptor) ?? LockHolder(processID: 0, host: "", startedAt: "")
    }

    private func writeHolder(startedAt: UTCTimestamp) throws(JournalError) {
        var name = [CChar](repeating: 0, count: 256)
        gethostname(&name, name.count - 1)
        let host = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
        let text = Array("pid \(getpid())\nhost \(host)\nstarted \(startedAt.text)\n".utf8)
        guard fchmod(descriptor, 0o600) == 0, ftruncate(descriptor, 0) == 0,
            pwrite(descriptor, text, text.count, 0) == text.count
        else {
            throw JournalFile.failure("could not write the lock file \(path)", errno: errno)
        }
    }

    private static func holder(_ descriptor: Int32) -> LockHolder? {
        var bytes = [UInt8](repeating: 0, count: 1024)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        var fields: [Substring: Substring] = [:]
        let text = String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1)
            if parts.count == 2 {
                fields[parts[0]] = parts[1]
            }
        }
        guard let processID = fields["pid"].flatMap({ Int32($0) }), let host = fields["host"] else {
            return nil
        }
        return LockHolder(
            processID: processID,
            host: String(host),
            startedAt: String(fields["started"] ?? "")
        )
    }

    private static func locked(journalPath: String, holder: LockHolder?) -> JournalError {
        let who = holder.map { "process \($0.processID) on \($0.host)" } ?? "another process"
        let since = holder.map { ", since \($0.startedAt)" } ?? ""
        return JournalError(
            .locked,
            "could not open the journal \(journalPath) for writing: \(who) holds it",
            detail: "lock \(journalPath).lock\(since)",
            hint: "Wait for that process to end, stop it, or name another file with `--journal`."
        )
    }
}

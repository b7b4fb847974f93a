import Foundation

/// An exclusive `flock` on a file, held until this object or the process goes.
package final class FileLock: Sendable {
    private let descriptor: Int32

    /// Creates the file if need be and takes the lock.
    package init(_ path: String) throws {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw TestSupportError(
                "could not lock \(path)",
                detail: String(cString: strerror(errno))
            )
        }
    }

    deinit { close(descriptor) }
}

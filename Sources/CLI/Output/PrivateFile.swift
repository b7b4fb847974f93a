import Foundation

/// A file that only its owner can read, from its first byte on, and that is there whole or not at
/// all.
struct PrivateFile {
    private let descriptor: Int32
    private let path: String
    private var pending: [UInt8] = []

    private static let pendingCountMax = 1 << 20

    /// Writes what `body` adds to a file, replacing it.
    ///
    /// What is there and is no file (a device, a pipe) is written to, not replaced; a link is
    /// followed.
    ///
    /// - Throws: ``OutputError``, or what `body` throws; the old file is then as it was.
    static func write(to path: String, _ body: (inout PrivateFile) throws -> Void) throws {
        try JSONText.checkWritable(path)
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        guard JSONText.isFile(target) else {
            var file = try PrivateFile(target, flags: O_WRONLY, path: path)
            defer { close(file.descriptor) }
            try body(&file)
            try file.flush()
            return
        }
        let draft = "\(target).\(getpid()).part"
        var file = try PrivateFile(draft, flags: O_WRONLY | O_CREAT | O_EXCL | O_TRUNC, path: path)
        do {
            defer { close(file.descriptor) }
            try body(&file)
            try file.flush()
            guard fsync(file.descriptor) == 0 else { throw file.failure() }
        } catch {
            unlink(draft)
            throw error
        }
        guard rename(draft, target) == 0 else {
            let failure = file.failure()
            unlink(draft)
            throw failure
        }
    }

    private init(_ name: String, flags: Int32, path: String) throws {
        self.path = path
        descriptor = open(name, flags | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure() }
    }

    /// Adds text.
    mutating func add(_ text: String) throws {
        pending.append(contentsOf: text.utf8)
        if pending.count >= PrivateFile.pendingCountMax { try flush() }
    }

    private mutating func flush() throws {
        var rest = pending[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw failure() }
            rest = rest.dropFirst(count)
        }
        pending.removeAll(keepingCapacity: true)
    }

    /// What the last call of the system says.
    private func failure() -> OutputError {
        OutputError(path: path, underlying: POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO))
    }
}

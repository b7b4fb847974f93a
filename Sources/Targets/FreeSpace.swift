import Foundation

/// The space that is left on the disk of a path.
package enum FreeSpace {
    /// Bytes that an ordinary user may still write where `path` is or would be; nil when that is
    /// not known.
    ///
    /// The corresponding system call is `statvfs(3)`.
    package static func byteCount(at path: String) -> Int64? {
        var status = statvfs()
        let url = URL(fileURLWithPath: path)
        for candidate in [url.path, url.deletingLastPathComponent().path]
        where statvfs(candidate, &status) == 0 {
            return Int64(clamping: UInt64(status.f_bavail) * UInt64(status.f_frsize))
        }
        return nil
    }

    /// Judges the space for `neededByteCount` bytes on the disk of `path`.
    package static func finding(
        _ subject: String,
        path: String,
        neededByteCount: Int64
    ) -> Finding {
        guard let free = byteCount(at: path) else {
            return Finding(subject, .warning, "the free space at \(path) is not known")
        }
        let text = "\(free / 1_000_000) MB are free at \(path)"
        guard free < neededByteCount else { return Finding(subject, .ok, text) }
        return Finding(
            subject,
            .failed,
            "\(text), a run needs about \(max(1, neededByteCount / 1_000_000)) MB",
            hint: "Free space there, or use another place."
        )
    }
}

import Glibc

/// The journal's files: where they are, and that only their owner reads them.
enum JournalFile {
    /// The absolute path of `path` without symbolic links, whether or not the file exists.
    ///
    /// - Throws: ``JournalError`` with code `journal-open-failed` when its folder does not exist.
    static func resolve(_ path: String) throws(JournalError) -> String {
        if let existing = realPath(path) {
            return existing
        }
        let slash = path.lastIndex(of: "/")
        let name = slash.map { path[path.index(after: $0)...] } ?? path[...]
        let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        guard !name.isEmpty, name != ".", name != ".." else {
            throw JournalError(.openFailed, "cannot use `\(path)` as a journal: it names no file")
        }
        guard let parent = realPath(folder) else {
            throw failure(
                "could not open the journal \(path)",
                errno: errno,
                hint: "Make the folder \(folder), or name another file with `--journal`."
            )
        }
        return parent == "/" ? "/" + name : parent + "/" + name
    }

    /// Whether anything is at `path`.
    static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }

    /// Makes an empty file of mode 0600, before SQLite could make it with the process's mask.
    ///
    /// SQLite gives -wal and -shm the mode of the database file.
    static func create(_ path: String) throws(JournalError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw failure(
                "could not create the journal \(path)",
                errno: errno,
                hint: "Check that its folder may be written, or name another file with `--journal`."
            )
        }
        // Safe for SQLite's locks, which closing any descriptor of a file drops: the file is new.
        close(descriptor)
    }

    /// Sets mode 0600 on the database and the files SQLite keeps beside it.
    ///
    /// By name, not by descriptor: closing one would drop SQLite's locks in this process.
    static func restrict(_ path: String) throws(JournalError) {
        for file in [path, path + "-wal", path + "-shm"] {
            guard chmod(file, 0o600) != 0, errno != ENOENT else {
                continue
            }
            throw failure("could not set mode 0600 on \(file)", errno: errno)
        }
    }

    /// The error for a failed system call.
    static func failure(
        _ message: String,
        errno code: Int32,
        hint: String? = nil
    ) -> JournalError {
        JournalError(
            .openFailed,
            message,
            detail: "errno \(code): \(String(cString: strerror(code)))",
            hint: hint
        )
    }

    private static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else {
            return nil
        }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}

import GRDB

extension JournalError {
    /// The error for a failure of SQLite while the journal at `path` was being opened.
    static func opening(_ error: any Error, path: String) -> JournalError {
        if let known = error as? JournalError {
            return known
        }
        switch (error as? DatabaseError)?.resultCode {
        case .SQLITE_NOTADB:
            return notRecognised(path: path, found: "the file is no SQLite database")
        case .SQLITE_CORRUPT:
            return damaged(error, path: path)
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return busy(error, path: path)
        default:
            return JournalError(
                .openFailed,
                "could not open the journal \(path)",
                detail: facts(error),
                underlying: error
            )
        }
    }

    /// The error for a failed query on the journal at `path`.
    static func reading(_ error: any Error, path: String) -> JournalError {
        if let known = error as? JournalError {
            return known
        }
        switch (error as? DatabaseError)?.resultCode {
        case .SQLITE_NOTADB, .SQLITE_CORRUPT:
            return damaged(error, path: path)
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return busy(error, path: path)
        default:
            return JournalError(
                .readFailed,
                "could not read the journal \(path)",
                detail: facts(error),
                underlying: error
            )
        }
    }

    /// The error for a failed append to the journal at `path`.
    ///
    /// A full disk gets a hint of its own; anything but a busy database is final for the store.
    static func writing(_ error: any Error, path: String) -> JournalError {
        if let known = error as? JournalError {
            return known
        }
        let isFull = (error as? DatabaseError)?.resultCode == .SQLITE_FULL
        return JournalError(
            .writeFailed,
            "could not write to the journal \(path)",
            detail: facts(error),
            hint: isFull
                ? "Free space on the journal's disk, then try again."
                : "Check the journal's disk, then try again.",
            underlying: error
        )
    }

    /// The command that looks for changes in the journal.
    static let verify = ["audit", "verify"]

    /// The command that makes a new journal and keeps the old file under another name.
    static let rebuild = ["journal", "rebuild", "--set-aside"]

    /// The error for a file that is not a journal.
    static func notRecognised(path: String, found: String) -> JournalError {
        JournalError(
            .notRecognised,
            "cannot use \(path) as a journal",
            detail: found,
            hint: "Name another file with `--journal`."
        )
    }

    /// The error for a database that SQLite could not lock in time.
    static func busy(_ error: any Error, path: String) -> JournalError {
        JournalError(
            .busy,
            "could not lock the journal \(path)",
            detail: facts(error),
            hint: "Close other programs that have the file open, then try again.",
            underlying: error
        )
    }

    private static func damaged(_ error: any Error, path: String) -> JournalError {
        JournalError(
            .corrupt,
            "could not read the journal \(path): the file is damaged",
            detail: facts(error),
            hint: "Restore a copy, or rebuild the journal from the ledger in the target.",
            underlying: error,
            command: rebuild
        )
    }

    // The statement's arguments are left out: a payload may hold a profile.
    private static func facts(_ error: any Error) -> String {
        guard let error = error as? DatabaseError else {
            return "\(error)"
        }
        let code = "SQLite \(error.extendedResultCode.rawValue)"
        return error.message.map { "\(code): \($0)" } ?? code
    }
}

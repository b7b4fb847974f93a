import GRDB

/// What a SQLite error means for a run.
enum SQLiteFailure {
    /// Runs a body and turns what GRDB throws into a ``TargetError``.
    static func catching<Result>(
        _ path: String,
        _ body: () throws -> Result
    ) throws(TargetError)
        -> Result
    {
        do {
            return try body()
        } catch let error as TargetError {
            throw error
        } catch let error as DatabaseError {
            throw SQLiteFailure.error(
                error.resultCode,
                error.extendedResultCode,
                message: error.message,
                at: path
            )
        } catch {
            throw TargetError(
                code: "target-failure",
                message: "could not work on \(path)",
                detail: String(describing: error)
            )
        }
    }

    /// The error of a result code.
    static func error(
        _ code: ResultCode,
        _ extended: ResultCode,
        message: String?,
        at path: String
    ) -> TargetError {
        // SQLite's messages name columns and tables, never values.
        let facts = "SQLite error \(extended.rawValue): \(message ?? "unknown")"
        switch code {
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return TargetError(
                code: "target-locked",
                message: "could not write to \(path): another process holds its lock",
                detail: facts,
                hint: "Wait for the other process, or stop it; then run the command again.",
                category: .transient
            )
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH:
            return TargetError(
                code: "permission-denied",
                message: "could not open \(path) for writing",
                detail: facts,
                hint:
                    "Check that the folder exists and that you may write to it and to the file; "
                    + "a path from the root takes four slashes, sqlite:////folder/file.db."
            )
        case .SQLITE_NOTADB, .SQLITE_CORRUPT:
            return TargetError(
                code: "not-a-database",
                message: "could not read \(path): it is not a sound SQLite database",
                detail: facts,
                hint:
                    "Give another file with --target sqlite:///PATH; one that was restored from "
                    + "a copy must not stand beside the log of what it replaces (PATH-wal)."
            )
        case .SQLITE_FULL:
            return TargetError(
                code: "target-disk-full",
                message: "could not go on: the target's disk is full",
                detail: facts,
                hint: "Free space on the disk, then try again."
            )
        case .SQLITE_CONSTRAINT: return refusal(extended, facts: facts)
        default:
            return TargetError(
                code: "target-failure",
                message: "could not run a statement on \(path)",
                detail: facts
            )
        }
    }

    /// The error of a row that the database refused.
    private static func refusal(_ extended: ResultCode, facts: String) -> TargetError {
        switch extended {
        case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY:
            TargetError(
                code: "key-collision",
                message: "could not commit a batch: a key is in the target already",
                detail: facts,
                hint: "The same seed may have been generated here before; give another --seed, "
                    + "or clean the other run up first."
            )
        case .SQLITE_CONSTRAINT_TRIGGER:
            TargetError(
                code: "trigger-refused",
                message: "could not go on: a trigger of the target refused",
                detail: facts,
                hint: "The database's own trigger raised the error. Change or drop it."
            )
        default:
            TargetError(
                code: "constraint-violation",
                message: "could not commit a batch: the target refused a row",
                detail: facts,
                hint: "This is a mistake in gatefill or an unknown schema version; please report "
                    + "it."
            )
        }
    }
}

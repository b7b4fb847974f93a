import GRDB

/// The tables of a journal file, and how such a file is recognised.
enum JournalSchema {
    /// `GFJL`, in the SQLite header.
    static let applicationID: Int64 = 0x4746_4A4C
    /// The version of the tables; a change that older versions cannot read raises it.
    static let version: Int64 = 1

    /// What a database is.
    enum Recognition: Equatable {
        /// Nothing in it: a new file, or one whose creation was interrupted.
        case empty
        case journal
    }

    /// Tells whether a database is a journal that this version reads.
    ///
    /// - Throws: ``JournalError`` with code `journal-not-recognised` or `journal-newer`, or
    ///   SQLite's error.
    static func recognise(_ database: Database, path: String) throws -> Recognition {
        let id = try Int64.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        let found = try Int64.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        let tableCount = try Int64.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master")
        if id == 0, tableCount == 0 {
            return .empty
        }
        guard id == applicationID else {
            throw JournalError.notRecognised(
                path: path,
                found: "it is a SQLite database of another program (application id \(id))"
            )
        }
        guard found <= version else {
            throw JournalError(
                .newer,
                "cannot use the journal \(path): a newer gatefill wrote it",
                detail: "its version is \(found), this gatefill reads up to \(version)",
                hint: "Use the newer version, or name another file with `--journal`."
            )
        }
        return .journal
    }

    /// Makes the tables of a new journal, in the caller's transaction.
    static func create(_ database: Database) throws {
        try database.execute(sql: events)
        try database.execute(sql: projections)
        try database.execute(sql: "PRAGMA application_id = \(applicationID)")
        try database.execute(sql: "PRAGMA user_version = \(version)")
    }

    /// The table that everything else is derived from.
    static let events = """
        CREATE TABLE event (
            seq        INTEGER PRIMARY KEY,
            run_id     INTEGER NOT NULL,
            at_utc     TEXT    NOT NULL,
            kind       TEXT    NOT NULL,
            table_name TEXT,
            batch      INTEGER,
            payload    TEXT    NOT NULL,
            prev_hash  BLOB    NOT NULL CHECK (length(prev_hash) = 32),
            hash       BLOB    NOT NULL CHECK (length(hash) = 32)
        ) STRICT;
        CREATE TRIGGER event_is_never_updated BEFORE UPDATE ON event
        BEGIN SELECT RAISE(ABORT, 'journal events are never updated'); END;
        CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
        BEGIN SELECT RAISE(ABORT, 'journal events are never deleted'); END;
        """

    /// The tables that events are folded into; see ``Projector``.
    static let projections = """
        CREATE TABLE run (
            id                INTEGER PRIMARY KEY,
            uid               TEXT    NOT NULL,
            state             TEXT    NOT NULL,
            profile_name      TEXT    NOT NULL,
            plan_digest       TEXT    NOT NULL,
            generator_version TEXT    NOT NULL,
            batch_size        INTEGER NOT NULL,
            target            TEXT    NOT NULL,
            epoch             INTEGER NOT NULL,
            created_at        TEXT    NOT NULL,
            updated_at        TEXT    NOT NULL,
            first_seq         INTEGER NOT NULL,
            last_seq          INTEGER NOT NULL,
            bound_seq         INTEGER,
            row_total         INTEGER NOT NULL,
            batch_total       INTEGER NOT NULL,
            rows_committed    INTEGER NOT NULL,
            batches_committed INTEGER NOT NULL,
            batches_deleted   INTEGER NOT NULL,
            rows_deleted      INTEGER NOT NULL,
            rows_gone         INTEGER NOT NULL,
            rows_kept         INTEGER NOT NULL,
            duration_us       INTEGER NOT NULL,
            cause_code        TEXT,
            cause_message     TEXT,
            is_verified       INTEGER
        ) STRICT;
        CREATE TABLE batch (
            run_id        INTEGER NOT NULL,
            number        INTEGER NOT NULL,
            table_name    TEXT    NOT NULL,
            first_row     INTEGER NOT NULL,
            row_count     INTEGER NOT NULL,
            state         INTEGER NOT NULL,
            attempt       INTEGER NOT NULL,
            epoch         INTEGER NOT NULL,
            digest        TEXT,
            duration_us   INTEGER NOT NULL,
            deleted_count INTEGER NOT NULL,
            gone_count    INTEGER NOT NULL,
            kept_count    INTEGER NOT NULL,
            PRIMARY KEY (run_id, number)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE reservation (
            run_id      INTEGER NOT NULL,
            table_name  TEXT    NOT NULL,
            column_name TEXT    NOT NULL,
            first_id    INTEGER NOT NULL,
            id_count    INTEGER NOT NULL,
            seq         INTEGER NOT NULL,
            PRIMARY KEY (run_id, table_name, column_name)
        ) STRICT;
        CREATE TABLE suspension (
            run_id     INTEGER NOT NULL,
            table_name TEXT    NOT NULL,
            object     TEXT    NOT NULL,
            name       TEXT    NOT NULL,
            definition TEXT    NOT NULL,
            seq        INTEGER NOT NULL,
            PRIMARY KEY (run_id, table_name, object, name)
        ) STRICT;
        """

    /// The projections, each with the columns that order it.
    static let projectionTables = [
        (name: "run", key: "id"),
        (name: "batch", key: "run_id, number"),
        (name: "reservation", key: "run_id, table_name, column_name"),
        (name: "suspension", key: "run_id, table_name, object, name"),
    ]
}

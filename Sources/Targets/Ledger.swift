/// The tables that gatefill keeps inside the target: which runs write to it, and which batches they
/// have committed.
///
/// A batch's row is written in the batch's own transaction, so the ledger is the truth about
/// what is in the target; the journal is only a record of it.
package enum Ledger {
    /// The schema in PostgreSQL.
    package static let schemaDefault = "gatefill"
    /// The comment on a schema in PostgreSQL that gatefill has made.
    static let schemaComment = "gatefill: which runs have written here"
    /// What precedes the tables' names in SQLite.
    static let prefix = "gatefill_"
    /// Version of the ledger's own tables.
    ///
    /// 2 added what a lost journal is rebuilt from (`run.record`) and the journal's head by which a
    /// cut or exchanged journal is found out (`batch.journal_seq`, `batch.journal_hash`).
    static let version: Int64 = 2

    /// The statements that create it, in the dialect that both databases share; `table` spells a
    /// table's name for the database.
    static func creationStatements(_ table: (String) -> String) -> [String] {
        [
            """
            CREATE TABLE IF NOT EXISTS \(table("target")) (
                target_uid TEXT NOT NULL PRIMARY KEY,
                version INTEGER NOT NULL
            )
            """,
            """
            CREATE TABLE IF NOT EXISTS \(table("run")) (
                run_uid TEXT NOT NULL PRIMARY KEY,
                plan_digest TEXT NOT NULL,
                epoch BIGINT NOT NULL,
                record TEXT
            )
            """,
            """
            CREATE TABLE IF NOT EXISTS \(table("batch")) (
                run_uid TEXT NOT NULL,
                batch_number BIGINT NOT NULL,
                table_name TEXT NOT NULL,
                first_row BIGINT NOT NULL,
                row_count BIGINT NOT NULL,
                epoch BIGINT NOT NULL,
                attempt INTEGER NOT NULL,
                committed_at TEXT NOT NULL,
                journal_seq BIGINT,
                journal_hash TEXT,
                PRIMARY KEY (run_uid, batch_number)
            )
            """,
        ]
    }

    /// The statements that bring a ledger of version `found` to this version; none when it has it.
    ///
    /// - Throws: ``TargetError`` `ledger-newer` when a newer gatefill made it.
    static func upgradeStatements(
        from found: Int64,
        _ table: (String) -> String
    ) throws(TargetError) -> [String] {
        guard found <= version else {
            throw TargetError(
                code: "ledger-newer",
                message: "could not use the target: a newer gatefill has written to it",
                detail: "its ledger has version \(found), this gatefill knows up to \(version)",
                hint: "Use the newer gatefill, or another ledger with --ledger-schema."
            )
        }
        guard found < 2 else { return [] }
        return [
            "ALTER TABLE \(table("run")) ADD COLUMN record TEXT",
            "ALTER TABLE \(table("batch")) ADD COLUMN journal_seq BIGINT",
            "ALTER TABLE \(table("batch")) ADD COLUMN journal_hash TEXT",
            "UPDATE \(table("target")) SET version = \(version)",
        ]
    }

    /// The runner was replaced: its epoch is no longer in force.
    static func fenced(runUID: String, epoch: Int64) -> TargetError {
        TargetError(
            code: "runner-replaced",
            message: "could not commit a batch: another runner has taken over the run",
            detail: "run \(runUID), epoch \(epoch) is no longer in force in the target",
            hint: "Leave the run to the other runner.",
            category: .fenced,
            command: ["status"]
        )
    }

    /// A resumed run is not in the target's ledger.
    static func unknownRun(_ uid: String) -> TargetError {
        TargetError(
            code: "target-identity",
            message: "could not resume: this target has never seen the run",
            detail: "its ledger has no run \(uid); the database was recreated, or is another one",
            hint: "Point --target at the database that the run was started on, or generate afresh."
        )
    }

    /// A resumed run has another plan in the target's ledger.
    static func otherPlan(expected: String, found: String) -> TargetError {
        TargetError(
            code: "target-identity",
            message: "could not resume: the target's ledger holds another plan for the run",
            detail: "expected plan \(expected.prefix(12)), found \(found.prefix(12))",
            hint: "Use the journal that the run was started with."
        )
    }
}

import GRDB
import Testing

@testable import Targets

@Suite struct SQLiteFailureTests {
    @Test(
        arguments: [
            (.SQLITE_BUSY, "target-locked", .transient),
            (.SQLITE_BUSY_SNAPSHOT, "target-locked", .transient),
            (.SQLITE_LOCKED, "target-locked", .transient),
            (.SQLITE_CANTOPEN, "permission-denied", .definite),
            (.SQLITE_PERM, "permission-denied", .definite),
            (.SQLITE_READONLY, "permission-denied", .definite),
            (.SQLITE_READONLY_DIRECTORY, "permission-denied", .definite),
            (.SQLITE_NOTADB, "not-a-database", .definite),
            (.SQLITE_CORRUPT, "not-a-database", .definite),
            (.SQLITE_FULL, "target-disk-full", .definite),
            (.SQLITE_CONSTRAINT_UNIQUE, "key-collision", .definite),
            (.SQLITE_CONSTRAINT_PRIMARYKEY, "key-collision", .definite),
            (.SQLITE_CONSTRAINT_NOTNULL, "constraint-violation", .definite),
            (.SQLITE_CONSTRAINT_CHECK, "constraint-violation", .definite),
            (.SQLITE_CONSTRAINT_FOREIGNKEY, "constraint-violation", .definite),
            (.SQLITE_IOERR, "target-failure", .definite),
            (.SQLITE_ERROR, "target-failure", .definite),
        ] as [(ResultCode, String, TargetError.Category)]
    )
    func `a result code has its code and says whether to try again`(
        result: ResultCode,
        code: String,
        category: TargetError.Category
    ) {
        let error = SQLiteFailure.error(
            result.primaryResultCode,
            result,
            message: "text",
            at: "/data/mcp.db"
        )
        #expect(error.code == code)
        #expect(error.category == category)
        #expect(error.detail == "SQLite error \(result.rawValue): text")
    }

    @Test func `an error of the product's own passes unchanged`() throws {
        let error = try targetError {
            try SQLiteFailure.catching("/data/mcp.db") { throw Ledger.unknownRun("uid") }
        }
        #expect(error.code == "target-identity")
    }

    @Test func `an error of another kind is named with the file`() throws {
        struct Odd: Error {}
        let error = try targetError { try SQLiteFailure.catching("/data/mcp.db") { throw Odd() } }
        #expect(
            error.description == """
                error[target-failure]: could not work on /data/mcp.db
                  detail: Odd()
                """
        )
    }
}

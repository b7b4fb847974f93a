import Testing

@testable import Targets

@Suite struct PostgresFailureTests {
    @Test(
        arguments: [
            ("40001", "target-failure", .transient),
            ("40P01", "target-failure", .transient),
            ("53300", "target-failure", .transient),
            ("55P03", "target-locked", .transient),
            ("57P01", "server-unavailable", .transient),
            ("57P02", "server-unavailable", .transient),
            ("57P03", "server-unavailable", .transient),
            ("08000", "target-failure", .transient),
            ("08006", "target-failure", .transient),
            ("08P01", "target-failure", .transient),
            ("42501", "permission-denied", .definite),
            ("23505", "key-collision", .definite),
            ("23502", "constraint-violation", .definite),
            ("23503", "constraint-violation", .definite),
            ("23514", "constraint-violation", .definite),
            ("53100", "target-disk-full", .definite),
            ("53200", "target-failure", .definite),
            ("25006", "target-read-only", .definite),
            ("57014", "statement-cancelled", .definite),
            ("22P02", "target-failure", .definite),
            ("42P01", "target-failure", .definite),
            ("40002", "target-failure", .definite),
            ("", "target-failure", .definite),
        ] as [(String, String, TargetError.Category)]
    )
    func `a SQLSTATE has its code and says whether to try again`(
        state: String,
        code: String,
        category: TargetError.Category
    ) {
        let error = PostgresFailure.error(
            sqlState: state,
            primary: "primary",
            table: nil,
            constraint: nil
        )
        #expect(error.code == code)
        #expect(error.category == category)
        #expect(error.detail == "SQLSTATE \(state): primary")
    }

    @Test func `the detail names table and constraint`() {
        let error = PostgresFailure.error(
            sqlState: "23505",
            primary: "duplicate key value violates unique constraint \"uq\"",
            table: "tools",
            constraint: "uq"
        )
        #expect(
            error.description == """
                error[key-collision]: could not commit a batch: a key is in the target already
                  detail: SQLSTATE 23505: duplicate key value violates unique constraint "uq", \
                table tools, constraint uq
                  hint: The same seed may have been generated here before; give another --seed, \
                or clean the other run up first.
                """
        )
    }
}

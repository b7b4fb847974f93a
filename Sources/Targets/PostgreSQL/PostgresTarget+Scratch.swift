extension PostgresTarget {
    /// How the names of scratch schemas begin; no other schema is ever dropped.
    private static let scratchPrefix = "gatefill_selftest_"

    /// Makes an empty schema for a self-test.
    ///
    /// - Precondition: The name begins with `gatefill_selftest_`.
    package func createScratchSchema(_ name: String) throws(TargetError) {
        checkScratchName(name)
        try connect().execute("CREATE SCHEMA \(SQLIdentifier.quoted(name))")
    }

    /// Drops a schema that a self-test has made, with all that is in it; does nothing if there is none.
    ///
    /// A killed runner's transaction may still be open: it is waited for.
    ///
    /// - Precondition: The name begins with `gatefill_selftest_`.
    package func dropScratchSchema(_ name: String) throws(TargetError) {
        checkScratchName(name)
        try connect().execute("DROP SCHEMA IF EXISTS \(SQLIdentifier.quoted(name)) CASCADE")
    }

    private func checkScratchName(_ name: String) {
        precondition(
            name.hasPrefix(PostgresTarget.scratchPrefix),
            "a schema that is no scratch schema was to be made or dropped"
        )
    }
}

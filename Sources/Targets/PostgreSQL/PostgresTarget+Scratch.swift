extension PostgresTarget {
    /// How the names of scratch schemas begin; no other schema is ever dropped.
    private static let scratchPrefixes = ["gatefill_selftest_", "gatefill_calibration_"]

    /// Makes an empty schema for a self-test or a calibration.
    ///
    /// - Precondition: The name begins with `gatefill_selftest_` or `gatefill_calibration_`.
    package func createScratchSchema(_ name: String) throws(TargetError) {
        try createScratchSchema(name, connect())
    }

    /// Makes an empty schema over a connection, in its transaction.
    func createScratchSchema(
        _ name: String,
        _ connection: PostgresConnection
    ) throws(TargetError) {
        checkScratchName(name)
        try connection.execute("CREATE SCHEMA \(SQLIdentifier.quoted(name))")
    }

    /// Drops a scratch schema with all that is in it; does nothing if there is none.
    ///
    /// A killed runner's transaction may still be open: it is waited for.
    ///
    /// - Precondition: The name begins with `gatefill_selftest_` or `gatefill_calibration_`.
    package func dropScratchSchema(_ name: String) throws(TargetError) {
        checkScratchName(name)
        try connect().execute("DROP SCHEMA IF EXISTS \(SQLIdentifier.quoted(name)) CASCADE")
    }

    private func checkScratchName(_ name: String) {
        precondition(
            PostgresTarget.scratchPrefixes.contains { name.hasPrefix($0) },
            "a schema that is no scratch schema was to be made or dropped"
        )
    }
}

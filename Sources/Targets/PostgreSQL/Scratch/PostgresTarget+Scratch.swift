extension PostgresTarget {
    /// How the names of scratch schemas begin; no other schema is ever dropped.
    private static let scratchPrefixes = ["gatefill_selftest_", "gatefill_calibration_"]

    /// Makes an empty schema for a self-test or a calibration.
    ///
    /// - Precondition: The name begins with `gatefill_selftest_` or `gatefill_calibration_`.
    package func createScratchSchema(_ name: String) throws(TargetError) {
        let connection = try connect()
        try connection.transaction { () throws(TargetError) in
            try createScratchSchema(name, connection)
        }
    }

    /// Makes an empty schema over a connection, in its transaction.
    func createScratchSchema(
        _ name: String,
        _ connection: PostgresConnection
    ) throws(TargetError) {
        PostgresTarget.checkScratchName(name)
        try connection.execute("CREATE SCHEMA \(SQLIdentifier.quoted(name))")
    }

    /// Drops a scratch schema with all that is in it; does nothing if there is none.
    ///
    /// It waits for the transaction of a killed runner that is still open.
    ///
    /// - Precondition: The name begins with `gatefill_selftest_` or `gatefill_calibration_`.
    package func dropScratchSchema(_ name: String) throws(TargetError) {
        PostgresTarget.checkScratchName(name)
        let connection = try connect()
        try connection.transaction { () throws(TargetError) in
            try connection.execute("DROP SCHEMA IF EXISTS \(SQLIdentifier.quoted(name)) CASCADE")
        }
    }

    /// The target whose tables are those of a scratch schema, with its ledger beside them.
    ///
    /// This is the one guard that what is meant for a scratch schema cannot reach the gateway's
    /// tables: the returned target names the scratch schema in every statement, and asks no
    /// session which schema is meant.
    ///
    /// - Precondition: The name begins with `gatefill_selftest_` or `gatefill_calibration_`.
    package func inScratchSchema(_ name: String) -> PostgresTarget {
        PostgresTarget.checkScratchName(name)
        return PostgresTarget(
            parameters,
            for: catalogue,
            schema: name,
            ledgerSchema: name,
            timeoutSeconds: timeoutSeconds
        )
    }

    /// Whether a schema may be filled and dropped at will.
    package static func isScratchName(_ name: String) -> Bool {
        scratchPrefixes.contains { name.hasPrefix($0) && name.count > $0.count }
    }

    private static func checkScratchName(_ name: String) {
        precondition(isScratchName(name), "`\(name)` is not the name of a scratch schema")
    }
}

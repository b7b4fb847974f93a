/// A kind of database, with the gateway's schema and no rows, that is filled again and again.
protocol LoadDatabase {
    /// Its name in the report.
    var name: String { get }

    /// Number of connections that load side by side.
    var connectionCount: Int { get }

    /// Has gatefill make the rows that the database's own means then have.
    ///
    /// This does not count: a server that was just started is slower than it is later.
    mutating func makeRows() async throws

    /// Has gatefill fill a new database.
    func measureGatefill(_ mode: LoadMode) async throws -> GatefillRun.Outcome

    /// Has the database's own means fill a new one with those rows.
    ///
    /// Returns seconds, from the first row to the statistics of the last table.
    func measureLimit(_ mode: LoadMode) async throws -> Double
}

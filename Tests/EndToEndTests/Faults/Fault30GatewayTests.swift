import Foundation
import TestSupport
import Testing

/// Fault 30: the real gateway is at work in the database that a run fills.
@Suite(.serialized) struct Fault30GatewayTests {
    @Test(arguments: TargetKind.allCases)
    func `fault 30: gateway and run write side by side, and a cleanup takes the run's rows alone`(
        kind: TargetKind
    ) async throws {
        let database = try await kind.makeGateway()
        let server = try await GatewayServer.start(
            on: database,
            settings: [
                // Each use is a row at once, with a key of the table that the run fills too.
                "METRICS_BUFFER_ENABLED": "false",
                "SSRF_PROTECTION_ENABLED": "false",
            ]
        )
        let writer = try await GatewayWriter(on: server)
        try await writer.waitForRound()

        // Hundreds of transactions, in between which the gateway gets its turn.
        var generation = try Generation(into: database)
        generation.batchSize = 100
        let before = writer.madeRows().count
        try await generation.run()
        let during = writer.madeRows().dropFirst(before)
        try await writer.waitForRound()
        let made = try await writer.stop()
        let log = try await server.stop()
        #expect(Set(during.map(\.table)) == Set(GatewayWriter.tables), "they did not overlap")
        #expect(log.rowErrors == [])

        let filled = try await WholeDatabase(database)
        try await generation.gatefill([
            "verify", "--journal", "run.journal", "--checks", "content",
        ]).requireSuccess("gatefill verify")
        let result = try await generation.gatefill([
            "cleanup", "--journal", "run.journal", "--confirm", "--json",
        ]).requireSuccess("gatefill cleanup")
        let figures = try CleanupFigures(result)
        let planned = try await generation.plannedCounts().values.reduce(0, +)
        #expect(figures.generated == planned && figures.deleted == planned)
        #expect(figures.kept == 0 && figures.alreadyGone == 0)

        // What is left is as it was, and no more is gone than was generated.
        let left = try await WholeDatabase(database)
        let deleted = Dictionary(
            uniqueKeysWithValues: figures.tables.map { ($0.table, $0.deleted) }
        )
        for (table, rows) in filled.tables where !table.contains("gatefill") {
            let name = table.split(separator: ".").last.map(String.init) ?? table
            let now = left.tables[table] ?? []
            #expect(Set(now).isSubset(of: rows), "\(table)")
            #expect(rows.count - now.count == deleted[name, default: 0], "\(table)")
        }
        try await expectPresent(made, in: database)
    }

    /// Expects every row that the gateway made.
    private func expectPresent(
        _ made: [GatewayWriter.MadeRow],
        in database: any TestDatabase
    ) async throws {
        for (table, rows) in Dictionary(grouping: made, by: \.table) {
            let column = table == "email_users" ? "email" : "id"
            let found = try await database.rows("SELECT \(column) FROM \(table)")
            let keys = Set(found.compactMap { $0[0] })
            #expect(keys.isSuperset(of: rows.compactMap(\.key)), "\(table)")
            if rows[0].key == nil { #expect(found.count == rows.count, "\(table)") }
        }
    }
}

import Foundation
import TestSupport
import Testing

/// A server that has fewer connections left than there are workers.
@Suite struct ConnectionLimitTests {
    @Test(arguments: [1, 2])
    func `four workers load, verify and clean up with the connections that there are`(
        connectionCount: Int
    ) async throws {
        let database = try await GatewayInstallation.makePostgres()
        var generation = try Generation(into: database)
        generation.batchSize = 200
        generation.workers = 4
        let before = try await WholeDatabase(database)
        try await database.execute(
            "ALTER DATABASE \(database.name) CONNECTION LIMIT \(connectionCount)"
        )
        try await generation.run()
        let report = try JSONDecoder().decode(
            Retries.self,
            from: Data(contentsOf: URL(fileURLWithPath: generation.folder.file("report.json")))
        )
        #expect(report.retries > 0)
        let cleaned = try await generation.gatefill([
            "cleanup", "--confirm", "--workers", "4", "--journal", "run.journal", "--target",
            database.url,
        ]).requireSuccess("gatefill cleanup")
        #expect(cleaned.standardOutput.contains("the ledger is gone"))
        #expect(try await WholeDatabase(database).differences(from: before) == [])
    }

    /// What the report says of attempts that failed.
    private struct Retries: Decodable {
        let retries: Int
    }
}

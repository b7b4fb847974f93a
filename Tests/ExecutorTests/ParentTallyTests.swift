import ContextForge
import Foundation
import GRDB
import Rows
import Targets
import TestSupport
import Testing

@testable import Executor

@Suite struct ParentTallyTests {
    private static let keys = [
        "0190c7a1f2b34c5d8e9f0a1b2c3d4e5f", "0190c7a1f2b34c5d8e9f0a1b2c3d4e60",
        "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "william.campbell@loadtest.example.com",
        "william.campbell2@loadtest.example.com", "a.b@c.example.org",
    ]

    private static let checksums: [KeyChecksum] = [.address, .identifier]

    private func value(_ checksum: KeyChecksum, _ key: String) -> Int64 {
        Array(key.utf8).withUnsafeBytes { checksum.value($0) }
    }

    @Test(arguments: checksums, keys)
    func `a key has the same checksum in SQLite as in the plan`(
        checksum: KeyChecksum,
        key: String
    ) throws {
        let sql = "SELECT \(checksum.sql("'\(key)'", .sqlite))"
        let found = try DatabaseQueue().read { try Int64.fetchOne($0, sql: sql) }
        #expect(found == value(checksum, key))
    }

    @Test(arguments: checksums)
    func `a key has the same checksum in PostgreSQL as in the plan`(
        checksum: KeyChecksum
    ) async throws {
        let database = try await PostgresCluster.shared().createDatabase()
        for key in Self.keys {
            let sql = "SELECT \(checksum.sql("'\(key)'::text", .postgres))"
            #expect(Int64(try await database.integer(sql)) == value(checksum, key))
        }
    }

    @Test func `addresses that differ in a character have other checksums`() {
        let addresses =
            (1...999).map { "user\($0)@example.com" }
            + (1...99).map { "mary.smith\($0)@example.com" }
            + ["mary.smith@example.com", "mark.smith@example.com", "mary.smyth@example.com"]
        #expect(Set(addresses.map { value(.address, $0) }).count == addresses.count)
    }

    private let planned = ParentTally([["1", "2", "30"], ["5", "1", "7"]])

    /// What was found, and how it differs.
    private static let differences: [([[String]], ParentTally.Difference)] = [
        ([["1", "2", "30"], ["5", "1", "7"]], .none),
        // Two parents have swapped their numbers of rows.
        ([["1", "2", "29"], ["5", "1", "8"]], .misplaced(1)),
        // A row has moved to another parent.
        ([["1", "1", "20"], ["2", "1", "10"], ["4", "1", "7"]], .misplaced(1)),
        // A row is missing, or there is one too many.
        ([["1", "2", "30"], ["4", "1", "7"]], .rowCount),
        ([["1", "2", "30"], ["6", "1", "7"]], .rowCount),
        // A row is missing, and three have moved.
        ([["1", "1", "20"], ["4", "2", "17"]], .misplaced(1)),
    ]

    @Test(arguments: differences)
    func `moved rows are told from missing ones`(
        found: [[String]],
        difference: ParentTally.Difference
    ) {
        #expect(ParentTally(found).difference(from: planned) == difference)
    }
}

import Dataset
import Foundation
import GRDB
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

    private func weight(_ key: String) -> Int64 {
        Array(key.utf8).withUnsafeBytes { KeyWeight.value($0) }
    }

    @Test(arguments: keys)
    func `a key weighs the same in SQLite as in the plan`(key: String) throws {
        let sql = "SELECT \(KeyWeight.sql("'\(key)'", .sqlite))"
        let found = try DatabaseQueue().read { try Int64.fetchOne($0, sql: sql) }
        #expect(found == weight(key))
    }

    @Test func `a key weighs the same in PostgreSQL as in the plan`() async throws {
        let database = try await PostgresCluster.shared().createDatabase()
        for key in Self.keys {
            let sql = "SELECT \(KeyWeight.sql("'\(key)'::text", .postgres))"
            #expect(Int64(try await database.integer(sql)) == weight(key))
        }
    }

    @Test func `different keys weigh differently`() {
        #expect(Set(Self.keys.map(weight)).count == Self.keys.count)
    }

    private let planned = ParentTally([["1", "2", "30"], ["5", "1", "7"]])

    @Test func `what is as planned has no misplaced row`() {
        #expect(planned.misplacedRowCount(planned, areCounted: true) == 0)
    }

    @Test func `swapped parents are found by their weights`() {
        let swapped = ParentTally([["1", "2", "29"], ["5", "1", "8"]])
        #expect(swapped.misplacedRowCount(planned, areCounted: true) == 1)
    }

    @Test func `a moved row is misplaced, a missing one is counted elsewhere`() {
        let moved = ParentTally([["1", "1", "20"], ["2", "1", "10"], ["4", "1", "7"]])
        #expect(moved.misplacedRowCount(planned, areCounted: true) == 1)
        let missing = ParentTally([["1", "2", "30"], ["4", "1", "7"]])
        #expect(missing.misplacedRowCount(planned, areCounted: true) == 0)
        #expect(missing.misplacedRowCount(planned, areCounted: false) == 1)
    }
}

import TestSupport
import Testing

@testable import Dataset
@testable import Targets

@Suite struct KeyBlockTests {
    @Test(arguments: TargetKind.allCases)
    func `a block lies behind every key in use, and the next one behind it`(
        kind: TargetKind
    ) async throws {
        let real = try await RealTarget(empty: kind)
        try real.target.createTables([ServersTable.definition, ServerMetricsTable.definition])
        let first = try real.target.reserveKeys(table: "server_metrics", column: "id", count: 500)
        // SQLite has no counter to be moved past the block: others need room until it is filled.
        let gap = kind == .sqlite ? KeyBlock.gapWithoutCounter : KeyBlock.gap
        #expect(first > gap)
        let second = try real.target.reserveKeys(table: "server_metrics", column: "id", count: 1)
        // SQLite keeps no counter: there a block is used before another is reserved.
        if kind == .postgres { #expect(second >= first + 500) }
    }

    @Test func `PostgreSQL gives other writers keys behind the block`() async throws {
        let real = try await RealTarget(empty: .postgres)
        try real.target.createTables([ServersTable.definition, ServerMetricsTable.definition])
        let first = try real.target.reserveKeys(table: "server_metrics", column: "id", count: 500)
        let next = try real.target.queryInteger(
            "SELECT nextval(pg_get_serial_sequence('server_metrics', 'id'))"
        )
        #expect(next == first + 500)
    }

    @Test(arguments: TargetKind.allCases)
    func `a block that the column's type cannot hold is refused`(kind: TargetKind) async throws {
        let real = try await RealTarget(empty: kind)
        try real.target.createTables([ServersTable.definition, ServerMetricsTable.definition])
        let error = #expect(throws: TargetError.self) {
            try real.target.reserveKeys(
                table: "server_metrics",
                column: "id",
                count: Int64(Int32.max)
            )
        }
        #expect(error?.code == "key-range")
        #expect(error?.message.contains("server_metrics") == true)
    }

    @Test func `a block may end with the last key of its type, and not one behind`() throws {
        let keyMax: Int64 = 5_000
        let count = keyMax - KeyBlock.gap
        #expect(
            try KeyBlock.first(behind: 0, count: count, keyMax: keyMax, table: "t")
                == KeyBlock.gap + 1
        )
        #expect(throws: TargetError.self) {
            try KeyBlock.first(behind: 0, count: count + 1, keyMax: keyMax, table: "t")
        }
        #expect(throws: TargetError.self) {
            try KeyBlock.first(behind: .max, count: 1, keyMax: .max, table: "t")
        }
    }
}

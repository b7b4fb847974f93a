import TestSupport
import Testing

@testable import ContextForge
@testable import Rows
@testable import Targets

@Suite struct KeyBlockTests {
    private static func request(_ count: Int64) -> KeyRequest {
        KeyRequest(table: "server_metrics", column: "id", count: count)
    }

    @Test(arguments: TargetKind.allCases)
    func `several tables get their blocks at once, or none does`(kind: TargetKind) async throws {
        let real = try await RealTarget(empty: kind)
        try real.target.createSchema(.newest)
        let other = KeyRequest(table: "tool_metrics", column: "id", count: 7)
        let refused = [other, Self.request(Int64(Int32.max))]
        let error = #expect(throws: TargetError.self) { try real.target.reserveKeys(refused) }
        #expect(error?.code == "key-range")
        if kind == .postgres {
            // Sequences are not undone with a transaction: keys are left out, never given twice.
            let keys = try real.target.reserveKeys([other, Self.request(1)])
            let later = try real.target.reserveKeys([other, Self.request(1)])
            #expect(later[0] >= keys[0] + 7)
            #expect(later[1] > keys[1])
        } else {
            #expect(try real.target.reserveKeys([other, Self.request(1)]).count == 2)
        }
    }

    @Test(arguments: TargetKind.allCases)
    func `a block lies behind every key in use, and the next one behind it`(
        kind: TargetKind
    ) async throws {
        let real = try await RealTarget(empty: kind)
        try real.target.createSchema(.newest)
        let first = try real.target.reserveKeys([Self.request(500)])[0]
        // SQLite has no counter to be moved past the block: others need room until it is filled.
        let gap = kind == .sqlite ? KeyBlock.gapWithoutCounter : KeyBlock.gap
        #expect(first > gap)
        let second = try real.target.reserveKeys([Self.request(1)])[0]
        // SQLite keeps no counter: there a block is used before another is reserved.
        if kind == .postgres { #expect(second >= first + 500) }
    }

    @Test func `PostgreSQL gives other writers keys behind the block`() async throws {
        let real = try await RealTarget(empty: .postgres)
        try real.target.createSchema(.newest)
        let first = try real.target.reserveKeys([Self.request(500)])[0]
        let next = try await real.database.integer(
            "SELECT nextval(pg_get_serial_sequence('server_metrics', 'id'))"
        )
        #expect(next == Int(first) + 500)
    }

    @Test(arguments: TargetKind.allCases)
    func `a block that the column's type cannot hold is refused`(kind: TargetKind) async throws {
        let real = try await RealTarget(empty: kind)
        try real.target.createSchema(.newest)
        let error = #expect(throws: TargetError.self) {
            try real.target.reserveKeys([Self.request(Int64(Int32.max))])
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

import TestSupport
import Testing

@testable import ContextForge
@testable import Rows

/// A row is found from its primary key alone.
@Suite struct KeyLocatorTests {
    private static let constants = TargetConstants.standalone.reserving([
        "tool_metrics": 5_001, "server_metrics_hourly": 77,
    ])

    private static func configuration(_ order: IdentifierOrder) -> DatasetConfiguration {
        .small.with { $0.identifiers = order }
    }

    /// The primary keys of a table's rows, in order.
    private static func keys(_ table: any DatasetTable) -> [[String]] {
        let definition = type(of: table).definition
        let columns = definition.primaryKey.compactMap { name in
            definition.filledColumns.firstIndex { $0.name == name }
        }
        let batch = ColumnBatch(table: definition, constants: constants)
        var stream = RowStream(table, rows: 0..<table.rowCount, batch: batch)
        var keys: [[String]] = []
        while let slice = stream.nextSlice() {
            for row in 0..<slice.rowCount {
                keys.append(
                    columns.map { column in
                        let vector = slice.vector(column)
                        return vector.kind.isText
                            ? String(decoding: vector.text(row), as: UTF8.self)
                            : String(vector.integer(row))
                    }
                )
            }
        }
        return keys
    }

    @Test(arguments: IdentifierOrder.allCases, Catalogue.contextForge.definitions.map(\.name))
    func `every row of every table is found by its key`(
        order: IdentifierOrder,
        name: String
    ) throws {
        let catalogue = GatewayDataset(Self.configuration(order))
        let table = try #require(catalogue.table(named: name))
        let locator = KeyLocator(table, in: catalogue.dataset, constants: Self.constants)
        let keys = Self.keys(table)
        // The first and last rows, and some between.
        let step = max(1, keys.count / 50)
        let rows = Set(stride(from: 0, to: keys.count, by: step)).union([keys.count - 1])
        for row in rows where row >= 0 {
            #expect(locator.row(of: keys[row]) == Int64(row), "\(keys[row])")
        }
    }

    @Test(arguments: Catalogue.contextForge.definitions.map(\.name))
    func `a key of nobody is found nowhere`(name: String) throws {
        let catalogue = GatewayDataset(.small)
        let table = try #require(catalogue.table(named: name))
        let locator = KeyLocator(table, in: catalogue.dataset, constants: Self.constants)
        let count = type(of: table).definition.primaryKey.count
        for text in [
            "", "0", "-1", "admin", "ffffffffffff4fff8fffffffffffffff", "9223372036854775807",
        ] {
            #expect(locator.row(of: Array(repeating: text, count: count)) == nil, "\(text)")
        }
        #expect(locator.row(of: []) == nil)
        #expect(locator.row(of: Array(repeating: "x", count: count + 1)) == nil)
    }

    @Test func `keys of another seed are found nowhere`() throws {
        let catalogue = GatewayDataset(.small)
        let other = GatewayDataset(.small.with { $0.seed += 1 })
        for name in ["tools", "server_tool_association", "token_revocations"] {
            let table = try #require(catalogue.table(named: name))
            let locator = KeyLocator(table, in: catalogue.dataset, constants: .standalone)
            for key in Self.keys(try #require(other.table(named: name))).prefix(20) {
                #expect(locator.row(of: key) == nil)
            }
        }
    }

    @Test func `the bits of a row lead back to it`() {
        let key = CellKey(seed: 42, table: "tools", purpose: "id")
        #expect(key == CellKey(seed: 42, table: "tools" as String, purpose: "id" as String))
        for row in [0, 1, 2, 1_000_003, Int64(UInt32.max), .max] {
            #expect(key.row(of: key.bits(row)) == row)
        }
    }
}

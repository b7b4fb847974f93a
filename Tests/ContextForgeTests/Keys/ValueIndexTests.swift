import TestSupport
import Testing

@testable import ContextForge
@testable import Rows

/// Whether a text is among the values of a column.
@Suite struct ValueIndexTests {
    @Test(arguments: [("email_users", "email"), ("email_api_tokens", "jti")])
    func `every value is found, and no other`(name: String, column: String) throws {
        let catalogue = GatewayDataset(.small)
        let table = try #require(catalogue.table(named: name))
        let definition = type(of: table).definition
        let place = try #require(definition.filledColumns.firstIndex { $0.name == column })
        let index = ValueIndex(table, column: column, constants: .standalone)
        var stream = RowStream(
            table,
            rows: 0..<table.rowCount,
            batch: ColumnBatch(table: definition)
        )
        var count = 0
        while let slice = stream.nextSlice() {
            for row in 0..<slice.rowCount {
                let value = String(decoding: slice.vector(place).text(row), as: UTF8.self)
                #expect(index.contains(value))
                #expect(!index.contains(value + "x") && !index.contains(value.uppercased() + "x"))
                count += 1
            }
        }
        #expect(count == Int(table.rowCount) && count > 0)
        #expect(!index.contains(""))
    }
}

import Testing

@testable import ContextForge
@testable import Rows
@testable import Targets

@Suite struct PostgresArrayTests {
    @Test func `texts are quoted, with what would end them escaped`() {
        #expect(PostgresArray.text([]) == "{}")
        let texts = ["", "a,b", "NULL", #"é"\{}"#]
        #expect(PostgresArray.text(texts) == #"{"","a,b","NULL","é\"\\{}"}"#)
    }

    @Test func `values of a slice's rows are spelt by their kind, in the order asked for`() throws {
        var stream = SampleTable(rowCount: 10).stream(0..<10)
        let next = stream.nextSlice()
        let slice = try #require(next)
        func spelt(_ column: String, _ rows: [Int]) throws -> String {
            let columns = SampleTable.definition.columns
            let index = try #require(columns.firstIndex { $0.name == column })
            return PostgresArray.text(slice.vector(index), rows: rows)
        }
        #expect(try spelt("id", []) == "{}")
        #expect(try spelt("id", [9, 0]) == #"{"id-9","id-0"}"#)
        #expect(try spelt("amount", [0, 4]) == #"{"-3","1"}"#)
        #expect(try spelt("is_on", [0, 1]) == #"{"false","true"}"#)
        #expect(try spelt("note", [0, 1, 5]) == "{NULL,\"é\\\"'\\\\ 1\n\",\"\"}")
        #expect(try spelt("body", [2]) == #"{"{\"row\": 2}"}"#)
        #expect(try spelt("at", [0]) == #"{"2023-11-14 22:13:20.123456+00"}"#)
        #expect(try spelt("later", [0, 1]) == #"{NULL,"1969-12-30 23:59:59.999999+00"}"#)
        #expect(try spelt("fixed_text", [3, 4]) == #"{"fixed","fixed"}"#)
    }
}

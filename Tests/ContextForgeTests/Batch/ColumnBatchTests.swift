import TestSupport
import Testing

@testable import ContextForge
@testable import Rows

@Suite struct ColumnBatchTests {
    private func texts(_ batch: ColumnBatch, _ column: Int) -> [String?] {
        let vector = batch.vector(column)
        return (0..<batch.rowCount).map { row in
            vector.isNull(row) ? nil : String(decoding: vector.text(row), as: UTF8.self)
        }
    }

    private func numbers(_ batch: ColumnBatch, _ column: Int) -> [Int64?] {
        let vector = batch.vector(column)
        return (0..<batch.rowCount).map { vector.isNull($0) ? nil : vector.integer($0) }
    }

    @Test func `cells are read as they were filled`() {
        let batch = filledBatch(
            ids: ["a", "", "ccc"],
            notes: [nil, "", "é"],
            sizes: [.min, 0, .max],
            moments: [1, nil, -1]
        )
        #expect(batch.rowCount == 3)
        #expect(batch.columnCount == 4)
        #expect(texts(batch, 0) == ["a", "", "ccc"])
        #expect(texts(batch, 1) == [nil, "", "é"])
        #expect(numbers(batch, 2) == [.min, 0, .max])
        #expect(numbers(batch, 3) == [1, nil, -1])
        #expect(batch.vector(0).nulls == nil)
        #expect(batch.vector(2).nulls == nil)
        #expect(batch.byteCount == 4 + 2 + 3 * 8 + 3 * 8)
    }

    @Test func `a constant column stores its value once and has it in every row`() {
        let batch = ColumnBatch(table: pairsTable)
        batch.begin(rows: 10..<15)
        batch.fill(at: 0, "same")
        batch.fill(at: 1, "")
        batch.fill(at: 2, 7)
        batch.fill(at: 3, -7)
        batch.end()
        #expect(texts(batch, 0) == Array(repeating: "same", count: 5))
        #expect(texts(batch, 1) == Array(repeating: "", count: 5))
        #expect(numbers(batch, 2) == Array(repeating: 7, count: 5))
        #expect(numbers(batch, 3) == Array(repeating: -7, count: 5))
        #expect(batch.vector(0).isConstant)
        #expect(batch.vector(0).textEnds[1] - batch.vector(0).textEnds[0] == 4)
        #expect(batch.byteCount == 5 * (4 + 0 + 8 + 8))
    }

    @Test func `columns can be filled in any order`() {
        let batch = ColumnBatch(table: pairsTable)
        batch.begin(rows: 0..<2)
        batch.fillIntegers(at: 3) { row, _ in row }
        batch.fill(at: 1, "n")
        batch.fillIntegers(at: 2) { row, _ in row * 2 }
        batch.fillText(at: 0) { writer, row, _ in writer.append(decimal: UInt64(row)) }
        batch.end()
        #expect(texts(batch, 0) == ["0", "1"])
        #expect(texts(batch, 1) == ["n", "n"])
        #expect(numbers(batch, 2) == [0, 2])
        #expect(numbers(batch, 3) == [0, 1])
    }

    @Test func `a cell sees its row within the table and within the batch`() {
        let batch = ColumnBatch(table: pairsTable)
        batch.begin(rows: 5_000_000_000..<5_000_000_003)
        batch.fillText(at: 0) { writer, row, index in
            writer.append(decimal: UInt64(row))
            writer.append(0x2F)
            writer.append(decimal: UInt64(index))
        }
        batch.fillOptionalIntegers(at: 3) { row, index in index == 1 ? nil : row }
        #expect(texts(batch, 0) == ["5000000000/0", "5000000001/1", "5000000002/2"])
        #expect(numbers(batch, 3) == [5_000_000_000, nil, 5_000_000_002])
    }

    @Test func `nothing of the last slice is left in the next`() {
        let batch = ColumnBatch(table: pairsTable)
        for rows: Range<Int64> in [0..<1024, 7..<9] {
            batch.begin(rows: rows)
            batch.fillText(at: 0) { writer, row, _ in writer.append(decimal: UInt64(row)) }
            if rows.lowerBound == 0 {
                batch.fillOptionalText(at: 1) { _, _, _ in false }
                batch.fill(at: 2, 1)
                batch.fillOptionalIntegers(at: 3) { _, _ in nil }
            } else {
                batch.fillText(at: 1) { writer, _, _ in writer.append("n") }
                batch.fillIntegers(at: 2) { row, _ in row }
                batch.fillIntegers(at: 3) { row, _ in -row }
            }
            batch.end()
        }
        #expect(texts(batch, 0) == ["7", "8"])
        #expect(texts(batch, 1) == ["n", "n"])
        #expect(numbers(batch, 2) == [7, 8])
        #expect(numbers(batch, 3) == [-7, -8])
    }

    @Test func `a slug is that of the bytes written for the name`() {
        let text = sample(0) { _, writer in
            var scratch = ByteWriter(capacity: 64)
            writer.append("x-")
            Slug.append(into: &writer, scratch: &scratch) { $0.append("Ann's  Team_2!") }
            Slug.append(into: &writer, scratch: &scratch) { $0.append("B") }
        }
        #expect(text == "x-anns-team-2b")
    }

    @Test func `a column that is left out traps`() async {
        await #expect(processExitsWith: .failure) {
            let batch = ColumnBatch(table: pairsTable)
            batch.begin(rows: 0..<1)
            batch.fill(at: 0, "a")
            batch.fill(at: 1, "n")
            batch.fill(at: 2, 1)
            batch.end()
        }
    }

    @Test func `a column that is filled twice traps`() async {
        await #expect(processExitsWith: .failure) {
            let batch = ColumnBatch(table: pairsTable)
            batch.begin(rows: 0..<1)
            batch.fill(at: 2, 1)
            batch.fill(at: 2, 1)
        }
    }

    @Test func `values of another kind trap`() async {
        await #expect(processExitsWith: .failure) {
            let batch = ColumnBatch(table: pairsTable)
            batch.begin(rows: 0..<1)
            batch.fill(at: 2, "1")
        }
    }

    @Test func `a slice of too many rows traps`() async {
        await #expect(processExitsWith: .failure) {
            let batch = ColumnBatch(table: pairsTable)
            batch.begin(rows: 0..<Int64(ColumnBatch.sliceRowCountMax + 1))
        }
    }
}

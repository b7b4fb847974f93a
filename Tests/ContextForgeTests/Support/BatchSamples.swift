@testable import ContextForge
@testable import Rows

/// A table of two texts and two numbers, one of each nullable.
let pairsTable = TableDefinition(
    name: "pairs",
    component: "pairs",
    columns: [
        .required("id", .text(lengthMax: 36)),
        .unfilled("unused", .json),
        .optional("note", .text(lengthMax: nil)),
        .required("size", .integer),
        .optional("created_at", .timestamp),
    ]
)

/// A batch with the given cells in its rows, which begin at 0.
func filledBatch(
    ids: [String],
    notes: [String?],
    sizes: [Int64],
    moments: [Int64?]
) -> ColumnBatch {
    let batch = ColumnBatch(table: pairsTable)
    batch.begin(rows: 0..<Int64(ids.count))
    batch.fillText(at: 0) { writer, _, index in writer.append(string: ids[index]) }
    batch.fillOptionalText(at: 1) { writer, _, index in
        writer.append(string: notes[index] ?? "dropped")
        return notes[index] != nil
    }
    batch.fillIntegers(at: 2) { _, index in sizes[index] }
    batch.fillOptionalIntegers(at: 3) { _, index in moments[index] }
    batch.end()
    return batch
}

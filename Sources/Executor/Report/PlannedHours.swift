import Dataset
import Planner

/// When rows of a plan are created, by the hour, from rows that are made for it.
struct PlannedHours {
    /// The most slices that are made of a table.
    private static let sliceCountMax: Int64 = 100

    /// Hours since 1970 and their numbers of rows, rising; of a sample, scaled to all rows.
    let hours: [(hour: Int64, count: Int64)]

    /// Makes slices of a table at equal distances; nil when it has no time of creation or no rows.
    init?(_ plan: GenerationPlan, table name: String) {
        guard let table = plan.catalogue.table(named: name), table.rowCount > 0 else { return nil }
        let definition = type(of: table).definition
        guard let column = definition.creationColumn,
            let index = definition.filledColumns.firstIndex(where: { $0.name == column })
        else { return nil }
        let batch = ColumnBatch(table: definition, only: [column])
        let sliceLength = Int64(ColumnBatch.sliceRowCountMax)
        let sliceCount = (table.rowCount + sliceLength - 1) / sliceLength
        // Rounded up, so that there are no more.
        let step = (sliceCount + PlannedHours.sliceCountMax - 1) / PlannedHours.sliceCountMax
        var counts: [Int64: Int64] = [:]
        var made: Int64 = 0
        for slice in stride(from: 0, to: sliceCount, by: Int(step)) {
            let first = slice * sliceLength
            let rows = first..<min(first + sliceLength, table.rowCount)
            var stream = RowStream(table, rows: rows, batch: batch)
            guard let filled = stream.nextSlice() else { continue }
            let vector = filled.vector(index)
            for row in 0..<filled.rowCount where !vector.isNull(row) {
                counts[vector.integer(row) / 3_600_000_000, default: 0] += 1
            }
            made += Int64(filled.rowCount)
        }
        let scale = Double(table.rowCount) / Double(max(1, made))
        hours = counts.sorted { $0.key < $1.key }.map {
            ($0.key, Int64((Double($0.value) * scale).rounded()))
        }
    }
}

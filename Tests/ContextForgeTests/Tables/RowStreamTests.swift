import TestSupport
import Testing

@testable import ContextForge
@testable import Rows

@Suite struct RowStreamTests {
    private let catalogue = SampleDataset.small.catalogue

    private func fingerprint(_ table: any DatasetTable, _ rows: Range<Int64>) -> String {
        let batch = ColumnBatch(table: type(of: table).definition)
        var stream = RowStream(table, rows: rows, batch: batch)
        while stream.nextSlice() != nil {}
        return stream.fingerprint.text
    }

    @Test(arguments: Catalogue.contextForge.definitions.map(\.name))
    func `a row is the same in any batch`(name: String) throws {
        var (seed, numbers) = SeededGenerator.announced(for: "rows of \(name)")
        let table = try #require(catalogue.table(named: name))
        let whole = SampleDataset.small[name]
        let batch = ColumnBatch(table: whole.definition)
        guard table.rowCount > 0 else { return }
        for attempt in 0..<6 {
            let first = Int64.random(in: 0..<table.rowCount, using: &numbers)
            let length = attempt == 0 ? 1 : Int64.random(in: 1...200, using: &numbers)
            let rows = first..<min(first + length, table.rowCount)
            let part = TableContents(
                RowStream(table, rows: rows, batch: batch),
                of: whole.definition
            )
            let range = Int(rows.lowerBound)..<Int(rows.upperBound)
            let isEqual = zip(part.columns, whole.columns)
                .allSatisfy { $0.elementsEqual($1[range]) }
            #expect(isEqual, "seed \(seed), rows \(rows)")
        }
    }

    @Test(arguments: Catalogue.contextForge.definitions.map(\.name))
    func `what rows are addressed by is the same when it is made alone`(name: String) throws {
        let table = try #require(catalogue.table(named: name))
        let whole = SampleDataset.small[name]
        let rows = 0..<min(table.rowCount, 300)
        let definition = whole.definition
        let addresses = Set(
            definition.primaryKey + definition.references.map(\.column)
                + [definition.creationColumn].compactMap { $0 }
        )
        for names in addresses.map({ Set([$0]) }) + [addresses] {
            let batch = ColumnBatch(table: definition, only: names)
            for name in names {
                let alone = TableContents(
                    RowStream(table, rows: rows, batch: batch),
                    of: definition,
                    only: name
                )
                #expect(alone.cells(name).elementsEqual(whole.cells(name).prefix(rows.count)))
            }
        }
    }

    @Test(arguments: ["email_users", "email_team_members", "tools", "resources"])
    func `batches of any size join to the whole table`(name: String) throws {
        var (seed, numbers) = SeededGenerator.announced(for: "batches of \(name)")
        let table = try #require(catalogue.table(named: name))
        let whole = SampleDataset.small[name]
        let batch = ColumnBatch(table: whole.definition)
        var columns: [[TableContents.Cell?]] = whole.columns.map { _ in [] }
        var next: Int64 = 0
        while next < table.rowCount {
            let end = min(next + Int64.random(in: 1...700, using: &numbers), table.rowCount)
            let part = TableContents(
                RowStream(table, rows: next..<end, batch: batch),
                of: whole.definition
            )
            for index in columns.indices { columns[index] += part.columns[index] }
            next = end
        }
        #expect(columns == whole.columns, "seed \(seed)")
    }

    @Test func `equal configurations give equal rows`() throws {
        let again = GatewayDataset(.small)
        for (table, other) in zip(catalogue.tables, again.tables) {
            let rows = 0..<min(table.rowCount, 300)
            #expect(fingerprint(table, rows) == fingerprint(other, rows))
        }
    }

    @Test func `seeds give different rows of the same number`() {
        let other = GatewayDataset(.small.with { $0.seed = 43 })
        for (table, otherTable) in zip(catalogue.tables, other.tables) {
            let definition = type(of: table).definition
            if SampleDataset.hasSameCountForAllSeeds(definition) {
                #expect(table.rowCount == otherTable.rowCount)
            }
            guard table.rowCount >= 10, otherTable.rowCount >= 10 else { continue }
            #expect(fingerprint(table, 0..<10) != fingerprint(otherTable, 0..<10))
        }
    }

    @Test func `slices follow one another, none longer than a batch has room for`() throws {
        let table = try #require(catalogue.table(named: "resources"))
        let batch = ColumnBatch(table: ResourcesTable.definition)
        var stream = RowStream(table, rows: 5..<1900, batch: batch)
        var slices: [Range<Int64>] = []
        while let slice = stream.nextSlice() { slices.append(slice.rows) }
        #expect(slices == [5..<1029, 1029..<1900])
        #expect(stream.nextSlice() == nil)
        var empty = RowStream(table, rows: 7..<7, batch: batch)
        #expect(empty.nextSlice() == nil)
        #expect(empty.fingerprint.text == BatchFingerprint().text)
    }

    @Test func `the fingerprint of a batch is that of its rows`() throws {
        let table = try #require(catalogue.table(named: "tools"))
        #expect(fingerprint(table, 0..<50) == fingerprint(table, 0..<50))
        #expect(fingerprint(table, 0..<50) != fingerprint(table, 0..<49))
        #expect(fingerprint(table, 0..<50) != fingerprint(table, 1..<51))
    }

    @Test func `rows outside the table trap`() async {
        await #expect(processExitsWith: .failure) {
            let table = UsersTable(Population(.tiny))
            let batch = ColumnBatch(table: UsersTable.definition)
            _ = RowStream(table, rows: 5..<11, batch: batch)
        }
    }
}

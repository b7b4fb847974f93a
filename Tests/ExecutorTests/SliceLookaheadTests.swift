import Dataset
import Planner
import TestSupport
import Testing

@testable import Executor

/// Rows that are made ahead, beside those that are made when they are asked for.
@Suite struct SliceLookaheadTests {
    /// What a reader sees of a slice.
    private struct Slice: Equatable {
        let rows: Range<Int64>
        let byteCount: Int
        let digest: String

        init(_ batch: ColumnBatch) {
            rows = batch.rows
            byteCount = batch.byteCount
            var digest = BatchFingerprint()
            batch.combine(into: &digest)
            self.digest = digest.text
        }
    }

    private static let plan = Result {
        let profile = try ProfileLoader.load(
            path: "\(PackageRoot.path)/profiles/small.yaml",
            overrides: ProfileOverrides(endDate: "2026-06-01"),
            nowMicroseconds: 1_795_000_000_000_000
        )
        return try GenerationPlan(
            PlanRecipe(
                dataset: profile.dataset,
                batchSize: 10_000,
                tables: Catalogue.definitions.map(\.name)
            )
        )
    }

    private static func table(_ name: String) throws -> any DatasetTable {
        try #require(try plan.get().catalogue.table(named: name))
    }

    private static func slices(_ stream: inout RowStream) -> [Slice] {
        var slices: [Slice] = []
        while let slice = stream.nextSlice() { slices.append(Slice(slice)) }
        return slices
    }

    /// Tables in order of time, whose slices share a stretch of it, and others with more rows than a
    /// slice holds or fewer.
    @Test(arguments: [
        "resource_metrics_hourly", "structured_log_entries", "email_team_members", "email_users",
    ])
    func `rows and digests are the same`(name: String) throws {
        let table = try Self.table(name)
        let definition = type(of: table).definition
        let maker = BackgroundThread(name: "test")
        defer { maker.close() }
        let lookahead = SliceLookahead(ColumnBatch(table: definition), worker: maker)
        let middle = table.rowCount / 2
        for rows in [0..<table.rowCount, middle..<middle, middle..<table.rowCount, 0..<1] {
            var plain = RowStream(table, rows: rows, batch: ColumnBatch(table: definition))
            var ahead = RowStream(table, rows: rows, lookahead: lookahead)
            #expect(Self.slices(&ahead) == Self.slices(&plain))
            #expect(ahead.fingerprint.text == plain.fingerprint.text)
        }
    }

    @Test func `a slice stays as it is while the next one is made`() throws {
        let table = try Self.table("observability_spans")
        let maker = BackgroundThread(name: "test")
        defer { maker.close() }
        let columns = ColumnBatch(table: type(of: table).definition)
        let lookahead = SliceLookahead(columns, worker: maker)
        let rowCount = Int64(ColumnBatch.sliceRowCountMax) + 1
        try #require(table.rowCount >= rowCount)
        var stream = RowStream(table, rows: 0..<rowCount, lookahead: lookahead)
        let taken = stream.nextSlice()
        let first = try #require(taken)
        let before = Slice(first)
        maker.wait()
        #expect(Slice(first) == before)
        #expect(Self.slices(&stream).map(\.rows.count) == [1])
    }

    @Test func `a stream that is not read to its end leaves nothing to the next one`() throws {
        let table = try Self.table("observability_spans")
        let definition = type(of: table).definition
        let maker = BackgroundThread(name: "test")
        defer { maker.close() }
        let lookahead = SliceLookahead(ColumnBatch(table: definition), worker: maker)
        for readCount in 0...1 {
            var abandoned = RowStream(table, rows: 0..<table.rowCount, lookahead: lookahead)
            for _ in 0..<readCount { _ = abandoned.nextSlice() }
            var plain = RowStream(table, rows: 5..<99, batch: ColumnBatch(table: definition))
            var ahead = RowStream(table, rows: 5..<99, lookahead: lookahead)
            #expect(Self.slices(&ahead) == Self.slices(&plain))
            #expect(ahead.fingerprint.text == plain.fingerprint.text)
        }
    }
}

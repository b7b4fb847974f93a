import Synchronization
import TestSupport
import Testing

@testable import ContextForge
@testable import Rows

/// Rows that are made ahead, beside those that are made when they are asked for.
@Suite struct SliceLookaheadTests {
    /// Does the work on the caller's thread: as early as a thread can be, or as late.
    private final class ScriptedMaker: RowMaker {
        enum Moment: CaseIterable {
            case begin, wait
        }

        private let moment: Moment
        private let work = Mutex<(@Sendable () -> Void)?>(nil)

        init(_ moment: Moment) { self.moment = moment }

        func begin(_ work: @escaping @Sendable () -> Void) {
            switch moment {
            case .begin: work()
            case .wait: self.work.withLock { $0 = work }
            }
        }

        func wait() {
            let work = self.work.withLock { work in
                defer { work = nil }
                return work
            }
            work?()
        }
    }

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

    private static let catalogue = GatewayDataset(.mediumLike)
    private static let sliceRowCount = Int64(ColumnBatch.sliceRowCountMax)

    private static func table(
        _ name: String,
        rowCountMin: Int64
    ) throws -> any DatasetTable {
        let table = try #require(catalogue.table(named: name))
        try #require(table.rowCount >= rowCountMin)
        return table
    }

    private static func lookahead(
        _ table: any DatasetTable,
        _ moment: ScriptedMaker.Moment
    ) -> RowStream.Memory {
        let columns = ColumnBatch(table: type(of: table).definition)
        return .lookahead(SliceLookahead(columns, maker: ScriptedMaker(moment)))
    }

    private static func plain(_ table: any DatasetTable, _ rows: Range<Int64>) -> RowStream {
        RowStream(table, rows: rows, batch: ColumnBatch(table: type(of: table).definition))
    }

    private static func slices(_ stream: inout RowStream) -> [Slice] {
        var slices: [Slice] = []
        while let slice = stream.nextSlice() { slices.append(Slice(slice)) }
        return slices
    }

    /// Tables in order of time, whose slices share a stretch of it, and others.
    @Test(
        arguments: ["resource_metrics_hourly", "structured_log_entries", "email_team_members"],
        ScriptedMaker.Moment.allCases
    )
    private func `rows and digests are the same`(
        name: String,
        moment: ScriptedMaker.Moment
    ) throws {
        let table = try Self.table(name, rowCountMin: 3 * Self.sliceRowCount)
        let memory = Self.lookahead(table, moment)
        let (middle, end) = (3 * Self.sliceRowCount / 2, 3 * Self.sliceRowCount)
        for rows in [0..<end, middle..<middle, middle..<end, 0..<1] {
            var plain = Self.plain(table, rows)
            var ahead = RowStream(table, rows: rows, memory: memory)
            #expect(Self.slices(&ahead) == Self.slices(&plain))
            #expect(ahead.fingerprint.text == plain.fingerprint.text)
        }
    }

    @Test func `a slice stays as it is while the next one is made`() throws {
        let rows = 0..<2 * Self.sliceRowCount
        let table = try Self.table("observability_spans", rowCountMin: rows.upperBound)
        // The second slice is made before the first one is given.
        var ahead = RowStream(table, rows: rows, memory: Self.lookahead(table, .begin))
        var plain = Self.plain(table, rows)
        let (first, expected) = (ahead.nextSlice(), plain.nextSlice())
        #expect(try Slice(#require(first)) == Slice(#require(expected)))
    }

    @Test(arguments: ScriptedMaker.Moment.allCases)
    private func `a stream that is not read to its end leaves nothing to the next one`(
        moment: ScriptedMaker.Moment
    ) throws {
        let table = try Self.table("observability_spans", rowCountMin: 3 * Self.sliceRowCount)
        let memory = Self.lookahead(table, moment)
        for readCount in 0...2 {
            var abandoned = RowStream(table, rows: 0..<3 * Self.sliceRowCount, memory: memory)
            for _ in 0..<readCount { _ = abandoned.nextSlice() }
            var plain = Self.plain(table, 5..<99)
            var ahead = RowStream(table, rows: 5..<99, memory: memory)
            #expect(Self.slices(&ahead) == Self.slices(&plain))
            #expect(ahead.fingerprint.text == plain.fingerprint.text)
        }
    }
}

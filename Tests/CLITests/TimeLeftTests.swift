import Testing

@testable import CLI
@testable import Executor

@Suite struct TimeLeftTests {
    /// A run of tables that are loaded one after the other.
    private struct Loading {
        struct Table {
            let rowCount: Int64
            let rowByteCount: Int64
            /// Seconds of a worker for a row, by the share of the table that is loaded.
            let cost: @Sendable (Double) -> Double
        }

        let tables: [Table]
        let workerCount: Double
        let batchRowCount: Int64 = 1000

        /// The states after each batch, with their times.
        var states: [(seconds: Double, progress: RunProgress)] {
            var progress = RunProgress(
                tables: tables.enumerated().map { index, table in
                    RunProgress.Table(
                        name: "\(index)",
                        component: "\(index)",
                        rowCount: table.rowCount,
                        committedRowCount: 0
                    )
                }
            )
            var seconds = 0.0
            var states: [(Double, RunProgress)] = []
            for (index, table) in tables.enumerated() {
                var row: Int64 = 0
                while row < table.rowCount {
                    let count = min(batchRowCount, table.rowCount - row)
                    let work = Double(count) * table.cost(Double(row) / Double(table.rowCount))
                    seconds += work / workerCount
                    progress.tables[index].advance(count, workSeconds: work)
                    states.append((seconds, progress))
                    row += count
                }
            }
            return states
        }

        /// The errors of the estimates, as shares of the whole run, with the share that was over.
        var errors: [(share: Double, error: Double)] {
            let states = states
            let whole = states.last?.seconds ?? 0
            var timeLeft = TimeLeft(byteCounts: tables.map(\.rowByteCount))
            var observed = 0.0
            return states.compactMap { state in
                guard state.seconds - observed >= 0.5 else { return nil }
                observed = state.seconds
                timeLeft.observe(state.progress, seconds: state.seconds)
                guard let left = timeLeft.seconds(at: state.seconds) else { return nil }
                return (state.seconds / whole, (left - (whole - state.seconds)) / whole)
            }
        }
    }

    /// A thousand seconds on two workers: small rows, wide rows, and narrow ones with many indexes.
    private static let even = Loading(
        tables: [
            .init(rowCount: 100_000, rowByteCount: 100) { _ in 2e-3 },
            .init(rowCount: 100_000, rowByteCount: 900) { _ in 10e-3 },
            .init(rowCount: 200_000, rowByteCount: 150) { _ in 4e-3 },
        ],
        workerCount: 2
    )

    @Test func `tables whose rows cost as their bytes are foreseen within a fifth of the run`() {
        let errors = Self.even.errors
        #expect(errors.count > 100)
        #expect(errors.allSatisfy { abs($0.error) < 0.2 })
        for (share, error) in errors where share > 0.7 { #expect(abs(error) < 0.05, "\(share)") }
    }

    @Test func `rows that cost more and more are foreseen ever better`() {
        let loading = Loading(
            tables: [.init(rowCount: 400_000, rowByteCount: 100) { 1e-3 * (1 + 2 * $0) }],
            workerCount: 1
        )
        for (share, error) in loading.errors where share > 0.5 {
            #expect(abs(error) < 0.25, "\(share)")
        }
        for (share, error) in loading.errors where share > 0.9 {
            #expect(abs(error) < 0.05, "\(share)")
        }
    }

    @Test func `from one second to the next it does not jump`() {
        let errors = Self.even.errors.filter { $0.share > 0.05 }
        for (before, after) in zip(errors, errors.dropFirst()) {
            #expect(abs(after.error - before.error) < 0.05, "\(before) \(after)")
        }
    }

    @Test func `nothing is foretold in the first two seconds, nor at the end`() {
        var timeLeft = TimeLeft(byteCounts: [100])
        var progress = RunProgress(tables: [
            RunProgress.Table(name: "a", component: "a", rowCount: 10, committedRowCount: 0)
        ])
        timeLeft.observe(progress, seconds: 1)
        progress.tables[0].advance(5, workSeconds: 1)
        timeLeft.observe(progress, seconds: 1.9)
        #expect(timeLeft.seconds(at: 1.9) == nil)
        timeLeft.observe(progress, seconds: 2.5)
        #expect(timeLeft.seconds(at: 2.5) != nil)
        progress.tables[0].advance(5, workSeconds: 1)
        timeLeft.observe(progress, seconds: 3)
        #expect(timeLeft.seconds(at: 3) == nil)
    }

    @Test func `rows that were there before count neither as work nor as left`() throws {
        var progress = RunProgress(tables: [
            RunProgress.Table(name: "a", component: "a", rowCount: 3000, committedRowCount: 1000)
        ])
        var timeLeft = TimeLeft(byteCounts: [100])
        progress.tables[0].advance(1000, workSeconds: 10)
        timeLeft.observe(progress, seconds: 10)
        let left = try #require(timeLeft.seconds(at: 10))
        #expect(abs(left - 10) < 0.01)
    }

    @Test func `while a server is down the end moves away`() throws {
        var progress = RunProgress(tables: [
            RunProgress.Table(name: "a", component: "a", rowCount: 2000, committedRowCount: 0)
        ])
        var timeLeft = TimeLeft(byteCounts: [100])
        progress.tables[0].advance(1000, workSeconds: 10)
        timeLeft.observe(progress, seconds: 10)
        for second in 11...100 { timeLeft.observe(progress, seconds: Double(second)) }
        #expect(try #require(timeLeft.seconds(at: 100)) > 20)
    }
}

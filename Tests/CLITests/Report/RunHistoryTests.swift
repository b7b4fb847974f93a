import Journal
import Testing

@testable import CLI

@Suite struct RunHistoryTests {
    private static func at(_ seconds: Double) -> UTCTimestamp {
        UTCTimestamp(microseconds: 1_800_000_000_000_000 + Int64(seconds * 1e6))
    }

    private static func bound(_ epoch: Int64, environment: [String: String]? = nil) -> JournalEvent
    {
        .targetBound(
            TargetBound(
                identity: [:],
                schemaFingerprint: "f",
                epoch: epoch,
                environment: environment
            )
        )
    }

    private static func committed(_ batch: Int64, milliseconds: Int64) -> JournalEvent {
        .batchCommitted(
            BatchCommitted(
                batch: batch,
                table: "tools",
                rowCount: 100,
                digest: "",
                transactionID: "",
                attempt: 1,
                durationMicroseconds: milliseconds * 1000
            )
        )
    }

    private static let plan = RunPlanned(
        uid: "u",
        profileName: "p",
        profile: "{}",
        planDigest: "d",
        generatorVersion: "1",
        batchSize: 100,
        tables: [PlannedTable(name: "tools", rowCount: 300, batchCount: 3)],
        target: "t"
    )

    /// Two batches, a pause of an hour, one batch that failed once.
    private static var history: RunHistory {
        var history = RunHistory()
        history.apply(.runPlanned(plan), at: at(0))
        history.apply(bound(1, environment: ["machine.processors": "2"]), at: at(1))
        history.apply(committed(0, milliseconds: 1000), at: at(3))
        history.apply(committed(1, milliseconds: 2000), at: at(5))
        history.apply(.runInterrupted(RunInterrupted(reason: "SIGINT")), at: at(6))
        history.apply(bound(2), at: at(3606))
        let failure = BatchFailed(
            batch: 2,
            table: "tools",
            attempt: 1,
            causeCode: "connection-lost",
            message: ""
        )
        history.apply(.batchFailed(failure), at: at(3607))
        history.apply(committed(2, milliseconds: 1000), at: at(3610))
        history.apply(
            .runVerified(RunVerified(hasPassed: true, checkCount: 5, failedCount: 0)),
            at: at(4000)
        )
        return history
    }

    @Test func `only time at work counts`() {
        #expect(Self.history.seconds == 9)
    }

    @Test func `a table has its time from the first batch to the last`() {
        let table = Self.history.tables[0]
        #expect(table.firstSeconds == 1)
        #expect(table.lastSeconds == 9)
        // Three batches, of 1, 2 and 1 s: not the hour between them, nor the time of other tables.
        #expect(table.workSeconds == 4)
        #expect(table.rowsPerWorkSecond == 75)
        #expect(table.retryCount == 1)
        #expect(table.latency.count == 3)
        #expect(table.latency.longest == 2)
    }

    @Test func `rows are spread over the time that they took`() throws {
        let rates = Self.history.rows.rates(until: 9)
        let rows = rates.reduce(0) { $0 + $1.rate * Self.history.rows.binSeconds }
        #expect(abs(rows - 300) < 1)
        for (second, expected) in [(1.4, 100.0), (2.4, 50), (5.6, 0)] {
            let nearest = try #require(
                rates.min { abs($0.seconds - second) < abs($1.seconds - second) }
            )
            #expect(abs(nearest.rate - expected) < 1e-6)
        }
    }

    @Test func `a run of a tenth of a second has more than one stretch`() {
        var series = RateSeries()
        for batch in 0..<5 {
            series.add(10, from: Double(batch) / 50, to: Double(batch + 1) / 50)
        }
        #expect(series.rates(until: 0.1).count > 5)
    }

    @Test func `only a run in one part says how long it took from its plan to its verification`() {
        #expect(Self.history.secondsToEnd == nil)
        var history = RunHistory()
        history.apply(.runPlanned(Self.plan), at: Self.at(0))
        history.apply(Self.bound(1), at: Self.at(1))
        history.apply(Self.committed(0, milliseconds: 1000), at: Self.at(3))
        #expect(history.secondsToEnd == nil)
        history.apply(
            .runCompleted(RunCompleted(rowCount: 100, durationMicroseconds: 2_000_000)),
            at: Self.at(4)
        )
        #expect(history.secondsToEnd == 4)
        let verified = JournalEvent.runVerified(
            RunVerified(hasPassed: true, checkCount: 5, failedCount: 0)
        )
        history.apply(verified, at: Self.at(6))
        // A later verification is no part of the run.
        history.apply(verified, at: Self.at(60))
        #expect(history.secondsToEnd == 6)
    }

    @Test func `failures, facts, steps and the verification are kept`() {
        let history = Self.history
        #expect(history.failureCounts == ["connection-lost": 1])
        #expect(history.environment == ["machine.processors": "2"])
        #expect(history.verification?.result.checkCount == 5)
        #expect(
            history.steps.map(\.text) == [
                "planned: 300 rows", "bound to the target under epoch 1", "interrupted by SIGINT",
                "bound to the target under epoch 2", "verified: 5 checks, 0 failed",
            ]
        )
    }

    @Test func `what a cleanup does later is no work of the run, and its verification is past`() {
        var history = Self.history
        history.apply(
            .runCompleted(RunCompleted(rowCount: 300, durationMicroseconds: 9_000_000)),
            at: Self.at(3611)
        )
        #expect(history.seconds == 10)
        history.apply(.runInterrupted(RunInterrupted(reason: "SIGINT")), at: Self.at(90_000))
        #expect(history.seconds == 10)
        #expect(history.verification != nil)
        history.apply(Self.committed(2, milliseconds: 1000), at: Self.at(90_001))
        #expect(history.verification == nil)
    }

    @Test func `a clock that is set back takes no time away`() {
        var history = Self.history
        history.apply(Self.committed(2, milliseconds: 1000), at: Self.at(10))
        #expect(history.seconds == 9)
    }

    @Test func `percentiles are within a twentieth, whatever the number of batches`() {
        var latency = LatencyHistogram()
        for milliseconds in 1...1000 { latency.add(Int64(milliseconds) * 1000) }
        for (percentile, expected) in [(50.0, 0.5), (95, 0.95), (99, 0.99)] {
            let found = latency.seconds(percentile: percentile)
            #expect(abs(found - expected) / expected < 0.06, "\(percentile): \(found)")
        }
        #expect(latency.seconds(percentile: 100) == 1)
        #expect(abs(latency.shares.reduce(0) { $0 + $1.share } - 1) < 1e-9)
        #expect(LatencyHistogram().seconds(percentile: 50) == 0)
    }

    @Test func `a long run has no more stretches than a short one`() {
        var series = RateSeries()
        for second in 0..<100_000 { series.add(10, from: Double(second), to: Double(second + 1)) }
        let rates = series.rates(until: 100_000)
        #expect(rates.count <= 240)
        #expect(rates.count > 60)
        #expect(rates.allSatisfy { abs($0.rate - 10) < 0.2 })
    }
}

import ContextForge
import Executor
import Journal
import Planner
import Rows

/// Everything that a report of a run says, for pages, Markdown and JSON alike.
struct RunDocument: Encodable {
    struct Step: Encodable {
        let at: String
        let text: String
    }

    struct Percentiles: Encodable {
        let p50: Double
        let p90: Double
        let p95: Double
        let p99: Double
        let max: Double
    }

    struct Table: Encodable {
        let table: String
        let plannedRows: Int64
        let committedRows: Int64
        let plannedBatches: Int64
        let committedBatches: Int64
        let startSeconds: Double?
        let endSeconds: Double?
        /// Seconds of all workers together, on the batches whose commit the journal has seen.
        let workSeconds: Double
        /// Rows of those batches by the second of that; nil when there are none.
        let rowsPerWorkSecond: Double?
        let failedAttempts: Int64
        let batchSeconds: Percentiles
    }

    struct Point: Encodable {
        let x: Double
        let y: Double
    }

    struct Failure: Encodable {
        let cause: String
        let attempts: Int64
    }

    struct Verified: Encodable {
        let at: String
        let passed: Bool
        let checks: Int64
        let failed: Int64
        let summary: String
    }

    let run: RunLine
    let programVersion: String
    let generatorVersion: String
    let seed: UInt64?
    let firstMoment: String?
    let lastMoment: String?
    let recentPercent: Double?
    let emailDomain: String?
    let batchSize: Int64
    let secondsAtWork: Double
    let rowsPerSecond: Double
    let failures: [Failure]
    let recoveredBatches: Int64
    let lostBatches: Int64
    let steps: [Step]
    let tables: [Table]
    let rates: [Point]
    let failureTimes: [Point]
    let batchSeconds: Percentiles
    let latencies: [Point]
    let environment: [String: String]
    /// What a run that was sized to a budget was expected to cost, and what it has cost.
    let prediction: PredictionReport?
    let verification: Verified?
    /// Every check, where they were made for the report.
    let checks: [CheckReport]?
    let distributions: DistributionDocument

    /// A report of what a journal says, with the distributions and checks that were looked at for
    /// it.
    ///
    /// `byteCount` is what the target says that the run's tables take; nil when it was not asked.
    init(
        _ record: RunRecord,
        isInHand: Bool,
        history: RunHistory,
        progress: [TableProgress],
        request: RunRequest?,
        distributions: DistributionDocument,
        byteCount: Int64?,
        checks: [CheckResult]?
    ) {
        run = RunLine(record, isInHand: isInHand)
        programVersion = BuildVersion.program
        generatorVersion = record.generatorVersion
        let dataset = request?.recipe.dataset
        seed = dataset?.seed
        firstMoment = dataset.map { Moments.text($0.startMicroseconds) }
        lastMoment = dataset.map { Moments.text($0.endMicroseconds) }
        recentPercent = dataset?.recentDataPercent
        emailDomain = dataset?.emailDomain
        batchSize = record.batchSize
        secondsAtWork = history.seconds
        rowsPerSecond = history.seconds > 0 ? Double(record.rowsCommitted) / history.seconds : 0
        failures = history.failureCounts.sorted { $0.key < $1.key }.map {
            Failure(cause: $0.key, attempts: $0.value)
        }
        recoveredBatches = history.recoveredCount
        lostBatches = history.lostCount
        steps = history.steps.map { Step(at: Moments.text($0.at.microseconds), text: $0.text) }
        let counted = Dictionary(progress.map { ($0.table, $0) }) { $1 }
        tables = history.tables.map { table in
            Table(
                table: table.name,
                plannedRows: table.plannedRowCount,
                committedRows: counted[table.name]?.rowsCommitted ?? 0,
                plannedBatches: table.plannedBatchCount,
                committedBatches: counted[table.name]?.batchesCommitted ?? 0,
                startSeconds: table.firstSeconds,
                endSeconds: table.lastSeconds,
                workSeconds: table.workSeconds,
                rowsPerWorkSecond: table.rowsPerWorkSecond,
                failedAttempts: table.retryCount,
                batchSeconds: Percentiles(table.latency)
            )
        }
        rates = history.rows.rates(until: history.seconds).map { Point(x: $0.seconds, y: $0.rate) }
        failureTimes = history.failures.rates(until: history.seconds).filter { $0.rate > 0 }
            .map { Point(x: $0.seconds, y: $0.rate) }
        var latency = LatencyHistogram()
        for table in history.tables { latency.add(table.latency) }
        batchSeconds = Percentiles(latency)
        latencies = latency.shares.map { Point(x: $0.seconds, y: $0.share) }
        environment = history.environment ?? [:]
        prediction = PredictionReport(
            request?.prediction,
            seconds: history.secondsToEnd,
            byteCount: byteCount
        )
        let journaled = history.verification.map {
            Verified(
                at: Moments.text($0.at.microseconds),
                passed: $0.result.hasPassed,
                checks: $0.result.checkCount,
                failed: $0.result.failedCount,
                summary: $0.result.summary
            )
        }
        verification = checks.map { Verified($0) } ?? journaled
        self.checks = checks?.map { CheckReport($0) }
        self.distributions = distributions
    }
}

extension RunDocument.Verified {
    /// Checks that were made just now.
    fileprivate init(_ checks: [CheckResult]) {
        let failed = checks.filter { !$0.hasPassed }
        at = Moments.text(UTCTimestamp.now())
        passed = failed.isEmpty
        self.checks = Int64(checks.count)
        self.failed = Int64(failed.count)
        summary = failed.map(\.summary).joined(separator: "; ")
    }
}

extension RunDocument.Percentiles {
    /// Those of a histogram.
    init(_ histogram: LatencyHistogram) {
        p50 = histogram.seconds(percentile: 50)
        p90 = histogram.seconds(percentile: 90)
        p95 = histogram.seconds(percentile: 95)
        p99 = histogram.seconds(percentile: 99)
        max = histogram.longest
    }
}

/// A report as Markdown for a pull request: figures and tables, no plots.
struct MarkdownReport {
    private let document: RunDocument

    /// The Markdown of a report.
    init(_ document: RunDocument) {
        self.document = document
    }

    /// The whole text.
    var text: String {
        let run = document.run
        let parts = [
            "## gatefill: run \(run.run) of profile \(MarkupText.markdown(run.profile))",
            summary,
            tables,
            "### Distributions\n\n\(MarkupText.markdown(document.distributions.source))",
            distributions,
            environment,
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var summary: String {
        let run = document.run
        let failed = document.failures.reduce(0) { $0 + $1.attempts }
        let causes = document.failures.map { "\($0.cause) \($0.attempts)" }
        var lines = [
            "- \(MarkupText.markdown(run.target)): **\(run.state)**, "
                + "\(Figures.grouped(run.committedRows)) of \(Figures.grouped(run.plannedRows)) rows",
            "- \(Figures.duration(document.secondsAtWork)) at work, "
                + "\(Figures.grouped(Int64(document.rowsPerSecond.rounded()))) rows/s; a batch took "
                + "\(Figures.duration(document.batchSeconds.p50)) in the median, "
                + "\(Figures.duration(document.batchSeconds.p95)) at p95, "
                + "\(Figures.duration(document.batchSeconds.p99)) at p99",
            "- \(failed) failed attempts"
                + (causes.isEmpty
                    ? "" : " (\(MarkupText.markdown(causes.joined(separator: ", "))))")
                + ", \(document.recoveredBatches) batches recovered, \(document.lostBatches) lost",
        ]
        if let verified = document.verification {
            lines.append(
                "- verified: \(verified.checks) checks, \(verified.failed) failed"
                    + (verified.summary.isEmpty ? "" : ": \(MarkupText.markdown(verified.summary))")
            )
        } else {
            lines.append("- not verified")
        }
        if let seed = document.seed, let last = document.lastMoment {
            lines.append("- seed \(seed), until \(last), plan \(run.planDigest.prefix(12))")
        }
        if let prediction = document.prediction {
            let text = prediction.text.replacing("\n", with: " ")
            lines.append("- \(MarkupText.markdown(text))")
        }
        return lines.joined(separator: "\n")
    }

    private var tables: String {
        var table = TextTable([
            ("Table", false), ("Rows", true), ("Rows/s of a worker", true), ("p50", true),
            ("p99", true), ("Failed attempts", true),
        ])
        for row in document.tables where row.plannedRows > 0 {
            let isTimed = row.startSeconds != nil
            table.add([
                MarkupText.markdown(row.table), Figures.grouped(row.committedRows),
                row.rowsPerWorkSecond.map { Figures.grouped(Int64($0.rounded())) } ?? "-",
                isTimed ? Figures.duration(row.batchSeconds.p50) : "-",
                isTimed ? Figures.duration(row.batchSeconds.p99) : "-",
                Figures.grouped(row.failedAttempts),
            ])
        }
        return table.text
    }

    private var distributions: String {
        let skewed = document.distributions.counts.filter { $0.busiestFifthPlanned != nil }
        guard !skewed.isEmpty else { return "" }
        var table = TextTable([
            ("The busiest fifth has, in %", false), ("Asked", true), ("Planned", true),
            ("Found", true),
        ])
        for counts in skewed {
            table.add([
                MarkupText.markdown(counts.name),
                counts.busiestFifthAsked.map(PlotFigures.number) ?? "-",
                counts.busiestFifthPlanned.map(PlotFigures.number) ?? "-",
                counts.busiestFifthFound.map(PlotFigures.number) ?? "-",
            ])
        }
        return table.text
    }

    private var environment: String {
        guard !document.environment.isEmpty else { return "" }
        let lines = document.environment.sorted { $0.key < $1.key }.map {
            "- \(MarkupText.markdown($0.key)): \(MarkupText.markdown($0.value))"
        }
        return "### Machine and server\n\n" + lines.joined(separator: "\n")
    }
}

/// A report as one page of HTML that needs nothing beside itself: no script, no network.
struct ReportPage {
    private let document: RunDocument

    /// The page of a report.
    init(_ document: RunDocument) {
        self.document = document
    }

    /// The whole page.
    var html: String {
        let run = document.run
        let title = "gatefill run \(run.run), profile \(run.profile)"
        return """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" \
            content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <link rel="icon" href="data:,">
            <title>\(MarkupText.html(title))</title>
            <style>\(PageStyle.text)</style></head>
            <body><main>
            <h1>Run \(run.run) of profile \(MarkupText.html(run.profile))</h1>
            <p class="faint">\(MarkupText.html(run.target))</p>
            \(tiles)
            \(prediction)
            \(sections.joined(separator: "\n"))
            <p class="faint">Made by gatefill \(MarkupText.html(document.programVersion)).</p>
            </main></body></html>

            """
    }

    private var sections: [String] {
        let plots = RunPlots(document)
        let distributions = DistributionPlots(document.distributions)
        let source = "<p class=\"faint\">\(MarkupText.html(document.distributions.source))</p>"
        return [
            section("What happened", steps.html),
            section(
                "Speed",
                grid([plots.rates, plots.growth, plots.latencies].compactMap(\.self))
            ),
            section("Failed attempts and recoveries", failures),
            section("Tables", TablesSection(document).html),
            section(
                "Team sizes and accesses",
                source + grid(distributions.teamSizes + distributions.accesses)
            ),
            section("Other counts", grid(distributions.otherCounts)),
            section("Creation times", grid(distributions.creations)),
            section("Activity over the week", grid(distributions.activities)),
            section("Verification", VerificationSection(document).html),
            section("Recipe, machine and server", facts.html),
        ]
    }

    private func section(_ title: String, _ body: String) -> String {
        body.isEmpty ? "" : "<section><h2>\(MarkupText.html(title))</h2>\n\(body)</section>"
    }

    private func grid(_ plots: [Plot]) -> String {
        guard !plots.isEmpty else { return "" }
        return "<div class=\"plots\">\n\(plots.map(\.html).joined(separator: "\n"))\n</div>"
    }

    private var tiles: String {
        let run = document.run
        var tiles: [(value: String, title: String, style: String)] = [
            (run.state, "state", run.state == "completed" ? "good" : ""),
            (Figures.grouped(run.committedRows), "rows of \(Figures.grouped(run.plannedRows))", ""),
            (Figures.duration(document.secondsAtWork), "at work", ""),
            (Figures.grouped(Int64(document.rowsPerSecond.rounded())), "rows by the second", ""),
            (Figures.duration(document.batchSeconds.p50), "a batch, in the median", ""),
            (Figures.duration(document.batchSeconds.p99), "a batch, 99th percentile", ""),
        ]
        let failed = document.failures.reduce(0) { $0 + $1.attempts }
        tiles.append((Figures.grouped(failed), "failed attempts", failed > 0 ? "trouble" : ""))
        if let verified = document.verification {
            tiles.append(
                verified.passed
                    ? ("\(verified.checks) passed", "checks", "good")
                    : ("\(verified.failed) failed", "of \(verified.checks) checks", "trouble")
            )
        } else {
            tiles.append(("not verified", "checks", ""))
        }
        let inside = tiles.map { tile in
            "<div class=\"tile\"><b class=\"\(tile.style)\">\(MarkupText.html(tile.value))</b>"
                + "<span>\(MarkupText.html(tile.title))</span></div>"
        }
        return "<div class=\"tiles\">\(inside.joined(separator: "\n"))</div>"
    }

    private var prediction: String {
        guard let prediction = document.prediction else { return "" }
        return "<p>\(MarkupText.html(prediction.text))</p>"
    }

    private var steps: PageTable {
        var table = PageTable([("Time", false), ("Event", false)])
        for step in document.steps { table.add([.text(step.at), .text(step.text)]) }
        return table
    }

    private var failures: String {
        var table = PageTable([("What", false), ("Number", true)])
        for failure in document.failures {
            table.add([
                .text(
                    "attempts that failed with \(failure.cause), and were tried again or gave up"
                ),
                .number(Figures.grouped(failure.attempts)),
            ])
        }
        if document.recoveredBatches > 0 {
            table.add([
                .text("batches found committed without a checkpoint: recovered"),
                .number(Figures.grouped(document.recoveredBatches)),
            ])
        }
        if document.lostBatches > 0 {
            table.add([
                .text("batches that the target lost: loaded again"),
                .number(Figures.grouped(document.lostBatches)),
            ])
        }
        let isQuiet =
            document.failures.isEmpty && document.recoveredBatches == 0
            && document.lostBatches == 0
        return isQuiet ? "<p>None.</p>" : table.html
    }

    private var facts: PageTable {
        var table = PageTable([("Fact", false), ("Value", false)])
        let dates = [document.firstMoment, document.lastMoment].compactMap(\.self)
        let recipe: [(String, String?)] = [
            ("plan", document.run.planDigest),
            ("generator", document.generatorVersion),
            ("seed", document.seed.map { String($0) }),
            ("dates", dates.isEmpty ? nil : dates.joined(separator: " to ")),
            ("rows of the last 30 days", document.recentPercent.map { PlotFigures.percent($0) }),
            ("domain of addresses", document.emailDomain),
            ("rows in a batch", Figures.grouped(document.batchSize)),
        ]
        for (name, value) in recipe { if let value { table.add([.text(name), .text(value)]) } }
        for (name, value) in document.environment.sorted(by: { $0.key < $1.key }) {
            table.add([.text(name.replacing(".", with: ": ")), .text(value)])
        }
        return table
    }
}

import Foundation

/// The plots about how a run went.
struct RunPlots {
    private let document: RunDocument

    /// Plots of a report.
    init(_ document: RunDocument) {
        self.document = document
    }

    /// Rows by the second over the time at work, with failed attempts.
    var rates: Plot? {
        let points = document.rates
        guard let greatest = points.map(\.y).max(), greatest > 0 else { return nil }
        let end = max(document.secondsAtWork, points.last?.x ?? 0)
        var series = [
            Plot.Series(style: "found", title: "rows/s", mark: .area, points: points)
        ]
        if !document.failureTimes.isEmpty {
            // Where, not how many: the table below counts them.
            let marks = document.failureTimes.map { RunDocument.Point(x: $0.x, y: greatest) }
            series.append(
                Plot.Series(
                    style: "trouble",
                    title: "failed attempts",
                    mark: .bars(width: end / 200),
                    points: marks
                )
            )
        }
        return Plot(
            title: "Rows committed by the second",
            xTitle: "time at work",
            yTitle: "rows/s",
            x: Plot.across(upTo: end, text: PlotFigures.seconds),
            y: Plot.upwards(upTo: greatest, text: PlotFigures.short),
            series: series
        )
    }

    /// Rows in the target over the time at work.
    var growth: Plot? {
        var sum = 0.0
        var before = 0.0
        var points = [RunDocument.Point(x: 0, y: 0)]
        for (index, rate) in document.rates.enumerated() {
            let next = index + 1 < document.rates.count ? document.rates[index + 1].x : nil
            let end = next.map { (rate.x + $0) / 2 } ?? document.secondsAtWork
            sum += rate.y * max(0, end - before)
            before = end
            points.append(RunDocument.Point(x: end, y: sum))
        }
        guard sum > 0 else { return nil }
        return Plot(
            title: "Rows in the target",
            xTitle: "time at work",
            yTitle: "rows",
            x: Plot.across(upTo: max(document.secondsAtWork, before), text: PlotFigures.seconds),
            y: Plot.upwards(upTo: sum, text: PlotFigures.short),
            series: [Plot.Series(style: "found", title: "rows", mark: .area, points: points)]
        )
    }

    /// How long batches took, on a logarithmic axis, with percentiles.
    var latencies: Plot? {
        guard let first = document.latencies.first, let last = document.latencies.last else {
            return nil
        }
        // Classes are equally wide in logarithms.
        let place = { (seconds: Double) in log(seconds) }
        let width = log(1.05) * 4
        let range = (place(first.x) - width)...(place(last.x) + width)
        let ticks = RunPlots.logarithmicTicks(range)
        return Plot(
            title: "Time of a batch",
            xTitle: "from the first byte to the acknowledgement",
            yTitle: "% of the batches",
            x: Plot.across(range, ticks),
            y: Plot.upwards(
                upTo: 100 * (document.latencies.map(\.y).max() ?? 0),
                text: PlotFigures.number
            ),
            series: [
                Plot.Series(
                    style: "found",
                    title: "batches",
                    mark: .bars(width: width),
                    points: document.latencies.map {
                        RunDocument.Point(x: place($0.x), y: 100 * $0.y)
                    }
                )
            ],
            guides: [
                Plot.Guide(x: place(document.batchSeconds.p50), text: "median"),
                Plot.Guide(x: place(document.batchSeconds.p99), text: "p99"),
            ]
        )
    }

    /// 1, 2 and 5 of every power of ten, or the powers alone where those are many.
    private static func logarithmicTicks(_ range: ClosedRange<Double>) -> [PlotScale.Tick] {
        let all = (-7...5).flatMap { power in
            [1.0, 2, 5].map { $0 * pow(10, Double(power)) }
        }.filter { range.contains(log($0)) }
        let chosen =
            all.count > 6
            ? all.filter { abs(log10($0) - log10($0).rounded()) < 0.01 } : all
        return chosen.map { PlotScale.Tick(value: log($0), text: PlotFigures.seconds($0)) }
    }
}

import Journal

/// The plots of distributions: asked for, planned and found.
struct DistributionPlots {
    private let document: DistributionDocument

    /// Plots of a report's distributions.
    init(_ document: DistributionDocument) {
        self.document = document
    }

    /// The sizes of teams.
    var teamSizes: [Plot] {
        document.counts.filter { $0.name == "members_per_team" }.map { bins($0, "Team sizes") }
    }

    /// Which share of the accesses the busiest objects have.
    var accesses: [Plot] {
        document.counts.filter { !$0.plannedCurve.isEmpty }.map { curve($0) }
    }

    /// All other counts.
    var otherCounts: [Plot] {
        document.counts.filter { $0.name != "members_per_team" && $0.plannedCurve.isEmpty }
            .map { bins($0, DistributionPlots.words($0.name)) }
    }

    /// When rows were created, day by day.
    var creations: [Plot] { document.creations.compactMap { days($0) } }

    /// When people work, over the week.
    var activities: [Plot] { document.activities.compactMap { week($0) } }

    private func bins(_ counts: DistributionDocument.Counts, _ title: String) -> Plot {
        let greatest =
            counts.bins.map {
                max($0.askedPercent, $0.plannedPercent, $0.foundPercent ?? 0)
            }.max() ?? 0
        let points = { (value: (DistributionDocument.Bin) -> Double) in
            counts.bins.enumerated().map {
                RunDocument.Point(x: Double($0.offset), y: value($0.element))
            }
        }
        let mark = counts.bins.count > 1 ? Plot.Mark.line : .bars(width: 0.8)
        var series = [
            Plot.Series(
                style: "asked",
                title: "asked",
                mark: mark,
                points: points(\.askedPercent)
            ),
            Plot.Series(
                style: "planned",
                title: "planned",
                mark: mark,
                points: points(\.plannedPercent)
            ),
        ]
        if counts.bins.first?.foundPercent != nil {
            series.insert(
                Plot.Series(
                    style: "found",
                    title: "found",
                    mark: .bars(width: 0.9),
                    points: points { $0.foundPercent ?? 0 }
                ),
                at: 0
            )
        }
        return Plot(
            title: title,
            xTitle: "rows of each",
            yTitle: "% of \(Figures.grouped(counts.parents))",
            x: Plot.across(-0.6...(Double(counts.bins.count) - 0.4), binTicks(counts.bins)),
            y: Plot.upwards(upTo: greatest, text: PlotFigures.number),
            series: series
        )
    }

    /// As many ranges as there is room for.
    private func binTicks(_ bins: [DistributionDocument.Bin]) -> [PlotScale.Tick] {
        let texts = bins.map {
            $0.least == $0.greatest
                ? PlotFigures.short(Double($0.least))
                : "\(PlotFigures.short(Double($0.least)))–\(PlotFigures.short(Double($0.greatest)))"
        }
        let longest = texts.map(\.count).max() ?? 1
        let countMax = max(2, 40 / (longest + 2))
        let step = max(1, (bins.count + countMax - 1) / countMax)
        return bins.indices.filter { $0 % step == 0 }.map {
            PlotScale.Tick(value: Double($0), text: texts[$0])
        }
    }

    private func curve(_ counts: DistributionDocument.Counts) -> Plot {
        var series = [
            Plot.Series(
                style: "asked",
                title: "asked",
                mark: .line,
                points: counts.askedCurve.map(DistributionPlots.percent)
            ),
            Plot.Series(
                style: "planned",
                title: "planned",
                mark: .line,
                points: counts.plannedCurve.map(DistributionPlots.percent)
            ),
        ]
        if !counts.foundCurve.isEmpty {
            series.insert(
                Plot.Series(
                    style: "found",
                    title: "found",
                    mark: .area,
                    points: counts.foundCurve.map(DistributionPlots.percent)
                ),
                at: 0
            )
        }
        let asked = PlotFigures.percent(counts.busiestFifthAsked ?? 0)
        let planned = PlotFigures.percent(counts.busiestFifthPlanned ?? 0)
        let found = counts.busiestFifthFound.map { ", found \(PlotFigures.percent($0))" } ?? ""
        let ticks = [0.0, 20, 40, 60, 80, 100].map {
            PlotScale.Tick(value: $0, text: PlotFigures.percent($0))
        }
        return Plot(
            title: "Accesses: \(DistributionPlots.words(counts.name))",
            xTitle: "of \(Figures.grouped(counts.parents)), the busiest first",
            yTitle: "% of the rows",
            x: Plot.across(0...100, ticks),
            y: Plot.upwards(upTo: 100, text: PlotFigures.number),
            series: series,
            guides: [Plot.Guide(x: 20, text: "busiest fifth")],
            remark: "The busiest fifth has: asked \(asked), planned \(planned)\(found)."
        )
    }

    private func days(_ hours: DistributionDocument.Hours) -> Plot? {
        guard hours.foundDays.count > 1 else { return nil }
        let length = Double(hours.dayCount)
        let middle = { (index: Int) in Double(hours.firstDay) + (Double(index) + 0.5) * length }
        let points = { (values: [Double]) in
            values.enumerated().map {
                RunDocument.Point(x: middle($0.offset), y: $0.element / length)
            }
        }
        let found = hours.foundDays.map(Double.init)
        let first = Double(hours.firstDay)
        let last = first + Double(hours.foundDays.count) * length
        let ticks = [0.0, 0.5, 1].map { part in
            let day = (first + part * (last - first - 1)).rounded()
            return PlotScale.Tick(value: day, text: DistributionPlots.date(Int64(day)))
        }
        var series = [
            Plot.Series(style: "found", title: foundTitle, mark: .area, points: points(found))
        ]
        for (style, values) in [("asked", hours.askedDays), ("planned", hours.plannedDays)]
        where !values.isEmpty {
            series.append(
                Plot.Series(style: style, title: style, mark: .line, points: points(values))
            )
        }
        return Plot(
            title: "Created: \(DistributionPlots.words(hours.component))",
            xTitle: hours.dayCount == 1
                ? "day" : "day, mean of \(hours.dayCount) days at a time",
            yTitle: "rows a day",
            x: Plot.across(first...last, ticks),
            y: Plot.upwards(
                upTo: (found + hours.askedDays + hours.plannedDays).max().map { $0 / length } ?? 0,
                text: PlotFigures.short
            ),
            series: series,
            guides: [Plot.Guide(x: last - 30, text: "last 30 days")]
        )
    }

    private func week(_ hours: DistributionDocument.Hours) -> Plot? {
        guard hours.rows > 0 else { return nil }
        let points = { (values: [Double]) in
            values.enumerated().map { RunDocument.Point(x: Double($0.offset) + 0.5, y: $0.element) }
        }
        let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        return Plot(
            title: "Activity: \(DistributionPlots.words(hours.component))",
            xTitle: "hour of the week, UTC",
            yTitle: "% of the rows in the hour",
            x: Plot.across(
                0...168,
                days.enumerated().map {
                    PlotScale.Tick(value: Double($0.offset) * 24 + 12, text: $0.element)
                }
            ),
            y: Plot.upwards(
                upTo: (hours.foundWeek + hours.askedWeek).max() ?? 0,
                text: PlotFigures.number
            ),
            series: [
                Plot.Series(
                    style: "found",
                    title: foundTitle,
                    mark: .area,
                    points: points(hours.foundWeek)
                ),
                Plot.Series(
                    style: "asked",
                    title: "asked",
                    mark: .line,
                    points: points(hours.askedWeek)
                ),
            ]
        )
    }

    private var foundTitle: String {
        document.counts.contains { $0.bins.contains { $0.foundPercent != nil } }
            ? "found" : "planned"
    }

    private static func percent(_ point: RunDocument.Point) -> RunDocument.Point {
        RunDocument.Point(x: 100 * point.x, y: 100 * point.y)
    }

    private static func words(_ name: String) -> String { name.replacing("_", with: " ") }

    private static func date(_ day: Int64) -> String {
        String(UTCTimestamp(microseconds: day * 86_400_000_000).text.prefix(10))
    }
}

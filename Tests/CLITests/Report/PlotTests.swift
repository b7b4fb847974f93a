import ContextForge
import Rows
import Testing

@testable import CLI
@testable import Executor

@Suite struct PlotTests {
    @Test(arguments: [0.0, 0.003, 1, 7, 99, 100, 1234, 5e9])
    func `a scale ends at a round number above the greatest value`(greatest: Double) {
        let scale = PlotScale(upTo: greatest, from: 0, to: 100, text: PlotFigures.short)
        #expect(scale.range.upperBound >= greatest)
        #expect(scale.range.upperBound <= max(1, greatest * 2))
        #expect((2...6).contains(scale.ticks.count), "\(scale.ticks.map(\.text))")
        #expect(Set(scale.ticks.map(\.text)).count == scale.ticks.count)
        #expect(scale.place(0) == 0)
    }

    @Test func `figures are short`() {
        #expect(
            [0, 0.25, 1, 12.34, 999, 1500, 2_000_000].map(PlotFigures.short)
                == ["0", "0.25", "1", "12.3", "999", "1.5k", "2M"]
        )
        #expect(
            [0, 2e-5, 0.25, 3, 180, 7200].map(PlotFigures.seconds)
                == ["0", "20 µs", "250 ms", "3 s", "3 min", "2 h"]
        )
    }

    @Test(arguments: [(0, 3), (1, 24), (1, 25), (1, 500), (0, 10_000), (7, 7)])
    func `bins hold every number once`(least: Int64, greatest: Int64) {
        let ranges = CountBins.ranges(least, greatest)
        #expect(ranges.count <= 24)
        #expect(ranges.first?.lowerBound == least)
        #expect(ranges.last?.upperBound == greatest)
        for (before, after) in zip(ranges, ranges.dropFirst()) {
            #expect(after.lowerBound == before.upperBound + 1)
        }
    }

    @Test func `a plot escapes what it is called, and draws each value`() {
        let points = [RunDocument.Point(x: 0, y: 1), RunDocument.Point(x: 1, y: 0)]
        let plot = Plot(
            title: "<a> & \"b\"",
            xTitle: "x",
            yTitle: "y",
            x: Plot.across(upTo: 1, text: PlotFigures.short),
            y: Plot.upwards(upTo: 1, text: PlotFigures.short),
            series: [
                Plot.Series(style: "found", title: "<s>", mark: .bars(width: 0.5), points: points),
                Plot.Series(style: "asked", title: "d", mark: .line, points: points),
            ]
        )
        #expect(!plot.html.contains("<a>"))
        #expect(!plot.html.contains("<s>"))
        #expect(plot.html.contains("aria-label=\"&lt;a&gt; &amp; &quot;b&quot;\""))
        #expect(plot.html.matches(of: /<rect class="mark found"/).count == 1)
        #expect(plot.html.contains("<polyline class=\"mark asked\" points=\"46,24 348,180\"/>"))
    }

    @Test func `the busiest come first in a Lorenz curve`() {
        let curve = SurveyedCounts.busiest(CountTally([0: 6, 1: 2, 4: 2]))
        #expect(curve.map(\.parents) == [0, 0.2, 0.4, 1])
        #expect(curve.map(\.rows) == [0, 0.8, 1, 1])
        #expect(SurveyedCounts.busiest(CountTally([:])).isEmpty)
    }
}

/// A plot as a figure of HTML with inline SVG: no script, no font, nothing from elsewhere.
struct Plot {
    /// How values are drawn.
    enum Mark {
        /// Lines from point to point.
        case line
        /// A filled shape below such lines.
        case area
        /// A bar at each point, of the given width in values.
        case bars(width: Double)
    }

    /// Values of one kind.
    struct Series {
        /// The class of style: `found`, `asked`, `planned` or `trouble`.
        let style: String
        let title: String
        let mark: Mark
        let points: [RunDocument.Point]
    }

    /// A line across the plot with a word beside it.
    struct Guide {
        let x: Double
        let text: String
    }

    static let width = 360.0
    static let height = 220.0
    static let left = 46.0
    static let right = 12.0
    static let top = 24.0
    static let bottom = 40.0

    let title: String
    let xTitle: String
    let yTitle: String
    let x: PlotScale
    let y: PlotScale
    let series: [Series]
    var guides: [Guide] = []
    /// A sentence below; empty for none.
    var remark = ""

    /// A scale across a plot.
    static func across(_ range: ClosedRange<Double>, _ ticks: [PlotScale.Tick]) -> PlotScale {
        PlotScale(range, from: left, to: width - right, ticks: ticks)
    }

    /// A scale across a plot, from 0.
    static func across(upTo greatest: Double, text: (Double) -> String) -> PlotScale {
        PlotScale(upTo: greatest, from: left, to: width - right, text: text)
    }

    /// A scale from the bottom of a plot to its top, from 0.
    static func upwards(upTo greatest: Double, text: (Double) -> String) -> PlotScale {
        PlotScale(upTo: greatest, from: height - bottom, to: top, text: text)
    }

    /// The figure.
    var html: String {
        let legend = series.map {
            "<span class=\"key \($0.style)\">\(MarkupText.html($0.title))</span>"
        }.joined(separator: " ")
        let below = remark.isEmpty ? "" : "<p class=\"remark\">\(MarkupText.html(remark))</p>"
        return """
            <figure class="plot"><figcaption><strong>\(MarkupText.html(title))</strong> \(legend)\
            </figcaption>
            <svg viewBox="0 0 \(Plot.number(Plot.width)) \(Plot.number(Plot.height))" role="img" \
            aria-label="\(MarkupText.html(title))">
            \(axes)\(guides.map(guide).joined())\(series.map(draw).joined(separator: "\n"))
            </svg>\(below)</figure>
            """
    }

    private var axes: String {
        let floor = Plot.height - Plot.bottom
        let edge = Plot.width - Plot.right
        let lines = y.ticks.map { tick in
            let place = Plot.number(y.place(tick.value))
            return "<line class=\"grid\" x1=\"\(Plot.number(Plot.left))\" y1=\"\(place)\" "
                + "x2=\"\(Plot.number(edge))\" y2=\"\(place)\"/>"
                + text(tick.text, x: Plot.left - 5, y: y.place(tick.value) + 3.5, anchor: "end")
        }
        let numbers = x.ticks.map { tick in
            let place = x.place(tick.value)
            let anchor = place > edge - 16 ? "end" : place < Plot.left + 8 ? "start" : "middle"
            return text(tick.text, x: place, y: floor + 14, anchor: anchor)
        }
        return lines.joined() + numbers.joined()
            + text(
                xTitle,
                x: (Plot.left + edge) / 2,
                y: Plot.height - 8,
                anchor: "middle",
                style: "title"
            )
            + text(yTitle, x: 4, y: 12, anchor: "start", style: "title")
    }

    private func guide(_ guide: Guide) -> String {
        let place = x.place(guide.x)
        let isFar = place > Plot.width - 90
        return "<line class=\"guide\" x1=\"\(Plot.number(place))\" y1=\"\(Plot.number(Plot.top))\" "
            + "x2=\"\(Plot.number(place))\" y2=\"\(Plot.number(Plot.height - Plot.bottom))\"/>"
            + text(
                guide.text,
                x: place + (isFar ? -4 : 4),
                y: Plot.top + 9,
                anchor: isFar ? "end" : "start"
            )
    }

    private func text(
        _ text: String,
        x: Double,
        y: Double,
        anchor: String,
        style: String = "tick"
    ) -> String {
        "<text class=\"\(style)\" x=\"\(Plot.number(x))\" y=\"\(Plot.number(y))\" "
            + "text-anchor=\"\(anchor)\">\(MarkupText.html(text))</text>"
    }

    private func draw(_ series: Series) -> String {
        let floor = Plot.number(y.place(0))
        let places = series.points.map { point in
            "\(Plot.number(x.place(point.x))),\(Plot.number(y.place(point.y)))"
        }
        guard let first = series.points.first, let last = series.points.last else { return "" }
        switch series.mark {
        case .line:
            return
                "<polyline class=\"mark \(series.style)\" points=\"\(places.joined(separator: " "))\"/>"
        case .area:
            let start = "\(Plot.number(x.place(first.x))),\(floor)"
            let end = "\(Plot.number(x.place(last.x))),\(floor)"
            return "<polygon class=\"mark \(series.style)\" "
                + "points=\"\(start) \(places.joined(separator: " ")) \(end)\"/>"
        case .bars(let width):
            return series.points.filter { $0.y > 0 }.map { point in
                let (left, right) = (x.place(point.x - width / 2), x.place(point.x + width / 2))
                // A gap between neighbours, and never nothing.
                let across = max(1, right - left - 1)
                let up = max(1, y.place(0) - y.place(point.y))
                return "<rect class=\"mark \(series.style)\" x=\"\(Plot.number(left))\" "
                    + "y=\"\(Plot.number(y.place(0) - up))\" width=\"\(Plot.number(across))\" "
                    + "height=\"\(Plot.number(up))\"/>"
            }.joined()
        }
    }

    /// A number with one digit behind the point, none where it is whole.
    static func number(_ value: Double) -> String {
        let rounded = (value * 10).rounded() / 10
        return rounded == rounded.rounded() ? String(Int64(rounded)) : String(rounded)
    }
}

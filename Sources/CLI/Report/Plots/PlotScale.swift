import Foundation

/// Maps values to places on one axis of a plot, and chooses where to write numbers.
struct PlotScale {
    /// A value with what is written at it.
    struct Tick {
        let value: Double
        let text: String
    }

    /// Least and greatest value.
    let range: ClosedRange<Double>
    /// Places of these two, in pixels.
    let places: (from: Double, to: Double)
    let ticks: [Tick]

    /// A scale with given ticks.
    init(_ range: ClosedRange<Double>, from: Double, to: Double, ticks: [Tick]) {
        self.range = range
        places = (from, to)
        self.ticks = ticks
    }

    /// A scale from 0 to a round number above `greatest`, with `text` writing the numbers.
    init(upTo greatest: Double, from: Double, to: Double, text: (Double) -> String) {
        let step = PlotScale.step(greatest > 0 ? greatest : 1)
        let count = max(1, Int((greatest / step).rounded(.up)))
        let ticks = (0...count).map {
            Tick(value: Double($0) * step, text: text(Double($0) * step))
        }
        self.init(0...(Double(count) * step), from: from, to: to, ticks: ticks)
    }

    /// The place of a value.
    func place(_ value: Double) -> Double {
        let span = range.upperBound - range.lowerBound
        let part = span > 0 ? (value - range.lowerBound) / span : 0.5
        return places.from + min(1, max(0, part)) * (places.to - places.from)
    }

    /// 1, 2 or 5 times a power of ten: four steps or so to the greatest value.
    private static func step(_ greatest: Double) -> Double {
        let rough = greatest / 4
        let power = pow(10, floor(log10(rough)))
        let factor = rough / power
        return (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10) * power
    }
}

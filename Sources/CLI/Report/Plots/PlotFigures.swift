/// Numbers as plots write them: short.
enum PlotFigures {
    /// `1500` as `1.5k`, `2000000` as `2M`, `0.25` as it is.
    static func short(_ value: Double) -> String {
        let units: [(limit: Double, name: String)] = [(1e9, "G"), (1e6, "M"), (1e3, "k")]
        for unit in units where value >= unit.limit {
            return number(value / unit.limit) + unit.name
        }
        return number(value)
    }

    /// Seconds as `250 ms`, `12 s`, `5 min` or `2 h`.
    static func seconds(_ value: Double) -> String {
        switch value {
        case 0: "0"
        case ..<0.001: number(value * 1e6) + " µs"
        case ..<1: number(value * 1000) + " ms"
        case ..<120: number(value) + " s"
        case ..<7200: number(value / 60) + " min"
        default: number(value / 3600) + " h"
        }
    }

    /// `12 %`.
    static func percent(_ value: Double) -> String { number(value) + " %" }

    /// Three digits that count, without needless zeros.
    static func number(_ value: Double) -> String {
        let factor: Double = value >= 100 ? 1 : value >= 10 ? 10 : value >= 1 ? 100 : 1000
        let rounded = (value * factor).rounded() / factor
        return rounded == rounded.rounded() ? String(Int64(rounded)) : String(rounded)
    }
}

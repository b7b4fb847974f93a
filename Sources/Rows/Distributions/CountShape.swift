/// The relative weight of every count from the least to the greatest of a distribution.
struct CountShape {
    /// One weight a count, the least count first; not normalised.
    let weights: [Double]

    /// Exponent of the power law inside each band.
    static let powerLawExponent = 1.65

    /// The weights of a distribution; with a mean, tilted so that they have it.
    init(_ distribution: CountDistribution) {
        let least = distribution.min
        let greatest = distribution.max
        precondition(least >= 0 && least <= greatest, "a distribution's limits are reversed")
        let counts = (least...greatest).map(Double.init)
        if least == greatest {
            weights = [1]
            return
        }
        switch distribution.shape {
        case .powerLaw:
            weights = CountShape.banded(least: least, greatest: greatest)
        case .normal:
            let mean = distribution.mean ?? Double(least + greatest) / 2
            // Six standard deviations between the limits: the cut takes little of the shape.
            let deviation = Double(greatest - least) / 6
            let base = counts.map { count in
                let distance = (count - mean) / deviation
                return -distance * distance / 2
            }
            weights = CountShape.tilt(base, counts: counts, toMean: mean)
        case .zipf:
            let mean = distribution.mean ?? Double(least + greatest) / 2
            weights = BoundedZipf(least: least, greatest: greatest, mean: mean).weights
        case .uniform:
            let mean = distribution.mean ?? Double(least + greatest) / 2
            weights = CountShape.tilt(counts.map { _ in 0 }, counts: counts, toMean: mean)
        }
    }

    /// Weights `exp(logWeight + slope * count)` with the slope that gives the mean, by bisection.
    private static func tilt(
        _ logWeights: [Double],
        counts: [Double],
        toMean mean: Double
    )
        -> [Double]
    {
        let least = counts[0]
        let greatest = counts[counts.count - 1]
        if mean <= least { return counts.map { $0 == least ? 1 : 0 } }
        if mean >= greatest { return counts.map { $0 == greatest ? 1 : 0 } }
        var low = -700.0
        var high = 700.0
        var weights: [Double] = []
        for _ in 0..<80 {
            let slope = (low + high) / 2
            let exponents = zip(logWeights, counts).map { $0 + slope * ($1 - mean) }
            let peak = exponents.max() ?? 0
            weights = exponents.map { PortableMath.exp($0 - peak) }
            let sum = weights.reduce(0, +)
            let found = zip(weights, counts).reduce(0) { $0 + $1.0 * $1.1 } / sum
            if found < mean { low = slope } else { high = slope }
        }
        return weights
    }

    /// 80 % of the parents up to 5 % of the greatest count, 15 % between 10 and 20 %, 5 % between
    /// 50 and 100 %; inside each band a power law.
    private static func banded(least: Int64, greatest: Int64) -> [Double] {
        let limit = Double(greatest)
        let bands: [(share: Double, from: Int64, to: Int64)] = [
            (0.80, least, Int64((limit * 0.05).rounded(.down))),
            (0.15, Int64((limit * 0.10).rounded(.up)), Int64((limit * 0.20).rounded(.down))),
            (0.05, Int64((limit * 0.50).rounded(.up)), greatest),
        ]
        var weights = [Double](repeating: 0, count: Int(greatest - least + 1))
        for band in bands {
            let from = min(max(band.from, least, 1), greatest)
            let counts = from...max(from, band.to)
            let powers = counts.map {
                PortableMath.exp(-powerLawExponent * PortableMath.log(Double($0)))
            }
            let sum = powers.reduce(0, +)
            for (count, power) in zip(counts, powers) {
                weights[Int(count - least)] += band.share * power / sum
            }
        }
        return weights
    }
}

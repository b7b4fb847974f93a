import Synchronization

/// A Zipf law between two limits: the object at the share `u` of all, the hottest first, has
/// `scale * u^-exponent` accesses, cut at the limits.
///
/// Without limits an exponent of 0.861 gives the first 20 % of the objects 80 % of the accesses
/// (``ZipfRanks``); with them the exponent is searched that does, and where none does, the one that
/// comes closest. The scale follows from the mean.
struct BoundedZipf {
    /// The relative weight of every count from the least to the greatest.
    let weights: [Double]

    private static let hotShare = 0.2
    private static let hotAccesses = 0.8
    private static let exponents = 0.05...12.0
    /// Shares at which the curve is sampled.
    private static let sampleCount = 20_000

    /// The law with the limits and the mean, which lies between them.
    ///
    /// - Complexity: Two milliseconds; nothing if the law is one of the last that were computed.
    init(least: Int64, greatest: Int64, mean: Double) {
        let law = Law(least: least, greatest: greatest, mean: mean)
        if let known = BoundedZipf.known.withLock({ $0[law] }) {
            weights = known
            return
        }
        let computed = BoundedZipf.weights(least: least, greatest: greatest, mean: mean)
        weights = computed
        BoundedZipf.known.withLock { known in
            if known.count >= BoundedZipf.knownCountMax { known.removeAll() }
            known[law] = computed
        }
    }

    private struct Law: Hashable {
        let least: Int64
        let greatest: Int64
        let mean: Double
    }

    /// The weights of laws that were asked for before: many plans of one process differ in other
    /// things.
    private static let known = Mutex<[Law: [Double]]>([:])
    private static let knownCountMax = 32

    private static func weights(least: Int64, greatest: Int64, mean: Double) -> [Double] {
        precondition(least < greatest, "a law needs room between its limits")
        guard mean > Double(least), mean < Double(greatest) else {
            return (least...greatest).map {
                $0 == (mean > Double(least) ? greatest : least) ? 1 : 0
            }
        }
        let limits = (Double(least), Double(greatest))
        var low = BoundedZipf.exponents.lowerBound
        var high = BoundedZipf.exponents.upperBound
        for _ in 0..<40 {
            let middle = (low + high) / 2
            let curve = Curve(exponent: middle, limits: limits, mean: mean)
            let hot = curve.integral(to: BoundedZipf.hotShare) / mean
            if hot < BoundedZipf.hotAccesses { low = middle } else { high = middle }
        }
        let curve = Curve(exponent: high, limits: limits, mean: mean)
        var weights = [Double](repeating: 0, count: Int(greatest - least + 1))
        for sample in 0..<BoundedZipf.sampleCount {
            let value = curve.value((Double(sample) + 0.5) / Double(BoundedZipf.sampleCount))
            // Shared between the whole numbers on both sides, so that the mean stays.
            let offset = min(value - Double(least), Double(weights.count - 1))
            let whole = min(Int(offset), weights.count - 2)
            weights[whole] += 1 - (offset - Double(whole))
            weights[whole + 1] += offset - Double(whole)
        }
        return weights
    }

    /// `min(max(scale * u^-exponent, least), greatest)` for `u` from 0 to 1.
    private struct Curve {
        let exponent: Double
        let limits: (least: Double, greatest: Double)
        let logOfScale: Double

        /// The curve with that mean, its scale found by bisection.
        init(exponent: Double, limits: (Double, Double), mean: Double) {
            self.exponent = abs(exponent - 1) < 1e-6 ? 1 + 1e-6 : exponent
            self.limits = limits
            var low = -60.0
            var high = 60.0
            for _ in 0..<60 {
                let middle = (low + high) / 2
                let found = Curve(self.exponent, limits, logOfScale: middle).integral(to: 1)
                if found < mean { low = middle } else { high = middle }
            }
            logOfScale = (low + high) / 2
        }

        private init(_ exponent: Double, _ limits: (Double, Double), logOfScale: Double) {
            self.exponent = exponent
            self.limits = limits
            self.logOfScale = logOfScale
        }

        func value(_ share: Double) -> Double {
            let power = logOfScale - exponent * PortableMath.log(share)
            return min(max(PortableMath.exp(min(power, 600)), limits.least), limits.greatest)
        }

        /// The integral from 0 to `end`.
        func integral(to end: Double) -> Double {
            let upper = min(end, crossing(limits.greatest))
            let lower = limits.least > 0 ? min(end, crossing(limits.least)) : end
            var sum = limits.greatest * upper + limits.least * (end - lower)
            if lower > upper {
                let power = 1 - exponent
                let antiderivative = { (share: Double) -> Double in
                    share > 0
                        ? PortableMath.exp(
                            Swift.min(logOfScale + power * PortableMath.log(share), 600)
                        ) / power : 0
                }
                sum += antiderivative(lower) - antiderivative(upper)
            }
            return sum
        }

        /// The share at which the curve has a value.
        private func crossing(_ value: Double) -> Double {
            let power = (logOfScale - PortableMath.log(value)) / exponent
            return PortableMath.exp(Swift.min(power, 100))
        }
    }
}

/// How much was done when, in at most a few hundred equal stretches of time.
struct RateSeries {
    private static let binCountMax = 240

    /// Length of a stretch; it doubles when there are too many.
    private(set) var binSeconds = 0.01
    private var counts: [Double] = []

    /// Adds what was done evenly between two moments.
    mutating func add(_ count: Double, from start: Double, to end: Double) {
        let start = max(0, start)
        let end = max(start, end)
        while end >= binSeconds * Double(RateSeries.binCountMax) { widen() }
        let last = Int(end / binSeconds)
        while counts.count <= last { counts.append(0) }
        guard end > start else {
            counts[last] += count
            return
        }
        for bin in Int(start / binSeconds)...last {
            let from = max(start, Double(bin) * binSeconds)
            let to = min(end, Double(bin + 1) * binSeconds)
            counts[bin] += count * max(0, to - from) / (end - start)
        }
    }

    /// The rate in each stretch, by the second, with the stretch's middle; those until `end` that
    /// nothing was done in among them.
    func rates(until end: Double) -> [(seconds: Double, rate: Double)] {
        let whole = counts.reduce(0, +)
        guard whole > 0 else { return [] }
        return counts.indices.compactMap { bin in
            let start = Double(bin) * binSeconds
            let length = min(binSeconds, end - start)
            guard length > binSeconds / 10 else { return nil }
            return (start + length / 2, counts[bin] / length)
        }
    }

    private mutating func widen() {
        binSeconds *= 2
        counts = stride(from: 0, to: counts.count, by: 2).map { bin in
            counts[bin] + (bin + 1 < counts.count ? counts[bin + 1] : 0)
        }
    }
}

import Foundation

/// How long batches took, in classes that grow by a twentieth: memory does not grow with the
/// batches.
struct LatencyHistogram {
    private static let growth = log(1.05)
    private static let classCount = 600

    private var counts: [Int64] = []
    /// Number of batches.
    private(set) var count: Int64 = 0
    /// The longest, in seconds.
    private(set) var longest = 0.0

    /// Adds a batch that took so many microseconds.
    mutating func add(_ microseconds: Int64) {
        if counts.isEmpty { counts = [Int64](repeating: 0, count: LatencyHistogram.classCount) }
        let place = log(Double(max(1, microseconds))) / LatencyHistogram.growth
        counts[min(Int(place), counts.count - 1)] += 1
        count += 1
        longest = max(longest, Double(microseconds) / 1e6)
    }

    /// Adds the batches of another.
    mutating func add(_ other: LatencyHistogram) {
        guard other.count > 0 else { return }
        if counts.isEmpty { counts = [Int64](repeating: 0, count: LatencyHistogram.classCount) }
        for index in counts.indices { counts[index] += other.counts[index] }
        count += other.count
        longest = max(longest, other.longest)
    }

    /// Seconds that the given share of the batches did not exceed, to a twentieth; 0 without
    /// batches.
    func seconds(percentile: Double) -> Double {
        guard count > 0 else { return 0 }
        let rank = Int64((Double(count) * percentile / 100).rounded(.up))
        var below: Int64 = 0
        for (index, number) in counts.enumerated() {
            below += number
            if below >= max(1, rank) {
                return min(longest, LatencyHistogram.seconds(ofClass: index + 1))
            }
        }
        return longest
    }

    /// The shares of the batches, in classes four times as wide, from the first that has any to the
    /// last: the middle of each in seconds.
    var shares: [(seconds: Double, share: Double)] {
        let used = counts.indices.filter { counts[$0] > 0 }.map { $0 / 4 }
        guard let first = used.first, let last = used.last else { return [] }
        return (first...last).map { wide in
            let number = counts[(wide * 4)..<min(counts.count, wide * 4 + 4)].reduce(0, +)
            return (LatencyHistogram.seconds(ofClass: wide * 4 + 2), Double(number) / Double(count))
        }
    }

    private static func seconds(ofClass index: Int) -> Double { exp(Double(index) * growth) / 1e6 }
}

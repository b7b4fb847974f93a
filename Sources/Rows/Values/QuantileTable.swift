/// A distribution given by its values at evenly spaced shares, with straight lines between them.
public struct QuantileTable: Sendable {
    private let segmentCount: UInt64
    // Never freed: tables are global constants. `nonisolated(unsafe)` is sound because the memory
    // is written before the initialiser returns and never after.
    nonisolated(unsafe) private let values: UnsafePointer<Int>

    /// A distribution with `values[i]` at the share `i / (values.count - 1)`.
    ///
    /// - Precondition: Two values or more, none below the one before.
    public init(_ values: [Int]) {
        precondition(values.count > 1, "a distribution needs at least two quantiles")
        precondition(zip(values, values.dropFirst()).allSatisfy(<=), "quantiles cannot fall")
        let storage = UnsafeMutablePointer<Int>.allocate(capacity: values.count)
        storage.initialize(from: values, count: values.count)
        self.values = UnsafePointer(storage)
        segmentCount = UInt64(values.count - 1)
    }

    /// The value at the share `bits / 2^64`.
    @inline(__always)
    public func value(_ bits: UInt64) -> Int {
        let (segment, remainder) = bits.multipliedFullWidth(by: segmentCount)
        let index = Int(truncatingIfNeeded: segment)
        let low = values[index]
        let width = UInt64(values[index &+ 1] &- low)
        return low &+ Int(truncatingIfNeeded: remainder.multipliedFullWidth(by: width).high)
    }
}

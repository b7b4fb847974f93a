/// Weights as running sums, to divide any number of slots in proportion to them.
///
/// This is systematic sampling: slot j of n stands for the point (j + phase) / n of the whole and
/// goes to the share that contains the point. Each share gets its exact proportion of the slots,
/// rounded up or down; the phase decides which.
public struct CumulativeShares: Sendable {
    /// The share that a slot belongs to, and the slot's position in it.
    public struct Place: Sendable, Equatable {
        /// Index of the share.
        public let share: Int
        /// Position among the share's slots, from 0.
        public let position: UInt64
        /// Number of the share's slots, 1 or more.
        public let slotCount: UInt64
    }

    /// Maximum number of slots.
    public static let slotCountMax: UInt64 = 1 << 34

    /// Precision of a fraction; its product with ``slotCountMax`` fits 64 bits.
    private static let fractionBits: UInt64 = 28
    private static let whole: UInt64 = 1 << fractionBits
    /// Low bits of a fraction that the guide ignores; 12 are left.
    private static let guideShift: UInt64 = 16

    /// Number of shares, 1 or more.
    public let count: Int
    // Never freed: shares are global constants. `nonisolated(unsafe)` is sound because the memory
    // is written before the initialiser returns and never after.
    /// The fraction at which each share begins, then the whole.
    nonisolated(unsafe) private let bounds: UnsafePointer<UInt32>
    /// For each 4096th of the whole, the share that contains its beginning.
    nonisolated(unsafe) private let guide: UnsafePointer<UInt16>

    /// Shares in proportion to `weights`.
    ///
    /// - Precondition: There are 1 to 65,536 weights, none is negative, and their sum is positive.
    public init(_ weights: [Double]) {
        let sum = weights.reduce(0, +)
        precondition(weights.count <= 1 << 16, "there are too many shares for the guide")
        precondition(sum > 0 && sum.isFinite, "shares must have a positive sum")
        precondition(weights.allSatisfy { $0 >= 0 }, "a share cannot be negative")
        var fractions: [UInt32] = [0]
        var running = 0.0
        for weight in weights {
            running += weight
            let fraction = (running / sum * Double(CumulativeShares.whole)).rounded()
            fractions.append(UInt32(fraction))
        }
        // Rounding may miss the whole by one.
        fractions[weights.count] = UInt32(CumulativeShares.whole)
        var entries: [UInt16] = []
        var share = 0
        for entry in 0..<CumulativeShares.whole >> CumulativeShares.guideShift {
            while UInt64(fractions[share + 1]) <= entry << CumulativeShares.guideShift {
                share += 1
            }
            entries.append(UInt16(share))
        }
        let boundStorage = UnsafeMutablePointer<UInt32>.allocate(capacity: fractions.count)
        boundStorage.initialize(from: fractions, count: fractions.count)
        let guideStorage = UnsafeMutablePointer<UInt16>.allocate(capacity: entries.count)
        guideStorage.initialize(from: entries, count: entries.count)
        bounds = UnsafePointer(boundStorage)
        guide = UnsafePointer(guideStorage)
        count = weights.count
    }

    /// The share and position of a slot.
    ///
    /// The slots of a share have the positions 0, 1, 2, …, so no two slots have the same share and
    /// position. Only the low 28 bits of `phase` are used.
    ///
    /// - Precondition: `slot` is below `slotCount`, which is 1 to ``slotCountMax``.
    /// - Complexity: O(1) on average: one division, then a short search from the guide's entry.
    @inline(__always)
    public func place(of slot: UInt64, among slotCount: UInt64, phase: UInt64) -> Place {
        let shift = phase & (CumulativeShares.whole - 1)
        let fraction = (slot << CumulativeShares.fractionBits | shift) / slotCount
        var share = Int(guide[Int(fraction >> CumulativeShares.guideShift)])
        var first = firstSlot(share, among: slotCount, shift)
        var next = firstSlot(share &+ 1, among: slotCount, shift)
        // Ends at the last share at the latest: its end is `slotCount`.
        while next <= slot {
            share &+= 1
            first = next
            next = firstSlot(share &+ 1, among: slotCount, shift)
        }
        return Place(share: share, position: slot &- first, slotCount: next &- first)
    }

    /// The first slot at or after the beginning of a share.
    @inline(__always)
    private func firstSlot(_ share: Int, among slotCount: UInt64, _ shift: UInt64) -> UInt64 {
        let start = UInt64(bounds[share]) &* slotCount
        return (start &+ (CumulativeShares.whole - 1) &- shift) >> CumulativeShares.fractionBits
    }
}

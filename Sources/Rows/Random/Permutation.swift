/// A seeded bijection of `0 ..< count`, computed for any index alone.
///
/// A four-round Feistel network over the least even number of bits that holds `count`, with
/// cycle-walking: an image outside the range is mapped again until it falls inside. At most four
/// walks are expected, since the network's domain is at most four times the range.
public struct Permutation: Sendable {
    /// Size of the range, 1 or more.
    public let count: Int64
    private let halfBits: UInt64
    private let halfMask: UInt64
    private let key: CellKey

    /// The permutation of `0 ..< count` that belongs to `key`.
    public init(count: Int64, key: CellKey) {
        precondition(count > 0, "a permutation needs at least one element")
        self.count = count
        self.key = key
        let bits = max(2, 64 - (UInt64(count) - 1).leadingZeroBitCount)
        halfBits = UInt64((bits + 1) / 2)
        halfMask = (1 << halfBits) - 1
    }

    /// The image of an index.
    ///
    /// - Precondition: `index` is in `0 ..< count`.
    public func callAsFunction(_ index: Int64) -> Int64 {
        precondition(index >= 0 && index < count, "an index is outside its permutation")
        var image = UInt64(index)
        repeat {
            var left = image >> halfBits
            var right = image & halfMask
            for round: UInt64 in 0..<4 {
                (left, right) = (right, (left ^ mixed(right, round)) & halfMask)
            }
            image = (left << halfBits) | right
        } while image >= UInt64(count)
        return Int64(image)
    }

    /// The index of an image: the inverse.
    ///
    /// - Precondition: `image` is in `0 ..< count`.
    public func index(of image: Int64) -> Int64 {
        precondition(image >= 0 && image < count, "an image is outside its permutation")
        var index = UInt64(image)
        repeat {
            var left = index >> halfBits
            var right = index & halfMask
            for round: UInt64 in (0..<4).reversed() {
                (left, right) = ((right ^ mixed(left, round)) & halfMask, left)
            }
            index = (left << halfBits) | right
        } while index >= UInt64(count)
        return Int64(index)
    }

    @inline(__always)
    private func mixed(_ half: UInt64, _ round: UInt64) -> UInt64 {
        key.bits(Int64(bitPattern: half | round << 58))
    }
}

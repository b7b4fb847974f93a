/// Ranks drawn by a Zipf law: the share of accesses of the first `r` of `N` objects is `(r/N)^b`.
///
/// With `b = ln 0.8 / ln 0.2` the first 20 % of the objects get 80 % of the accesses, at every N
/// (a Zipf law with exponent 1 - b = 0.861).
public struct ZipfRanks: Sendable {
    /// Number of objects.
    let count: Int64
    /// `1 / b`.
    private let inverseExponent: Double

    /// The law for `count` objects that are the share `poolShare` of all objects, the only ones
    /// that are accessed: 20 % of *all* objects still get 80 % of the accesses.
    ///
    /// A pool of a quarter of the objects or less cannot have that; its own first 20 % get 80 %
    /// then.
    public init(count: Int64, poolShare: Double = 1) {
        self.count = count
        let hotShare = poolShare > 0.25 ? 0.2 / poolShare : 0.2
        inverseExponent = PortableMath.log(hotShare) / PortableMath.log(0.8)
    }

    /// The rank at a part, 0 ..< 1, of all accesses; rising.
    public func rank(_ part: Double) -> Int64 {
        guard part > 0 else { return 0 }
        let place = PortableMath.exp(PortableMath.log(part) * inverseExponent)
        return min(count - 1, Int64(Double(count) * place))
    }
}

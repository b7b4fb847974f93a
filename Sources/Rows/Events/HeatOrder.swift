/// The order of objects by how much happens to them: by tenant first, then by object.
///
/// A bijection of `0 ..< count`. Neighbours in a table belong to one tenant, so runs of neighbours
/// are permuted as wholes, and the objects inside a run among themselves: the objects of a busy
/// tenant are busy, and hot objects are spread over ids and owners.
struct HeatOrder: Sendable {
    private let count: Int64
    private let runLength: Int64
    /// Objects in whole runs; the few behind them keep their places.
    private let wholeCount: Int64
    /// What takes those few from the hot end to the middle.
    private let shift: Int64
    private let runs: Permutation
    private let inside: Permutation

    /// The order of `count` objects, of which a tenant has about `runLength`.
    init(count: Int64, runLength: Int64, key: CellKey) {
        precondition(count > 0, "an order needs at least one object")
        self.count = count
        self.runLength = max(1, min(runLength, count))
        let runCount = count / self.runLength
        wholeCount = runCount * self.runLength
        shift = wholeCount == count ? 0 : count / 2
        runs = Permutation(count: runCount, key: key)
        inside = Permutation(count: self.runLength, key: key.stream(1))
    }

    /// The rank of an object; more happens to higher ranks.
    func rank(_ index: Int64) -> Int64 {
        var place = index
        if index < wholeCount {
            let (run, position) = index.quotientAndRemainder(dividingBy: runLength)
            place = runs(run) * runLength + inside(position)
        }
        place += shift
        return place < count ? place : place - count
    }

    /// The object of a rank: the inverse.
    func index(rank: Int64) -> Int64 {
        var place = rank - shift
        if place < 0 { place += count }
        guard place < wholeCount else { return place }
        let (run, position) = place.quotientAndRemainder(dividingBy: runLength)
        return runs.index(of: run) * runLength + inside.index(of: position)
    }
}

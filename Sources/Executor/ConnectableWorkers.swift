/// Counts the workers that have a connection, or may still get one.
struct ConnectableWorkers {
    private var count: Int

    /// All of `count` workers may.
    init(_ count: Int) { self.count = count }

    /// Notes that a worker goes without.
    ///
    /// - Returns: Whether it was the last one; otherwise the others do its part.
    mutating func refuse() -> Bool {
        count -= 1
        return count == 0
    }
}

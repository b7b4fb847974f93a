/// A set of batch numbers as one bit each: a million batches take 125 KB.
package struct BatchSet: Sendable, Equatable {
    /// Number of batches that may be in it.
    package let capacity: Int64
    /// Number of batches that are.
    package private(set) var count: Int64 = 0
    private var words: [UInt64]

    /// An empty set for the batches `0 ..< capacity`.
    package init(capacity: Int64) {
        self.capacity = capacity
        words = [UInt64](repeating: 0, count: Int((capacity + 63) / 64))
    }

    /// Whether a batch is in the set.
    package func contains(_ batch: Int64) -> Bool {
        guard batch >= 0 && batch < capacity else { return false }
        return words[Int(batch >> 6)] >> UInt64(batch & 63) & 1 == 1
    }

    /// Puts a batch in; false when it was there already.
    @discardableResult
    package mutating func insert(_ batch: Int64) -> Bool {
        precondition(batch >= 0 && batch < capacity, "a batch's number is outside its plan")
        guard !contains(batch) else { return false }
        words[Int(batch >> 6)] |= 1 << UInt64(batch & 63)
        count += 1
        return true
    }

    /// Takes a batch out; false when it was not there.
    @discardableResult
    package mutating func remove(_ batch: Int64) -> Bool {
        guard contains(batch) else { return false }
        words[Int(batch >> 6)] &= ~(1 << UInt64(batch & 63))
        count -= 1
        return true
    }
}

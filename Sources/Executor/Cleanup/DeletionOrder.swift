/// Puts deletions, which end in any order, into the order in which their batches were begun.
struct DeletionOrder {
    private var begun: [Int64] = []
    private var ended: [Int64: Deletion] = [:]

    /// The earliest batch that has not been taken; nil when all are.
    var first: Int64? { begun.first }

    /// Notes batches that are begun now.
    mutating func begin(_ batches: some Sequence<Int64>) { begun.append(contentsOf: batches) }

    /// Notes the end of a batch that was begun.
    mutating func end(_ deletion: Deletion) { ended[deletion.batch.number] = deletion }

    /// Takes the deletions that no batch which was begun earlier is missing before.
    mutating func takeNext() -> [Deletion] {
        let next = begun.prefix { ended[$0] != nil }
        begun.removeFirst(next.count)
        return next.compactMap { ended.removeValue(forKey: $0) }
    }

    /// Takes all deletions; batches that have not ended are left.
    mutating func takeAll() -> [Deletion] {
        let all = begun.compactMap { ended.removeValue(forKey: $0) }
        let numbers = Set(all.map(\.batch.number))
        begun.removeAll { numbers.contains($0) }
        return all
    }
}

/// How often the rows of a table are used: finds the row of any one use.
///
/// The uses are those that the dataset has itself, such as calls or memberships.
public struct RowUses: Sendable {
    private enum Law: Sendable {
        /// `starts` has the first event of every stream, and the number of all at the end;
        /// `cohorts` the cohort of every stream.
        case events(EventStreams, starts: [Int64], cohorts: [Int])
        case children(ChildCounts)
        /// Where nothing is recorded: 20 % of the rows have 80 % of the uses.
        case ranks(ZipfRanks, Permutation)
    }

    private let law: Law

    /// The uses that are events; nil when there are none.
    public init?(_ events: EventStreams) {
        guard events.eventCount > 0 else { return nil }
        law = RowUses.law(of: events)
    }

    /// The uses that are children of the rows; nil when there are none.
    public init?(_ children: ChildCounts) {
        guard children.rowCount > 0 else { return nil }
        law = .children(children)
    }

    /// Uses of a table that nothing records: 20 % of the rows have 80 % of them.
    ///
    /// - Precondition: The table has `rowCount` rows, 1 or more.
    public init(unrecordedOf table: String, rowCount: Int64, seed: UInt64) {
        let key = CellKey(seed: seed, table: table, purpose: "accesses")
        law = .ranks(ZipfRanks(count: rowCount), Permutation(count: rowCount, key: key))
    }

    /// The row of the use at a part, 0 ..< 1, of all uses.
    ///
    /// - Complexity: O(log rows) at most.
    public func row(at part: Double) -> Int64 {
        switch law {
        case .ranks(let ranks, let order): return order(ranks.rank(part))
        case .children(let counts):
            return counts.place(of: RowUses.use(part, of: counts.rowCount)).parent
        case .events(let events, let starts, let cohorts):
            let event = RowUses.use(part, of: events.eventCount)
            var low = 0
            var high = starts.count - 1
            while high - low > 1 {
                let middle = (low + high) / 2
                if starts[middle] <= event { low = middle } else { high = middle }
            }
            let stream = events.streams[low]
            let cohort = events.cohorts[cohorts[low]]
            let object = (event - starts[low]) / stream.rounds.eventCount
            return cohort.firstObject + cohort.order.index(rank: stream.firstRank + object)
        }
    }

    private static func use(_ part: Double, of count: Int64) -> Int64 {
        min(Int64(part * Double(count)), count - 1)
    }

    private static func law(of events: EventStreams) -> Law {
        var starts: [Int64] = [0]
        var cohorts = [Int](repeating: 0, count: events.streams.count)
        for stream in events.streams {
            starts.append(starts[starts.count - 1] + stream.objectCount * stream.rounds.eventCount)
        }
        for (number, cohort) in events.cohorts.enumerated() {
            for stream in cohort.streams { cohorts[stream] = number }
        }
        return .events(events, starts: starts, cohorts: cohorts)
    }
}

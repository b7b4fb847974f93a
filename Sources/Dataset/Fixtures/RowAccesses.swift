/// Which rows of a table are used how often: finds the row of any one use.
///
/// The uses are those that the dataset has itself: the calls of a tool, the uses of a token, the
/// requests of a user, the members of a team.
package struct RowAccesses: Sendable {
    private enum Law: Sendable {
        /// `starts` has the first event of every stream, and the number of all at the end;
        /// `cohorts` the cohort of every stream.
        case events(EventStreams, starts: [Int64], cohorts: [Int])
        case children(ChildCounts)
        /// Where nothing is recorded: 20 % of the rows have 80 % of the uses.
        case ranks(ZipfRanks, Permutation)
    }

    private let law: Law

    /// The uses of a table of a population.
    ///
    /// - Precondition: The table has `rowCount` rows, 1 or more.
    package init(_ population: Population, table: String, rowCount: Int64) {
        let events: EventStreams? =
            switch table {
            case "email_users": population.requestEvents
            case "email_api_tokens": population.tokenEvents
            case "tools": population.toolEvents
            case "resources": population.resourceEvents
            case "prompts": population.promptEvents
            case "servers": population.serverEvents
            case "a2a_agents": population.agentEvents
            default: nil
            }
        if let events, events.eventCount > 0 {
            law = RowAccesses.law(of: events)
        } else if table == "email_teams", population.members.rowCount > 0 {
            law = .children(population.members)
        } else {
            let key = CellKey(
                seed: population.configuration.seed,
                table: table,
                purpose: "accesses"
            )
            law = .ranks(ZipfRanks(count: rowCount), Permutation(count: rowCount, key: key))
        }
    }

    /// The row of the use at a part, 0 ..< 1, of all uses.
    ///
    /// - Complexity: O(log rows) at most.
    package func row(at part: Double) -> Int64 {
        switch law {
        case .ranks(let ranks, let order): return order(ranks.rank(part))
        case .children(let counts):
            return counts.place(of: RowAccesses.use(part, of: counts.rowCount)).parent
        case .events(let events, let starts, let cohorts):
            let event = RowAccesses.use(part, of: events.eventCount)
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

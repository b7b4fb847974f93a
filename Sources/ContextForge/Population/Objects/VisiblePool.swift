import Rows

/// The objects that everybody may see, in order of how often they are used.
///
/// Servers are composed of them. The order is that of the permutation that decides who sees
/// what, so the much-used objects are spread over all ids and owners.
enum VisiblePool: Sendable {
    /// Public objects of a table.
    case objects(Ownership)
    /// Tools of public gateways, the tools of a much-used gateway together: `starts` has the first
    /// rank of every public gateway in order of use, and the number of all tools at the end;
    /// `rows` the first row of each.
    case tools(starts: [Int64], rows: [Int64])

    /// The pool of a table.
    init(_ population: Population, table: StaticString, objectCount: Int64) {
        self =
            table.description == "tools"
            ? VisiblePool.tools(population)
            : .objects(Ownership(population, table: table, objectCount: objectCount))
    }

    /// The tools of public gateways.
    private static func tools(_ population: Population) -> VisiblePool {
        let gateways = Ownership(
            population,
            table: "gateways",
            objectCount: population.configuration.gatewayCount
        )
        var firstRow: Int64 = 0
        let firstRows = (0..<population.configuration.gatewayCount).map { gateway in
            defer { firstRow += population.tools.count(of: gateway) }
            return firstRow
        }
        var starts: [Int64] = [0]
        var rows: [Int64] = []
        for rank in 0..<gateways.publicCount {
            let gateway = gateways.publicObject(rank: rank)
            starts.append(starts[starts.count - 1] + population.tools.count(of: gateway))
            rows.append(firstRows[Int(gateway)])
        }
        return .tools(starts: starts, rows: rows)
    }

    /// Number of objects.
    var count: Int64 {
        switch self {
        case .objects(let ownership): ownership.publicCount
        case .tools(let starts, _): starts[starts.count - 1]
        }
    }

    /// The row of the object of a rank.
    func row(rank: Int64) -> Int64 {
        switch self {
        case .objects(let ownership):
            return ownership.publicObject(rank: rank)
        case .tools(let starts, let rows):
            var low = 0
            var high = starts.count - 1
            while high - low > 1 {
                let middle = (low + high) / 2
                if starts[middle] <= rank { low = middle } else { high = middle }
            }
            return rows[low] + rank - starts[low]
        }
    }
}

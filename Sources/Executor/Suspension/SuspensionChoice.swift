import Planner

/// Decides whose indexes and constraints are suspended while a run loads.
struct SuspensionChoice: Equatable {
    /// The tables, in the plan's order.
    let tables: [String]
    /// Why there are none although some would be worth it.
    let notice: String?

    /// Chooses among the tables of a plan.
    ///
    /// - Parameters:
    ///   - setting: What the profile or the command line wants.
    ///   - tables: The tables of the plan.
    ///   - isEmpty: Whether a table holds no row.
    ///   - otherSessionCount: Who else is at work in the target; nil where that is not known.
    init(
        _ setting: IndexSuspension,
        tables: [TablePlan],
        isEmpty: (String) throws -> Bool,
        otherSessionCount: () throws -> Int64?
    ) rethrows {
        switch setting {
        case .never:
            (self.tables, notice) = ([], nil)
        case .always:
            (self.tables, notice) = (tables.filter { $0.rowCount > 0 }.map(\.name), nil)
        case .auto:
            let large = tables.filter { $0.rowCount >= IndexSuspension.rowCountMin }.map(\.name)
            let empty = try large.filter { try isEmpty($0) }
            // What a gateway writes meanwhile would not be checked before the end.
            guard !empty.isEmpty, let others = try otherSessionCount(), others > 0 else {
                (self.tables, notice) = (empty, nil)
                return
            }
            self.tables = []
            notice =
                "indexes stay in place, because \(others) other "
                + (others == 1 ? "session is" : "sessions are")
                + " connected to the database; --disable-indexes true suspends them nevertheless"
        }
    }
}

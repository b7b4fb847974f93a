import Planner

/// Decides whose indexes and constraints are suspended while a run loads.
struct SuspensionChoice: Equatable {
    /// The tables, in the plan's order.
    let tables: [String]
    /// Whether unique keys stay in place: who else is at work is not known, and a row that somebody
    /// writes against a suspended key keeps it from being restored.
    let sparesUniqueKeys: Bool
    /// Why there are none although some would be worth it.
    let notice: String?

    /// Chooses among the tables of a plan.
    ///
    /// - Parameters:
    ///   - setting: What the profile or the command line wants.
    ///   - tables: The tables of the plan.
    ///   - isEmpty: Whether a table holds no rows but those that the gateway writes when it is
    ///     installed.
    ///   - otherSessionCount: Who else is at work in the target; nil where that is not known.
    init(
        _ setting: IndexSuspension,
        tables: [TablePlan],
        isEmpty: (String) throws -> Bool,
        otherSessionCount: () throws -> Int64?
    ) rethrows {
        switch setting {
        case .never:
            (self.tables, sparesUniqueKeys, notice) = ([], false, nil)
        case .always:
            self.tables = tables.filter { $0.rowCount > 0 }.map(\.name)
            (sparesUniqueKeys, notice) = (false, nil)
        case .auto:
            let large = tables.filter { $0.rowCount >= IndexSuspension.rowCountMin }.map(\.name)
            let empty = try large.filter { try isEmpty($0) }
            let others = empty.isEmpty ? 0 : try otherSessionCount()
            sparesUniqueKeys = others == nil
            // What a gateway writes meanwhile would not be checked before the end.
            guard let others, others > 0 else {
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

/// What doctor says of triggers and rules, which only a run can show the effect of.
enum TriggerFinding {
    /// The finding about some triggers and rules, each with its table; none gives one that is ok.
    static func of(_ names: [String]) -> Finding {
        guard !names.isEmpty else {
            return Finding("triggers", .ok, "no trigger or rule works on the tables")
        }
        let rest = names.count - 5
        return Finding(
            "triggers",
            .warning,
            "they work on rows of a run: \(names.prefix(5).joined(separator: ", "))"
                + (rest > 0 ? " and \(rest) more" : ""),
            hint: "A run stops at a batch of which a trigger drops rows. A cleanup keeps rows that "
                + "a trigger or rule does not let go, and names it."
        )
    }
}

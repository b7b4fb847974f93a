/// Finds the number of users whose plan costs as much as there is to spend.
///
/// Costs grow nearly evenly with the users, so each plan tells where the next one has to be.
struct UserCountSearch {
    /// Plans that are made at most: each may take seconds.
    private static let planCountMax = 8
    /// Share of the goal that may be left over.
    private static let remainder = 0.01

    /// Fewest users that the profile allows.
    let least: Int64
    /// Most users that a profile may have.
    let most: Int64

    /// The plan of the most users found whose cost is not above `goal`, beginning with `start`
    /// users; nil when the fewest cost more.
    func plan<Plan>(
        for goal: Double,
        from start: Int64,
        make: (Int64) throws -> Plan,
        cost: (Plan) -> Double
    ) throws -> (userCount: Int64, plan: Plan)? {
        var best: (userCount: Int64, plan: Plan)?
        var userCount = min(max(start, least), most)
        for _ in 0..<UserCountSearch.planCountMax {
            let plan = try make(userCount)
            let found = cost(plan)
            if found <= goal && userCount > best?.userCount ?? 0 { best = (userCount, plan) }
            if found <= goal && found >= goal * (1 - UserCountSearch.remainder) { break }
            let wanted = Double(userCount) * goal / max(found, .leastNormalMagnitude)
            var next = wanted >= Double(most) ? most : max(least, Int64(wanted))
            if next == userCount && found > goal { next -= 1 }
            guard next != userCount, next >= least else { break }
            userCount = next
        }
        return best
    }
}

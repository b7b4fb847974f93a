import Rows

/// What API tokens are good for: what they may do, and the team they are limited to.
struct TokenGrants: Sendable {
    /// What tokens may do; MCP permissions need `servers.use` too.
    private static let scopes = WordList(
        """
        []
        ["tools.read", "servers.use"]
        ["tools.read", "tools.execute", "servers.use"]
        ["resources.read", "servers.use"]
        ["prompts.read", "servers.use"]
        ["tools.read", "resources.read", "prompts.read", "servers.read", "servers.use"]
        ["servers.read", "gateways.read"]
        ["tools.read", "tools.create", "tools.update", "servers.use"]
        """
    )
    private static let scopeChoice = WeightedChoice([40, 14, 16, 8, 6, 8, 5, 3])

    private let key: CellKey
    private let times: TeamTimes
    private let olderTokenCount: Int64
    private let admins: Share

    init(_ population: Population) {
        key = population.key("email_api_tokens", "life")
        times = population.times
        olderTokenCount = population.tokens.olderRowCount
        admins = population.admins
    }

    /// The permissions of a token, as a JSON list; an empty one leaves them to its user's roles.
    func permissions(_ row: Int64) -> UnsafeRawBufferPointer {
        TokenGrants.scopes[TokenGrants.scopeChoice.index(key.stream(1).bits(row))]
    }

    /// The team that a token of `user` is limited to, one that the user created; half of them name
    /// one.
    ///
    /// Since release 1.0.9 the other half are limited to the personal team, unless the user is an
    /// administrator.
    func team(_ row: Int64, user: Int64, release: Release) -> Int64? {
        let bits = key.stream(4).bits(row)
        guard bits & 1 == 0 else {
            let isPersonal = release >= TokensTable.personalTeamSince && !admins.contains(user)
            return isPersonal ? user * times.teamsPerUser : nil
        }
        let teamCount = times.teamCount(of: user, isOlder: row < olderTokenCount)
        return user * times.teamsPerUser + Int64(bits >> 8) % teamCount
    }
}

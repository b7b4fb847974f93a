import Rows

/// Which users have tokens for which gateways that use OAuth: pairs, evenly spread over all.
struct OAuthGrants: Sendable {
    /// Number of pairs that have a token.
    let count: Int64
    private let population: Population
    private let authentication: Authentication
    private let owners: GatewayOwners
    private let pairCount: Int64
    private let key: CellKey

    init(_ population: Population) {
        self.population = population
        authentication = Authentication(gatewaysOf: population)
        owners = GatewayOwners(population)
        let (pairs, isTooLarge) = population.configuration.userCount
            .multipliedReportingOverflow(by: authentication.oauthCount)
        precondition(!isTooLarge, "there are more users and gateways than can be multiplied")
        pairCount = pairs
        let rate = min(1, population.configuration[.oauthTokenRate])
        count = Int64((Double(pairs) * rate).rounded())
        key = population.key("oauth_tokens", "grant")
    }

    /// The user and the gateway of a token.
    func pair(_ row: Int64) -> (user: Int64, gateway: Int64) {
        // Each token has a stretch of the pairs, and is one of them.
        let start = start(row)
        let length = self.start(row + 1) - start
        let pair = start + Int64(key.index(row, below: Int(length)))
        let (user, rank) = pair.quotientAndRemainder(dividingBy: authentication.oauthCount)
        return (user, authentication.oauthObject(rank: rank))
    }

    /// When a token was granted: after its user signed up and its gateway was registered.
    func created(_ row: Int64, user: Int64, gateway: Int64) -> Int64 {
        let possible = max(population.userCreated(user), owners.created(gateway))
        let part = key.stream(1).unit(row)
        return Timeline.between(possible, population.timeline.end, at: part * part)
    }

    private func start(_ row: Int64) -> Int64 {
        let product = UInt64(row).multipliedFullWidth(by: UInt64(pairCount))
        return Int64(UInt64(count).dividingFullWidth(product).quotient)
    }
}

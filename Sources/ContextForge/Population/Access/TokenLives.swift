import Rows

/// What happens to API tokens: when they are issued, used, revoked and expire.
struct TokenLives: Sendable {
    /// The tokens' `jti`.
    let identifiers: IdentifierKey
    private let population: Population
    private let active: Share
    private let key: CellKey
    private let createdKey: CellKey
    /// Uses of the tokens, attempts after their end included.
    let uses: EventStreams

    init(_ population: Population) {
        self.population = population
        active = Share(
            percent: population.configuration[.tokensActivePercent],
            of: population.tokens.rowCount,
            key: population.key("email_api_tokens", "is_active")
        )
        identifiers = IdentifierKey(
            key: population.key("email_api_tokens", "jti"),
            order: .random
        )
        key = population.key("email_api_tokens", "life")
        createdKey = population.key("email_api_tokens", "created_at")
        uses = population.tokenEvents
    }

    /// Whether a token is active; the others are revoked.
    @inline(__always)
    func isActive(_ row: Int64) -> Bool {
        active.contains(row)
    }

    /// When a token was issued.
    func created(_ place: ChildCounts.Place, row: Int64) -> Int64 {
        population.objectCreated(
            row,
            place,
            of: population.tokens,
            jitter: createdKey.unit(row)
        )
    }

    /// When a token expires: mostly within a year from the end of the data, a few have, some never
    /// will.
    func expiry(_ row: Int64, created: Int64) -> Int64? {
        let choice = key.stream(2).bits(row) % 100
        let part = key.stream(3).unit(row)
        let end = population.timeline.end
        switch choice {
        case 0..<10: return nil
        case 10..<15: return Timeline.between(created, end, at: 0.2 + 0.8 * part)
        default: return end + Int64((7 + part * 358) * 86_400_000_000)
        }
    }

    /// When a token was revoked: only those that are not active are.
    func revocation(_ row: Int64, created: Int64) -> Int64? {
        isActive(row) ? nil : revocationOfInactive(row, created: created)
    }

    /// When a token that is not active was revoked.
    func revocationOfInactive(_ row: Int64, created: Int64) -> Int64 {
        let part = 0.1 + 0.9 * key.stream(5).unit(row)
        return Timeline.between(created, population.timeline.end, at: part)
    }

    /// The moment from which on a token is refused: it has expired or was revoked.
    func refusal(_ row: Int64, created: Int64) -> Int64? {
        let expiry = expiry(row, created: created)
        guard let revocation = revocation(row, created: created) else { return expiry }
        return expiry.map { min($0, revocation) } ?? revocation
    }

    /// When a token was last used: never after it expired or was revoked.
    func lastUse(_ row: Int64, created: Int64) -> Int64? {
        uses.lastMoment(of: row, before: refusal(row, created: created) ?? .max)
    }
}

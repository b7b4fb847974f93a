/// Which API tokens the gateway accepts at a moment.
package struct UsableTokens: Sendable {
    private let population: Population
    private let lives: TokenLives
    private let activeUsers: Share
    private let now: Int64

    /// The tokens of a population at `nowMicroseconds`, counted from 1970-01-01 UTC.
    package init(_ population: Population, nowMicroseconds now: Int64) {
        self.population = population
        self.now = now
        lives = TokenLives(population)
        activeUsers = population.activeUsers
    }

    /// Whether a token is issued, neither revoked nor expired, and its user active.
    package func contains(_ row: Int64) -> Bool {
        let place = population.tokens.place(of: row)
        guard lives.isActive(row), activeUsers.contains(place.parent) else { return false }
        let created = lives.created(place, row: row)
        let expiry = APITokens.expiry(lives.expiry(row, created: created), created: created)
        return created <= now && now < expiry
    }
}

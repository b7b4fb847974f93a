import Rows

/// `token_revocations`: the tokens that are refused: all those that are not active.
package struct TokenRevocationsTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "token_revocations",
        component: "token_revocations",
        columns: [
            .required("jti", .text(lengthMax: 36)),
            .required("revoked_at", .timestamp),
            .required("revoked_by", .text(lengthMax: 255)),
            .optional("reason", .text(lengthMax: 255)),
            .optional("token_expiry", .timestamp),
            .optional("last_activity", .timestamp),
        ],
        primaryKey: ["jti"],
        references: [
            TableDefinition.Reference("jti", "email_api_tokens", "jti"),
            TableDefinition.Reference("revoked_by", "email_users", "email"),
        ],
        creationColumn: "revoked_at",
        // The lives of tokens decide: an old token may have been revoked at any time since.
        followsRecentShare: false,
        endedReference: "jti"
    )

    private static let reasons = WordList(
        """
        Revoked by user
        No longer needed
        Token rotated
        Replaced by a token with fewer permissions
        Suspected leak
        Owner changed teams
        logout
        idle_timeout
        """
    )
    private static let reasonChoice = WeightedChoice([34, 22, 20, 6, 5, 4, 5, 4])

    /// How long a revocation is kept whose token never expires, in microseconds: ten years.
    private static let unlimitedLifetime: Int64 = 3650 * 86_400_000_000

    private let population: Population
    private let lives: TokenLives
    /// The tokens that are not active.
    private let revoked: Selection
    private let reasonKey: CellKey

    package init(_ population: Population) {
        self.population = population
        let lives = TokenLives(population)
        self.lives = lives
        revoked = Selection(indexCount: population.tokens.rowCount) { !lives.isActive($0) }
        reasonKey = population.key("token_revocations", "reason")
    }

    package var rowCount: Int64 { revoked.count }

    package func fill(_ batch: ColumnBatch) {
        let token = batch.lane(.parent)
        let user = batch.lane(.owner)
        let created = batch.lane(.created)
        let time = batch.lane(.updated)
        var position = revoked.position(batch.rows.lowerBound)
        var place = population.tokens.place(of: position.index)
        for index in 0..<batch.rowCount {
            if index > 0 {
                let before = position.index
                position = revoked.position(position.ordinal + 1, from: position)
                population.tokens.advance(&place, by: position.index - before)
            }
            token[index] = position.index
            user[index] = place.parent
            created[index] = lives.created(place, row: position.index)
            time[index] = lives.revocationOfInactive(position.index, created: created[index])
        }
        batch.text("jti") { writer, _, index in
            lives.identifiers.appendHyphenated(token[index], into: &writer)
        }
        batch.integers("revoked_at") { _, index in time[index] }
        batch.text("revoked_by") { writer, _, index in
            population.people.appendEmail(user[index], into: &writer)
        }
        batch.text("reason") { writer, _, index in
            let choice = Self.reasonChoice.index(reasonKey.bits(token[index]))
            writer.append(Self.reasons[choice])
        }
        batch.integers("token_expiry") { _, index in
            // The gateway drops a revocation when the token has expired; one that never does
            // must not become valid again.
            lives.expiry(token[index], created: created[index])
                ?? time[index] + Self.unlimitedLifetime
        }
        batch.optionalIntegers("last_activity") { _, index in
            lives.lastUse(token[index], created: created[index])
        }
    }
}

import Rows

/// `token_revocations`: the tokens that are refused: all those that are not active.
package struct TokenRevocationsTable: GatewayTable {
    package static let columns: [Column<Self>] = [
        .text(.required("jti", .text(lengthMax: 36))) { table, _, revocation, writer in
            table.lives.identifiers.appendHyphenated(revocation.token, into: &writer)
        },
        .integers(.required("revoked_at", .timestamp)) { _, _, revocation in revocation.time },
        .text(.required("revoked_by", .text(lengthMax: 255))) { table, _, revocation, writer in
            table.population.people.appendEmail(revocation.user, into: &writer)
        },
        .text(.optional("reason", .text(lengthMax: 255))) { table, _, revocation, writer in
            let choice = Self.reasonChoice.index(table.reasonKey.bits(revocation.token))
            writer.append(Self.reasons[choice])
        },
        .integers(.optional("token_expiry", .timestamp)) { table, _, revocation in
            // The gateway drops a revocation when the token has expired; one that never does
            // must not become valid again.
            table.lives.expiry(revocation.token, created: revocation.created)
                ?? revocation.time + Self.unlimitedLifetime
        },
        .optionalIntegers(.optional("last_activity", .timestamp)) { table, _, revocation in
            table.lives.lastUse(revocation.token, created: revocation.created)
        },
    ]

    package static let definition = TableDefinition(
        name: "token_revocations",
        component: "token_revocations",
        columns: columns.map(\.definition),
        primaryKey: ["jti"],
        references: [
            TableDefinition.Reference("jti", to: "email_api_tokens", key: "jti"),
            TableDefinition.Reference("revoked_by", to: "email_users", key: "email"),
        ],
        creationColumn: "revoked_at",
        // The lives of tokens decide: an old token may have been revoked at any time since.
        followsRecentShare: false,
        endedReference: "jti"
    )

    /// What the columns of a revocation share.
    package struct Shared: BitwiseCopyable {
        /// The token's row.
        let token: Int64
        let user: Int64
        /// When the token was issued.
        let created: Int64
        /// When it was revoked.
        let time: Int64
    }

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

    /// The revocation of the token whose `jti` a text is.
    package func rows(withKey text: String) -> [Int64]? {
        lives.identifiers.rows(of: text, rowCount: population.tokens.rowCount)
            .filter { !lives.isActive($0) }
            .map { revoked.count(below: $0) }
    }

    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<Shared>) {
        var position = revoked.position(batch.rows.lowerBound)
        var place = population.tokens.place(of: position.index)
        for index in 0..<batch.rowCount {
            if index > 0 {
                let before = position.index
                position = revoked.position(position.ordinal + 1, from: position)
                population.tokens.advance(&place, by: position.index - before)
            }
            let created = lives.created(place, row: position.index)
            shared[index] = Shared(
                token: position.index,
                user: place.parent,
                created: created,
                time: lives.revocationOfInactive(position.index, created: created)
            )
        }
    }
}

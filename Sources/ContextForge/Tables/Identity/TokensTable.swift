import Rows

/// `email_api_tokens`: the API tokens of each user.
package struct TokensTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "email_api_tokens",
        component: "tokens",
        columns: [
            .required("id", .text(lengthMax: 36)),
            .required("user_email", .text(lengthMax: 255)),
            .required("name", .text(lengthMax: 255)),
            .required("jti", .text(lengthMax: 36)),
            .required("token_hash", .text(lengthMax: 255)),
            .unfilled("server_id", .text(lengthMax: 36)),
            .required("resource_scopes", .json),
            .required("ip_restrictions", .json),
            .required("time_restrictions", .json),
            .required("usage_limits", .json),
            .required("created_at", .timestamp),
            .optional("expires_at", .timestamp),
            .optional("last_used", .timestamp),
            .required("is_active", .boolean),
            .optional("description", .text(lengthMax: nil)),
            .optional("tags", .json),
            .optional("team_id", .text(lengthMax: 36)),
        ],
        uniqueKeys: [
            TableDefinition.UniqueKey("uq_email_api_tokens_jti", ["jti"]),
            TableDefinition.UniqueKey(
                "uq_email_api_tokens_user_name_team",
                ["user_email", "name", "team_id"]
            ),
            TableDefinition.UniqueKey(
                "uq_email_api_tokens_user_name_global",
                ["user_email", "name"],
                whereNull: "team_id"
            ),
        ],
        references: [
            TableDefinition.Reference("user_email", "email_users", "email"),
            TableDefinition.Reference("team_id", "email_teams", "id"),
        ],
        gatewayReferences: [TableDefinition.Reference("server_id", "servers", "id")],
        laterColumns: ["last_used", "expires_at"],
        endColumns: ["expires_at"],
        upkeep: TableUpkeep(columns: ["last_used"]),
        childCount: TableDefinition.ChildCount(.tokensPerUser, by: "user_email"),
        lastEvent: TableDefinition.LastEvent(
            "last_used",
            in: "token_usage_logs",
            where: "\"status_code\" <> 401"
        ),
        fixture: TableDefinition.Fixture(
            [
                .init("id"),
                .init("name"),
                .init("owner", of: "user_email"),
                .init("team_id"),
                .init("permissions", of: "resource_scopes"),
                .init("jti"),
                .init("expires_at"),
            ]
        )
    )

    /// The release from which on a token that names no team is limited to its user's personal one.
    static let personalTeamSince = Release.known("1.0.9")

    private static let purposes = WordList(
        "ci deploy agent notebook dashboard cron sync backup monitor laptop staging importer",
        separator: " "
    )

    private let population: Population
    private let lives: TokenLives
    private let grants: TokenGrants
    private let tokens: APITokens?
    private let identifiers: IdentifierKey
    private let key: CellKey
    private let hashKey: CellKey
    private let descriptionKey: CellKey
    private let subjectKey: CellKey
    private let tagKey: CellKey

    package init(_ population: Population) {
        self.population = population
        let count = population.tokens.rowCount
        lives = TokenLives(population)
        grants = TokenGrants(population)
        tokens = APITokens(population)
        identifiers = Population.identifiers("email_api_tokens", count, population.configuration)
        key = population.key("email_api_tokens", "life")
        hashKey = population.key("email_api_tokens", "token_hash")
        descriptionKey = population.key("email_api_tokens", "description")
        subjectKey = population.key("email_api_tokens", "subject")
        tagKey = population.key("email_api_tokens", "tags")
    }

    package var rowCount: Int64 { population.tokens.rowCount }

    package var parents: ParentCounts? { population.tokens.parents }

    package var uses: RowUses? { RowUses(population.tokenEvents) }

    /// The gateway accepts a token that is neither revoked nor expired and whose user is active.
    package func isServed(_ row: Int64, at moment: Int64) -> Bool {
        let place = population.tokens.place(of: row)
        guard lives.isActive(row), population.activeUsers.contains(place.parent) else {
            return false
        }
        let created = lives.created(place, row: row)
        let expiry = APITokens.expiry(lives.expiry(row, created: created), created: created)
        return created <= moment && moment < expiry
    }

    package func credential(of row: Int64, release: Release) -> String? {
        tokens?.token(row, release: release)
    }

    package func fill(_ batch: ColumnBatch) {
        let user = batch.lane(.owner)
        let ordinal = batch.lane(.ordinal)
        let created = batch.lane(.created)
        let release = batch.constants.release
        var place = population.tokens.place(of: batch.rows.lowerBound)
        for index in 0..<batch.rowCount {
            if index > 0 { population.tokens.advance(&place) }
            user[index] = place.parent
            ordinal[index] = place.ordinal
            created[index] = lives.created(place, row: batch.rows.lowerBound + Int64(index))
        }
        batch.text("id") { writer, row, _ in identifiers.appendHyphenated(row, into: &writer) }
        batch.text("user_email") { writer, _, index in
            population.people.appendEmail(user[index], into: &writer)
        }
        batch.text("name") { writer, row, index in
            var bits = CellBits(key, row: row)
            writer.append(bits.word(of: TokensTable.purposes))
            writer.append("-token-")
            writer.append(decimal: UInt64(ordinal[index]) + 1)
        }
        batch.text("jti") { writer, row, _ in
            lives.identifiers.appendHyphenated(row, into: &writer)
        }
        fillHashes(batch)
        batch.text("resource_scopes") { writer, row, _ in writer.append(grants.permissions(row)) }
        batch.constant("ip_restrictions", "[]")
        batch.constant("time_restrictions", "{}")
        batch.constant("usage_limits", "{}")
        batch.integers("created_at") { _, index in created[index] }
        batch.optionalIntegers("expires_at") { row, index in
            lives.expiry(row, created: created[index])
        }
        batch.optionalIntegers("last_used") { row, index in
            lives.lastUse(row, created: created[index])
        }
        batch.integers("is_active") { row, _ in lives.isActive(row) ? 1 : 0 }
        batch.text("description") { writer, row, _ in
            population.appendDescription(
                descriptionKey,
                row: row,
                subject: Subject(subjectKey, row: row),
                into: &writer
            )
        }
        batch.text("tags") { writer, row, _ in
            Tags.standard.appendStrings(key: tagKey, row: row, into: &writer)
        }
        batch.optionalText("team_id") { writer, row, index in
            guard let team = grants.team(row, user: user[index], release: release)
            else { return false }
            population.teamIdentifiers.appendHex(team, into: &writer)
            return true
        }
    }

    private func fillHashes(_ batch: ColumnBatch) {
        guard let tokens else {
            batch.text("token_hash") { writer, row, _ in
                // No token has this hash: its 256 bits are drawn, not computed.
                for word: UInt64 in 0..<4 {
                    HexDigits.append(hashKey.stream(word).bits(row), into: &writer)
                }
            }
            return
        }
        let user = batch.lane(.owner)
        let created = batch.lane(.created)
        var token = ByteWriter(capacity: 1024)
        batch.text("token_hash") { writer, row, index in
            token.removeAll()
            tokens.append(
                row,
                user: user[index],
                created: created[index],
                release: batch.constants.release,
                claims: &batch.scratch,
                into: &token
            )
            APITokens.appendHash(of: token.bytes, into: &writer)
        }
    }
}

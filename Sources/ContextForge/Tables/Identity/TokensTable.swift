import Rows

/// `email_api_tokens`: the API tokens of each user.
package struct TokensTable: GatewayTable {
    package static let columns: [Column<Self>] = [
        .identifiers(.required("id", .text(lengthMax: 36)), hyphenated: true) { $0.identifiers },
        .text(.required("user_email", .text(lengthMax: 255))) { table, _, token, writer in
            table.population.people.appendEmail(token.user, into: &writer)
        },
        .text(.required("name", .text(lengthMax: 255))) { table, row, token, writer in
            var bits = CellBits(table.key, row: row)
            writer.append(bits.word(of: TokensTable.purposes))
            writer.append("-token-")
            writer.append(decimal: UInt64(token.ordinal) + 1)
        },
        .identifiers(.required("jti", .text(lengthMax: 36)), hyphenated: true) {
            $0.lives.identifiers
        },
        .scratchText(.required("token_hash", .text(lengthMax: 255))) {
            (table, row, token, scratch, writer) in
            table.appendHash(row, token, scratch: &scratch, into: &writer)
        },
        .unfilled("server_id", .text(lengthMax: 36)),
        .text(.required("resource_scopes", .json)) { table, row, _, writer in
            writer.append(table.grants.permissions(row))
        },
        .constant(.required("ip_restrictions", .json), "[]"),
        .constant(.required("time_restrictions", .json), "{}"),
        .constant(.required("usage_limits", .json), "{}"),
        .integers(.required("created_at", .timestamp)) { _, _, token in token.created },
        .optionalIntegers(.optional("expires_at", .timestamp)) { table, row, token in
            table.lives.expiry(row, created: token.created)
        },
        .optionalIntegers(.optional("last_used", .timestamp)) { table, row, token in
            table.lives.lastUse(row, created: token.created)
        },
        .booleans(.required("is_active", .boolean)) { table, row, _ in
            table.lives.isActive(row)
        },
        .text(.optional("description", .text(lengthMax: nil))) { table, row, _, writer in
            table.population.appendDescription(
                table.descriptionKey,
                row: row,
                subject: Subject(table.subjectKey, row: row),
                into: &writer
            )
        },
        .text(.optional("tags", .json)) { table, row, _, writer in
            Tags.standard.appendStrings(key: table.tagKey, row: row, into: &writer)
        },
        .optionalText(.optional("team_id", .text(lengthMax: 36))) { table, _, token, writer in
            guard let team = token.team else { return false }
            table.population.teamIdentifiers.appendHex(team, into: &writer)
            return true
        },
    ]

    package static let definition = TableDefinition(
        name: "email_api_tokens",
        component: "tokens",
        columns: columns.map(\.definition),
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
            TableDefinition.Reference("user_email", to: "email_users", key: "email"),
            TableDefinition.Reference("team_id", to: "email_teams", key: "id"),
        ],
        systemReferences: [TableDefinition.Reference("server_id", to: "servers", key: "id")],
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

    /// What the columns of a token share.
    package struct Shared: BitwiseCopyable {
        let user: Int64
        /// Zero-based position among the user's tokens.
        let ordinal: Int64
        /// When the token was issued.
        let created: Int64
        /// The team that it is limited to, which depends on the release; nil for none.
        let team: Int64?
    }

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
        identifiers = Population.identifiers(
            "email_api_tokens",
            rowCount: count,
            population.configuration
        )
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

    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<Shared>) {
        let release = batch.constants.release
        var place = population.tokens.place(of: batch.rows.lowerBound)
        for index in 0..<batch.rowCount {
            if index > 0 { population.tokens.advance(&place) }
            let row = batch.rows.lowerBound + Int64(index)
            shared[index] = Shared(
                user: place.parent,
                ordinal: place.ordinal,
                created: lives.created(place, row: row),
                team: grants.team(row, user: place.parent, release: release)
            )
        }
    }

    private func appendHash(
        _ row: Int64,
        _ token: Shared,
        scratch: inout ByteWriter,
        into writer: inout ByteWriter
    ) {
        guard let tokens else {
            // No token has this hash: its 256 bits are drawn, not computed.
            for word: UInt64 in 0..<4 {
                HexDigits.append(hashKey.stream(word).bits(row), into: &writer)
            }
            return
        }
        // The token stands in the cell until its hash is known.
        let start = writer.count
        tokens.append(
            row,
            user: token.user,
            created: token.created,
            team: token.team,
            claims: &scratch,
            into: &writer
        )
        scratch.removeAll()
        let signed = UnsafeRawBufferPointer(rebasing: writer.bytes[start...])
        APITokens.appendHash(of: signed, into: &scratch)
        writer.truncate(to: start)
        writer.append(scratch.bytes)
    }
}

extension CountKey {
    /// API tokens of a user.
    package static let tokensPerUser = CountKey(
        "tokens_per_user",
        "API tokens of a user",
        1...5,
        mean: 2
    )
}

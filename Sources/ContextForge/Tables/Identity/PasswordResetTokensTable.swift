import Rows

/// `password_reset_tokens`: a few requests for a new password, in the order of the users.
package struct PasswordResetTokensTable: GatewayTable {
    package static let columns: [Column<Self>] = [
        .identifiers(.required("id", .text(lengthMax: 36)), hyphenated: true) { $0.identifiers },
        .text(.required("user_email", .text(lengthMax: 255))) { table, _, token, writer in
            table.population.people.appendEmail(token.user, into: &writer)
        },
        .text(.required("token_hash", .text(lengthMax: 64))) { table, row, _, writer in
            for word: UInt64 in 0..<4 {
                HexDigits.append(table.hashKey.stream(word).bits(row), into: &writer)
            }
        },
        .integers(.required("expires_at", .timestamp)) { _, _, token in
            token.created + PasswordResetTokensTable.lifetime
        },
        .optionalIntegers(.optional("used_at", .timestamp)) { table, row, token in
            table.used(row, created: token.created)
        },
        .integers(.required("created_at", .timestamp)) { _, _, token in token.created },
        .text(.optional("ip_address", .text(lengthMax: 45))) { table, row, token, writer in
            let bits = table.clientKey.bits(row)
            table.clients.appendAddress(token.user, bits: bits, into: &writer)
        },
        .text(.optional("user_agent", .text(lengthMax: nil))) { table, row, _, writer in
            table.clients.appendUserAgent(table.clientKey.stream(1).bits(row), into: &writer)
        },
    ]

    package static let definition = TableDefinition(
        name: "password_reset_tokens",
        component: "password_reset_tokens",
        columns: columns.map(\.definition),
        uniqueKeys: [
            TableDefinition.UniqueKey("uq_password_reset_tokens_token_hash", ["token_hash"])
        ],
        references: [
            TableDefinition.Reference(
                "user_email",
                to: "email_users",
                key: "email",
                isDeclared: true
            )
        ],
        laterColumns: ["expires_at", "used_at"],
        derivation: Derivation()
    )

    /// What the columns of a token share.
    package struct Shared: BitwiseCopyable {
        let user: Int64
        /// When the user asked for it.
        let created: Int64
    }

    /// How long a token is valid, in microseconds: an hour.
    private static let lifetime: Int64 = 3_600_000_000

    private let population: Population
    private let users: SampledParents
    private let clients: ClientTraces
    private let identifiers: IdentifierKey
    private let timeKey: CellKey
    private let hashKey: CellKey
    private let clientKey: CellKey

    package init(_ population: Population) {
        self.population = population
        users = PasswordResetTokensTable.users(population)
        clients = ClientTraces(population)
        identifiers = Population.identifiers(
            "password_reset_tokens",
            rowCount: users.count,
            population.configuration
        )
        timeKey = population.key("password_reset_tokens", "created_at")
        hashKey = population.key("password_reset_tokens", "token_hash")
        clientKey = population.key("password_reset_tokens", "client")
    }

    package var rowCount: Int64 { users.count }

    /// The users who asked for a new password.
    static func users(_ population: Population) -> SampledParents {
        SampledParents(oneIn: 50, of: population.configuration.userCount)
    }

    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<Shared>) {
        for index in 0..<batch.rowCount {
            let row = batch.rows.lowerBound + Int64(index)
            let user = users.parent(of: row)
            shared[index] = Shared(
                user: user,
                created: population.moment(afterObjectsOf: user, at: timeKey.unit(row))
            )
        }
    }

    /// When a token was used; nil for one that was not.
    private func used(_ row: Int64, created: Int64) -> Int64? {
        let used = created + 60_000_000 + Int64(timeKey.stream(1).bits(row) % 900_000_000)
        return timeKey.stream(2).bits(row) % 100 < 65 && used <= population.timeline.end
            ? used : nil
    }
}

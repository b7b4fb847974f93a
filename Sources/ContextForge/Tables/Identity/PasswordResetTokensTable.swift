import Rows

/// `password_reset_tokens`: a few requests for a new password, in the order of the users.
package struct PasswordResetTokensTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "password_reset_tokens",
        component: "password_reset_tokens",
        columns: [
            .required("id", .text(lengthMax: 36)),
            .required("user_email", .text(lengthMax: 255)),
            .required("token_hash", .text(lengthMax: 64)),
            .required("expires_at", .timestamp),
            .optional("used_at", .timestamp),
            .required("created_at", .timestamp),
            .optional("ip_address", .text(lengthMax: 45)),
            .optional("user_agent", .text(lengthMax: nil)),
        ],
        uniqueKeys: [
            TableDefinition.UniqueKey("uq_password_reset_tokens_token_hash", ["token_hash"])
        ],
        references: [
            TableDefinition.Reference("user_email", "email_users", "email", isDeclared: true)
        ],
        laterColumns: ["expires_at", "used_at"],
        derivation: Derivation()
    )

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
            users.count,
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

    package func fill(_ batch: ColumnBatch) {
        let user = batch.lane(.owner)
        let created = batch.lane(.created)
        for index in 0..<batch.rowCount {
            let row = batch.rows.lowerBound + Int64(index)
            user[index] = users.parent(of: row)
            created[index] = population.moment(
                afterObjectsOf: user[index],
                at: timeKey.unit(row)
            )
        }
        batch.text("id") { writer, row, _ in identifiers.appendHyphenated(row, into: &writer) }
        batch.text("user_email") { writer, _, index in
            population.people.appendEmail(user[index], into: &writer)
        }
        batch.text("token_hash") { writer, row, _ in
            for word: UInt64 in 0..<4 {
                HexDigits.append(hashKey.stream(word).bits(row), into: &writer)
            }
        }
        batch.integers("expires_at") { _, index in
            created[index] + PasswordResetTokensTable.lifetime
        }
        batch.optionalIntegers("used_at") { row, index in
            let used =
                created[index] + 60_000_000 + Int64(timeKey.stream(1).bits(row) % 900_000_000)
            return timeKey.stream(2).bits(row) % 100 < 65 && used <= population.timeline.end
                ? used : nil
        }
        batch.integers("created_at") { _, index in created[index] }
        batch.text("ip_address") { writer, row, index in
            clients.appendAddress(user[index], bits: clientKey.bits(row), into: &writer)
        }
        batch.text("user_agent") { writer, row, _ in
            clients.appendUserAgent(clientKey.stream(1).bits(row), into: &writer)
        }
    }
}

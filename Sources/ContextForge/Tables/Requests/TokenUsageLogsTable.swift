import Rows

/// `token_usage_logs`: requests with API tokens, in order of time.
package struct TokenUsageLogsTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "token_usage_logs",
        component: "token_usage_logs",
        columns: [
            .reservedKey("id"),
            .required("token_jti", .text(lengthMax: 36)),
            .required("user_email", .text(lengthMax: 255)),
            .required("timestamp", .timestamp),
            .optional("endpoint", .text(lengthMax: 255)),
            .optional("method", .text(lengthMax: 10)),
            .optional("ip_address", .text(lengthMax: 45)),
            .optional("user_agent", .text(lengthMax: nil)),
            .optional("status_code", .integer),
            .optional("response_time_ms", .integer),
            .required("blocked", .boolean),
            .optional("block_reason", .text(lengthMax: 255)),
        ],
        references: [
            TableDefinition.Reference("token_jti", "email_api_tokens", "jti"),
            TableDefinition.Reference("user_email", "email_users", "email"),
        ],
        creationColumn: "timestamp",
        refusedColumn: "blocked",
        derivation: Derivation(),
        childCount: TableDefinition.ChildCount(.usesPerToken, by: "token_jti"),
        isHistory: true,
        plot: .activity
    )

    private let population: Population
    private let windows: EventWindows
    private let lives: TokenLives
    private let clients: ClientTraces
    private let outcomes: CallOutcomes
    private let endpointKey: CellKey
    private let clientKey: CellKey

    package init(_ population: Population) {
        self.population = population
        lives = TokenLives(population)
        windows = EventWindows(lives.uses, unit: .event)
        clients = ClientTraces(population)
        outcomes = CallOutcomes(key: population.key("token_usage_logs", "outcome"))
        endpointKey = population.key("token_usage_logs", "endpoint")
        clientKey = population.key("token_usage_logs", "client")
    }

    package var rowCount: Int64 { windows.rowCount }

    package var parents: ParentCounts? { windows.streams.parents }

    package func fill(_ batch: ColumnBatch) {
        let token = batch.lane(.parent)
        let user = batch.lane(.owner)
        let time = batch.lane(.created)
        let number = batch.lane(.choice)
        let status = batch.lane(.siblings)
        windows.forEach(in: batch) { index, row in
            let place = population.tokens.place(of: row.object)
            let issued = lives.created(place, row: row.object)
            let refusal = lives.refusal(row.object, created: issued) ?? .max
            token[index] = row.object
            user[index] = place.parent
            time[index] = row.time
            number[index] = row.number
            status[index] =
                row.time >= refusal ? TokenRequests.refusedStatus : self.status(row.number)
        }
        func isRefused(_ index: Int) -> Bool { status[index] == TokenRequests.refusedStatus }
        /// The gateway takes every answer with a status of 4xx for blocked.
        func isBlocked(_ index: Int) -> Bool { status[index] >= 400 && status[index] < 500 }
        batch.reservedKeys("id")
        batch.text("token_jti") { writer, _, index in
            lives.identifiers.appendHyphenated(token[index], into: &writer)
        }
        batch.text("user_email") { writer, _, index in
            population.people.appendEmail(user[index], into: &writer)
        }
        batch.integers("timestamp") { _, index in time[index] }
        batch.text("endpoint") { writer, _, index in
            writer.append(TokenRequests.paths[choice(number[index])])
        }
        batch.text("method") { writer, _, index in
            writer.append(choice(number[index]) < TokenRequests.postCount ? "POST" : "GET")
        }
        batch.text("ip_address") { writer, _, index in
            clients.appendAddress(user[index], bits: clientKey.bits(number[index]), into: &writer)
        }
        batch.text("user_agent") { writer, _, index in
            // A token belongs to a program.
            clients.appendUserAgent(clientKey.stream(1).bits(token[index]), into: &writer)
        }
        batch.integers("status_code") { _, index in status[index] }
        batch.integers("response_time_ms") { _, index in
            let duration = Int64(outcomes.seconds(number[index]) * 1000)
            return isBlocked(index) ? 1 + duration / 16 : duration
        }
        batch.integers("blocked") { _, index in isBlocked(index) ? 1 : 0 }
        batch.optionalText("block_reason") { writer, _, index in
            if isRefused(index) {
                writer.append("revoked_or_expired")
            } else {
                writer.append("http_")
                writer.append(decimal: UInt64(status[index]))
            }
            return isBlocked(index)
        }
    }

    @inline(__always)
    private func choice(_ number: Int64) -> Int {
        TokenRequests.choice.index(endpointKey.bits(number))
    }

    /// The status of a request with a valid token.
    @inline(__always)
    private func status(_ number: Int64) -> Int64 {
        if outcomes.isSuccess(number) { return choice(number) == 1 ? 202 : 200 }
        let statuses = TokenRequests.failureStatuses
        return statuses[Int(endpointKey.stream(1).bits(number) % UInt64(statuses.count))]
    }
}

/// What programs with API tokens ask for.
private enum TokenRequests {
    /// Those that are posted come first.
    static let paths = WordList(
        """
        /rpc /messages /a2a/invoke /tools /resources /prompts /servers /gateways /version /metrics
        """,
        separator: " "
    )
    static let postCount = 3
    static let choice = WeightedChoice([46, 6, 3, 17, 11, 7, 6, 2, 1, 1])
    /// What a token gets that has expired or was revoked.
    static let refusedStatus: Int64 = 401
    /// Others: not allowed, not found, too fast, or a failure behind the gateway.
    static let failureStatuses: [Int64] = [403, 403, 404, 422, 429, 500, 502, 504]
}

import Rows

/// `token_usage_logs`: requests with API tokens, in order of time.
package struct TokenUsageLogsTable: GatewayTable {
    package static let columns: [Column<Self>] = [
        .reservedKey("id"),
        .text(.required("token_jti", .text(lengthMax: 36))) { table, _, request, writer in
            table.lives.identifiers.appendHyphenated(request.token, into: &writer)
        },
        .text(.required("user_email", .text(lengthMax: 255))) { table, _, request, writer in
            table.population.people.appendEmail(request.user, into: &writer)
        },
        .integers(.required("timestamp", .timestamp)) { _, _, request in request.time },
        .text(.optional("endpoint", .text(lengthMax: 255))) { table, _, request, writer in
            writer.append(TokenRequests.paths[table.choice(request.number)])
        },
        .text(.optional("method", .text(lengthMax: 10))) { table, _, request, writer in
            let isPosted = table.choice(request.number) < TokenRequests.postCount
            writer.append(isPosted ? "POST" : "GET")
        },
        .text(.optional("ip_address", .text(lengthMax: 45))) { table, _, request, writer in
            let bits = table.clientKey.bits(request.number)
            table.clients.appendAddress(request.user, bits: bits, into: &writer)
        },
        .text(.optional("user_agent", .text(lengthMax: nil))) { table, _, request, writer in
            // A token belongs to a program.
            let bits = table.clientKey.stream(1).bits(request.token)
            table.clients.appendUserAgent(bits, into: &writer)
        },
        .integers(.optional("status_code", .integer)) { _, _, request in request.status },
        .integers(.optional("response_time_ms", .integer)) { table, _, request in
            let duration = Int64(table.outcomes.seconds(request.number) * 1000)
            return request.isBlocked ? 1 + duration / 16 : duration
        },
        .booleans(.required("blocked", .boolean)) { _, _, request in request.isBlocked },
        .optionalText(.optional("block_reason", .text(lengthMax: 255))) {
            (_, _, request, writer) in
            guard request.isBlocked else { return false }
            if request.isRefused {
                writer.append("revoked_or_expired")
            } else {
                writer.append("http_")
                writer.append(decimal: UInt64(request.status))
            }
            return true
        },
    ]

    package static let definition = TableDefinition(
        name: "token_usage_logs",
        component: "token_usage_logs",
        columns: columns.map(\.definition),
        references: [
            TableDefinition.Reference("token_jti", to: "email_api_tokens", key: "jti"),
            TableDefinition.Reference("user_email", to: "email_users", key: "email"),
        ],
        creationColumn: "timestamp",
        refusedColumn: "blocked",
        derivation: Derivation(),
        childCount: TableDefinition.ChildCount(.usesPerToken, by: "token_jti"),
        isHistory: true,
        plot: .activity
    )

    /// What the columns of a request share.
    package struct Shared: BitwiseCopyable {
        /// The token's row.
        let token: Int64
        let user: Int64
        /// When it was made.
        let time: Int64
        /// The number of its own, for random choices.
        let number: Int64
        /// The HTTP status of the answer.
        let status: Int64

        /// Whether the token had expired or was revoked.
        var isRefused: Bool { status == TokenRequests.refusedStatus }

        /// The gateway takes every answer with a status of 4xx for blocked.
        var isBlocked: Bool { status >= 400 && status < 500 }
    }

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

    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<Shared>) {
        windows.forEach(in: batch) { index, request in
            let token = request.object
            let place = population.tokens.place(of: token)
            let issued = lives.created(place, row: token)
            let refusal = lives.refusal(token, created: issued) ?? .max
            let isRefused = request.time >= refusal
            shared[index] = Shared(
                token: token,
                user: place.parent,
                time: request.time,
                number: request.number,
                status: isRefused ? TokenRequests.refusedStatus : status(request.number)
            )
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

extension CountKey {
    /// Uses of a token.
    package static let usesPerToken = CountKey(
        "logs_per_token",
        "Uses of a token",
        1...150,
        mean: 15,
        shapes: CountKey.accessShapes
    )
}

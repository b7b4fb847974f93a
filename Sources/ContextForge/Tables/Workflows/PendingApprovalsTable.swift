import Rows

/// `pending_user_approvals`: people who signed up through an identity provider, in order of time.
package struct PendingApprovalsTable: GatewayTable {
    package static let columns: [Column<Self>] = [
        .identifiers(.required("id", .text(lengthMax: 36)), hyphenated: true) { $0.identifiers },
        .text(.required("email", .text(lengthMax: 255))) { table, row, _, writer in
            table.mailboxes.appendLocalPart(row, into: &writer)
            writer.append(table.domain[0])
        },
        .text(.required("full_name", .text(lengthMax: 255))) { table, row, _, writer in
            table.mailboxes.appendFullName(row, into: &writer)
        },
        .text(.required("auth_provider", .text(lengthMax: 50))) { table, row, _, writer in
            let provider = table.key.stream(3).index(row, below: Int(IdentityProviders.count))
            table.providers.appendIdentifier(Int64(provider), into: &writer)
        },
        .unfilled("sso_metadata", .json),
        .integers(.required("requested_at", .timestamp)) { _, _, request in request.requested },
        .integers(.required("expires_at", .timestamp)) { _, _, request in
            request.requested + lifetime
        },
        .optionalText(
            .optional("approved_by", .text(lengthMax: 255))
        ) { table, _, request, writer in
            guard let admin = request.admin else { return false }
            table.population.people.appendEmail(admin, into: &writer)
            return true
        },
        .optionalIntegers(.optional("approved_at", .timestamp)) { table, row, request in
            request.admin == nil ? nil : table.decided(row, requested: request.requested)
        },
        .text(.required("status", .text(lengthMax: 20))) { _, _, request, writer in
            writer.append(request.status.word)
        },
        .optionalText(
            .optional("rejection_reason", .text(lengthMax: nil))
        ) { _, _, request, writer in
            writer.append("Not a member of a department that uses the gateway")
            return request.status == .rejected
        },
        .unfilled("admin_notes", .text(lengthMax: nil)),
    ]

    package static let definition = TableDefinition(
        name: "pending_user_approvals",
        component: "pending_user_approvals",
        columns: columns.map(\.definition),
        uniqueKeys: [TableDefinition.UniqueKey("uq_pending_user_approvals_email", ["email"])],
        references: [
            TableDefinition.Reference("auth_provider", to: "sso_providers", key: "id"),
            TableDefinition.Reference("approved_by", to: "email_users", key: "email"),
        ],
        creationColumn: "requested_at",
        laterColumns: ["expires_at", "approved_at"],
        ownerSign: .address("email")
    )

    /// What the columns of a request share.
    package struct Shared: BitwiseCopyable {
        let requested: Int64
        fileprivate let status: Status
        /// Nil where nobody has decided.
        let admin: Int64?
    }

    /// What has become of a request.
    fileprivate enum Status {
        case pending
        case approved
        case rejected
        case expired

        var word: StaticString {
            switch self {
            case .pending: "pending"
            case .approved: "approved"
            case .rejected: "rejected"
            case .expired: "expired"
            }
        }
    }

    /// How long a request stays open, in microseconds: 30 days.
    private static let lifetime: Int64 = 30 * 86_400_000_000

    private let population: Population
    private let users: SampledParents
    private let providers: IdentityProviders
    private let mailboxes: Mailboxes
    private let identifiers: IdentifierKey
    private let key: CellKey
    private let domain: WordList

    package init(_ population: Population) {
        self.population = population
        let configuration = population.configuration
        users = SampledParents(oneIn: 50, of: configuration.userCount, atMost: 1000)
        providers = IdentityProviders(population)
        mailboxes = Mailboxes(
            count: users.count,
            key: population.key("pending_user_approvals", "full_name"),
            seed: configuration.seed
        )
        identifiers = Population.identifiers(
            "pending_user_approvals",
            rowCount: users.count,
            configuration
        )
        key = population.key("pending_user_approvals", "request")
        domain = WordList("@sso." + configuration.emailDomain)
    }

    package var rowCount: Int64 { users.count }

    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<Shared>) {
        for index in 0..<batch.rowCount {
            shared[index] = request(batch.rows.lowerBound + Int64(index))
        }
    }

    private func request(_ row: Int64) -> Shared {
        let user = users.parent(of: row)
        let requested = population.moment(afterObjectsOf: user, at: key.unit(row))
        let choice = key.stream(1).bits(row) % 100
        let decider = population.admin(noLaterThan: user, key.stream(4), row: row)
        guard choice < 80, let decider else {
            let isOpen = requested + PendingApprovalsTable.lifetime > population.timeline.end
            return Shared(requested: requested, status: isOpen ? .pending : .expired, admin: nil)
        }
        return Shared(
            requested: requested,
            status: choice < 62 ? .approved : .rejected,
            admin: decider
        )
    }

    /// When somebody decided.
    private func decided(_ row: Int64, requested: Int64) -> Int64 {
        let latest = min(requested + PendingApprovalsTable.lifetime, population.timeline.end)
        let part = key.stream(5).unit(row)
        return Timeline.between(requested, latest, at: part * part)
    }
}

import Rows

/// `pending_user_approvals`: people who signed up through an identity provider, in order of time.
package struct PendingApprovalsTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "pending_user_approvals",
        component: "pending_user_approvals",
        columns: [
            .required("id", .text(lengthMax: 36)),
            .required("email", .text(lengthMax: 255)),
            .required("full_name", .text(lengthMax: 255)),
            .required("auth_provider", .text(lengthMax: 50)),
            .unfilled("sso_metadata", .json),
            .required("requested_at", .timestamp),
            .required("expires_at", .timestamp),
            .optional("approved_by", .text(lengthMax: 255)),
            .optional("approved_at", .timestamp),
            .required("status", .text(lengthMax: 20)),
            .optional("rejection_reason", .text(lengthMax: nil)),
            .unfilled("admin_notes", .text(lengthMax: nil)),
        ],
        uniqueKeys: [TableDefinition.UniqueKey("uq_pending_user_approvals_email", ["email"])],
        references: [
            TableDefinition.Reference("auth_provider", "sso_providers", "id"),
            TableDefinition.Reference("approved_by", "email_users", "email"),
        ],
        creationColumn: "requested_at",
        laterColumns: ["expires_at", "approved_at"],
        ownerSign: .address("email")
    )

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
        identifiers = Population.identifiers("pending_user_approvals", users.count, configuration)
        key = population.key("pending_user_approvals", "request")
        domain = WordList("@sso." + configuration.emailDomain)
    }

    package var rowCount: Int64 { users.count }

    package func fill(_ batch: ColumnBatch) {
        let requested = batch.lane(.created)
        let status = batch.lane(.choice)
        // -1 where nobody has decided.
        let admin = batch.lane(.owner)
        let end = population.timeline.end
        for index in 0..<batch.rowCount {
            let row = batch.rows.lowerBound + Int64(index)
            let user = users.parent(of: row)
            requested[index] = population.moment(afterObjectsOf: user, at: key.unit(row))
            let isOpen = requested[index] + PendingApprovalsTable.lifetime > end
            let choice = key.stream(1).bits(row) % 100
            let decider = population.admin(noLaterThan: user, key.stream(4), row: row)
            admin[index] = choice < 80 ? decider ?? -1 : -1
            status[index] = admin[index] < 0 ? (isOpen ? 0 : 3) : (choice < 62 ? 1 : 2)
        }
        let words: [StaticString] = ["pending", "approved", "rejected", "expired"]
        batch.text("id") { writer, row, _ in identifiers.appendHyphenated(row, into: &writer) }
        batch.text("email") { writer, row, _ in
            mailboxes.appendLocalPart(row, into: &writer)
            writer.append(domain[0])
        }
        batch.text("full_name") { writer, row, _ in mailboxes.appendFullName(row, into: &writer) }
        batch.text("auth_provider") { writer, row, _ in
            let provider = Int64(key.stream(3).index(row, below: Int(IdentityProviders.count)))
            providers.appendIdentifier(provider, into: &writer)
        }
        batch.integers("requested_at") { _, index in requested[index] }
        batch.integers("expires_at") { _, index in
            requested[index] + PendingApprovalsTable.lifetime
        }
        batch.optionalText("approved_by") { writer, _, index in
            guard admin[index] >= 0 else { return false }
            population.people.appendEmail(admin[index], into: &writer)
            return true
        }
        batch.optionalIntegers("approved_at") { row, index in
            guard admin[index] >= 0 else { return nil }
            let latest = min(requested[index] + PendingApprovalsTable.lifetime, end)
            let part = key.stream(5).unit(row)
            return Timeline.between(requested[index], latest, at: part * part)
        }
        batch.text("status") { writer, _, index in writer.append(words[Int(status[index])]) }
        batch.optionalText("rejection_reason") { writer, _, index in
            writer.append("Not a member of a department that uses the gateway")
            return status[index] == 2
        }
    }
}

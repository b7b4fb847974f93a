import Rows

/// `email_team_invitations`: who was invited to a team: members before they joined, and people who
/// have no account.
package struct TeamInvitationsTable: GatewayTable {
    package static let columns: [Column<Self>] = [
        .identifiers(.required("id", .text(lengthMax: 36))) { $0.identifiers },
        .text(.required("team_id", .text(lengthMax: 36))) { table, _, invitation, writer in
            table.population.teamIdentifiers.appendHex(invitation.team, into: &writer)
        },
        .text(.required("email", .text(lengthMax: 255))) { table, row, invitation, writer in
            if let user = invitation.user {
                table.population.people.appendEmail(user, into: &writer)
            } else {
                table.appendGuest(row, into: &writer)
            }
        },
        .text(.required("role", .text(lengthMax: 50))) { table, row, invitation, writer in
            let isOwner = invitation.user == nil && table.stateKey.bits(row) % 100 < 5
            writer.append(isOwner ? "owner" : "member")
        },
        .text(.required("invited_by", .text(lengthMax: 255))) { table, _, invitation, writer in
            let creator = invitation.team / table.population.teamsPerUser
            table.population.people.appendEmail(creator, into: &writer)
        },
        .integers(.required("invited_at", .timestamp)) { _, _, invitation in invitation.invited },
        .integers(.required("expires_at", .timestamp)) { _, _, invitation in
            invitation.invited + Admissions.lifetime
        },
        .text(.required("token", .text(lengthMax: 500))) { table, row, _, writer in
            table.appendToken(row, into: &writer)
        },
        .booleans(.required("is_active", .boolean)) { table, row, invitation in
            table.isActive(row, invitation)
        },
    ]

    package static let definition = TableDefinition(
        name: "email_team_invitations",
        component: "team_invitations",
        columns: columns.map(\.definition),
        uniqueKeys: [TableDefinition.UniqueKey("uq_email_team_invitations_token", ["token"])],
        references: [
            TableDefinition.Reference("team_id", to: "email_teams", key: "id"),
            TableDefinition.Reference("invited_by", to: "email_users", key: "email"),
        ],
        otherParents: ["email_team_members"],
        creationColumn: "invited_at",
        laterColumns: ["expires_at"],
        childCount: TableDefinition.ChildCount(.invitationsPerTeam, by: "team_id", of: .withAny)
    )

    /// What the columns of an invitation share.
    package struct Shared: BitwiseCopyable {
        let team: Int64
        /// Nil for people without an account.
        let user: Int64?
        let invited: Int64
    }

    private static let domains = WordList(
        "partners.example.com clients.example.net contractors.example.org",
        separator: " "
    )

    private let population: Population
    private let membership: Membership
    private let admissions: Admissions
    private let identifiers: IdentifierKey
    private let timeKey: CellKey
    private let guestKey: CellKey
    private let tokenKey: CellKey
    private let stateKey: CellKey
    /// Those who have no account.
    private let guests: Mailboxes

    package init(_ population: Population) {
        self.population = population
        membership = population.membership
        let configuration = population.configuration
        admissions = Admissions(
            population,
            table: "email_team_invitations",
            Admissions.Terms(
                teamRate: configuration[.invitedTeamsRate],
                perTeam: configuration[.invitationsPerTeam],
                grantedPercent: configuration[.invitationsAcceptedPercent],
                isForPublicTeams: false,
                needsOutsiders: false,
                slope: .rootTwo
            )
        )
        identifiers = Population.identifiers(
            "email_team_invitations",
            rowCount: admissions.rowCount,
            configuration
        )
        timeKey = population.key("email_team_invitations", "invited_at")
        guestKey = population.key("email_team_invitations", "email")
        tokenKey = population.key("email_team_invitations", "token")
        stateKey = population.key("email_team_invitations", "is_active")
        guests = Mailboxes(
            count: admissions.rowCount,
            key: population.key("email_team_invitations", "guest"),
            seed: configuration.seed,
            numbered: configuration.usesRealNames ? nil : "guest"
        )
    }

    package var rowCount: Int64 { admissions.rowCount }

    package var parents: ParentCounts? { admissions.parents }

    /// Number of teams that were to have any, and of those that have.
    package var teamCounts: (wanted: Int64, given: Int64) { admissions.teamCounts }

    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<Shared>) {
        admissions.forEach(batch.rows) { index, admission in
            let row = batch.rows.lowerBound + Int64(index)
            let user = admission.member.map { membership.user($0) }
            shared[index] = Shared(
                team: admission.team,
                user: user,
                invited: time(admission, row: row, user: user)
            )
        }
    }

    /// Members were invited within a week before they joined, others at any time.
    private func time(_ admission: Admissions.Admission, row: Int64, user: Int64?) -> Int64 {
        let part = timeKey.unit(row)
        guard let member = admission.member, let user else {
            let place = population.timeline.later(
                than: population.times.teamPlace(admission.team, at: 0.5),
                at: part * part
            )
            return population.timeline.moment(place, .objects)
        }
        let joined = membership.joined(member, row: admission.memberRow, user: user)
        return admissions.asked(admission.team, user: user, joined: joined, part: part)
    }

    /// Used, withdrawn and expired invitations are inactive.
    private func isActive(_ row: Int64, _ invitation: Shared) -> Bool {
        let expiry = invitation.invited + Admissions.lifetime
        let isOpen = invitation.user == nil && expiry > population.timeline.end
        return isOpen && stateKey.stream(1).bits(row) % 100 < 95
    }

    private func appendGuest(_ row: Int64, into writer: inout ByteWriter) {
        guests.appendLocalPart(row, into: &writer)
        writer.append(0x40)
        let domains = TeamInvitationsTable.domains
        writer.append(domains[guestKey.stream(1).index(row, below: domains.count)])
    }

    /// Writes 32 random bytes in URL-safe Base64 without padding, as the gateway's tokens are.
    private func appendToken(_ row: Int64, into writer: inout ByteWriter) {
        for word: UInt64 in 0..<4 {
            var bits = tokenKey.stream(word).bits(row)
            for _ in 0..<10 {
                writer.append(TeamInvitationsTable.digit(bits & 63))
                bits >>= 6
            }
        }
        // 40 digits hold 240 bits; the last of the 43 holds four.
        let rest = tokenKey.stream(4).bits(row)
        writer.append(TeamInvitationsTable.digit(rest & 63))
        writer.append(TeamInvitationsTable.digit(rest >> 6 & 63))
        writer.append(TeamInvitationsTable.digit(rest >> 12 & 60))
    }

    private static func digit(_ value: UInt64) -> UInt8 {
        switch UInt8(value) {
        case let value where value < 26: 0x41 + value
        case let value where value < 52: 0x61 + value - 26
        case let value where value < 62: 0x30 + value - 52
        case 62: 0x2D
        default: 0x5F
        }
    }
}

extension CountKey {
    /// Invitations of a team that has any.
    package static let invitationsPerTeam = CountKey(
        "invitations_per_team",
        "Invitations of a team that has any",
        1...3,
        mean: 2,
        lowerBound: 1
    )
}

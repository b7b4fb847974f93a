import Rows

/// `email_team_invitations`: who was invited to a team: members before they joined, and people who
/// have no account.
package struct TeamInvitationsTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "email_team_invitations",
        component: "team_invitations",
        columns: [
            .required("id", .text(lengthMax: 36)),
            .required("team_id", .text(lengthMax: 36)),
            .required("email", .text(lengthMax: 255)),
            .required("role", .text(lengthMax: 50)),
            .required("invited_by", .text(lengthMax: 255)),
            .required("invited_at", .timestamp),
            .required("expires_at", .timestamp),
            .required("token", .text(lengthMax: 500)),
            .required("is_active", .boolean),
        ],
        uniqueKeys: [TableDefinition.UniqueKey("uq_email_team_invitations_token", ["token"])],
        references: [
            TableDefinition.Reference("team_id", "email_teams", "id"),
            TableDefinition.Reference("invited_by", "email_users", "email"),
        ],
        otherParents: ["email_team_members"],
        creationColumn: "invited_at",
        laterColumns: ["expires_at"],
        childCount: TableDefinition.ChildCount(.invitationsPerTeam, by: "team_id", of: .withAny)
    )

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
            admissions.rowCount,
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

    package func fill(_ batch: ColumnBatch) {
        let team = batch.lane(.team)
        let invited = batch.lane(.created)
        // -1 for people without an account.
        let user = batch.lane(.owner)
        admissions.forEach(batch.rows) { index, admission in
            let row = batch.rows.lowerBound + Int64(index)
            team[index] = admission.team
            user[index] = admission.member.map { membership.user($0) } ?? -1
            invited[index] = time(admission, row: row, user: user[index])
        }
        let people = population.people
        let end = population.timeline.end
        batch.text("id") { writer, row, _ in identifiers.appendHex(row, into: &writer) }
        batch.text("team_id") { writer, _, index in
            population.teamIdentifiers.appendHex(team[index], into: &writer)
        }
        batch.text("email") { writer, row, index in
            if user[index] >= 0 {
                people.appendEmail(user[index], into: &writer)
            } else {
                appendGuest(row, into: &writer)
            }
        }
        batch.text("role") { writer, row, index in
            let isOwner = user[index] < 0 && stateKey.bits(row) % 100 < 5
            writer.append(isOwner ? "owner" : "member")
        }
        batch.text("invited_by") { writer, _, index in
            people.appendEmail(team[index] / population.teamsPerUser, into: &writer)
        }
        batch.integers("invited_at") { _, index in invited[index] }
        batch.integers("expires_at") { _, index in invited[index] + Admissions.lifetime }
        batch.text("token") { writer, row, _ in appendToken(row, into: &writer) }
        batch.integers("is_active") { row, index in
            // Used, withdrawn and expired invitations are inactive.
            let isOpen = user[index] < 0 && invited[index] + Admissions.lifetime > end
            return isOpen && stateKey.stream(1).bits(row) % 100 < 95 ? 1 : 0
        }
    }

    /// Members were invited within a week before they joined, others at any time.
    private func time(_ admission: Admissions.Admission, row: Int64, user: Int64) -> Int64 {
        let part = timeKey.unit(row)
        guard let member = admission.member else {
            let place = population.timeline.later(
                than: population.times.teamPlace(admission.team, at: 0.5),
                at: part * part
            )
            return population.timeline.moment(place, .objects)
        }
        let joined = membership.joined(member, row: admission.memberRow, user: user)
        return admissions.asked(admission.team, user: user, joined: joined, part: part)
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

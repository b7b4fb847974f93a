import Rows

/// `email_team_member_history`: who was added to a team, became an owner, or was removed.
package struct TeamMemberHistoryTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "email_team_member_history",
        component: "team_member_history",
        columns: [
            .required("id", .text(lengthMax: 36)),
            .required("team_member_id", .text(lengthMax: 36)),
            .required("team_id", .text(lengthMax: 36)),
            .required("user_email", .text(lengthMax: 255)),
            .required("role", .text(lengthMax: 50)),
            .required("action", .text(lengthMax: 50)),
            .optional("action_by", .text(lengthMax: 255)),
            .required("action_timestamp", .timestamp),
        ],
        references: [
            TableDefinition.Reference(
                "team_member_id",
                "email_team_members",
                "id",
                isDeclared: true
            ),
            TableDefinition.Reference("team_id", "email_teams", "id", isDeclared: true),
            TableDefinition.Reference("user_email", "email_users", "email", isDeclared: true),
            TableDefinition.Reference("action_by", "email_users", "email", isDeclared: true),
        ],
        impliedBy: "email_team_members",
        creationColumn: "action_timestamp",
        derivation: Derivation()
    )

    private let population: Population
    private let events: MemberEvents
    private let membership: Membership
    private let identifiers: IdentifierKey
    private let actorKey: CellKey

    /// Share of the members that left who did so of their own accord.
    private static let leaversPercent: UInt64 = 40

    package init(_ population: Population) {
        self.population = population
        events = MemberEvents(population)
        membership = population.membership
        identifiers = Population.identifiers(
            "email_team_member_history",
            events.rowCount,
            population.configuration
        )
        actorKey = population.key("email_team_member_history", "action_by")
    }

    package var rowCount: Int64 { events.rowCount }

    package func fill(_ batch: ColumnBatch) {
        let member = batch.lane(.parent)
        let team = batch.lane(.team)
        let user = batch.lane(.owner)
        let actor = batch.lane(.siblings)
        let action = batch.lane(.choice)
        let isOwner = batch.lane(.ordinal)
        let time = batch.lane(.created)
        events.forEach(batch.rows) { index, event in
            member[index] = event.member
            team[index] = event.place.parent
            user[index] = event.user
            action[index] = event.action.rawValue
            time[index] = event.time
            // Whoever is not the creator was let in as a simple member.
            let ownsLater =
                event.action != .added && membership.isOwner(event.place, row: event.member)
            isOwner[index] = event.place.ordinal == 0 || ownsLater ? 1 : 0
            let isLeaver =
                event.action == .removed
                && actorKey.bits(event.member) % 100 < Self.leaversPercent
            actor[index] =
                isLeaver ? event.user : event.place.parent / population.teamsPerUser
        }
        batch.text("id") { writer, row, _ in identifiers.appendHex(row, into: &writer) }
        batch.text("team_member_id") { writer, _, index in
            population.memberIdentifiers.appendHex(member[index], into: &writer)
        }
        batch.text("team_id") { writer, _, index in
            population.teamIdentifiers.appendHex(team[index], into: &writer)
        }
        batch.text("user_email") { writer, _, index in
            population.people.appendEmail(user[index], into: &writer)
        }
        batch.text("role") { writer, _, index in
            writer.append(isOwner[index] == 1 ? "owner" : "member")
        }
        batch.text("action") { writer, _, index in
            writer.append(MemberEvents.Action(rawValue: action[index])?.word ?? "added")
        }
        batch.text("action_by") { writer, _, index in
            population.people.appendEmail(actor[index], into: &writer)
        }
        batch.integers("action_timestamp") { _, index in time[index] }
    }
}

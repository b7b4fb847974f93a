import Rows

/// `email_team_member_history`: who was added to a team, became an owner, or was removed.
package struct TeamMemberHistoryTable: GatewayTable {
    package static let columns: [Column<Self>] = [
        .identifiers(.required("id", .text(lengthMax: 36))) { $0.identifiers },
        .text(.required("team_member_id", .text(lengthMax: 36))) { table, _, event, writer in
            table.population.memberIdentifiers.appendHex(event.member, into: &writer)
        },
        .text(.required("team_id", .text(lengthMax: 36))) { table, _, event, writer in
            table.population.teamIdentifiers.appendHex(event.team, into: &writer)
        },
        .text(.required("user_email", .text(lengthMax: 255))) { table, _, event, writer in
            table.population.people.appendEmail(event.user, into: &writer)
        },
        .text(.required("role", .text(lengthMax: 50))) { _, _, event, writer in
            writer.append(event.isOwner ? "owner" : "member")
        },
        .text(.required("action", .text(lengthMax: 50))) { _, _, event, writer in
            writer.append(event.action.word)
        },
        .text(.optional("action_by", .text(lengthMax: 255))) { table, _, event, writer in
            table.population.people.appendEmail(event.actor, into: &writer)
        },
        .integers(.required("action_timestamp", .timestamp)) { _, _, event in event.time },
    ]

    package static let definition = TableDefinition(
        name: "email_team_member_history",
        component: "team_member_history",
        columns: columns.map(\.definition),
        references: [
            TableDefinition.Reference(
                "team_member_id",
                to: "email_team_members",
                key: "id",
                isDeclared: true
            ),
            TableDefinition.Reference("team_id", to: "email_teams", key: "id", isDeclared: true),
            TableDefinition.Reference(
                "user_email",
                to: "email_users",
                key: "email",
                isDeclared: true
            ),
            TableDefinition.Reference(
                "action_by",
                to: "email_users",
                key: "email",
                isDeclared: true
            ),
        ],
        impliedBy: "email_team_members",
        creationColumn: "action_timestamp",
        derivation: Derivation()
    )

    /// What the columns of an event share.
    package struct Shared: BitwiseCopyable {
        /// The member's row.
        let member: Int64
        let team: Int64
        let user: Int64
        /// Whether the user owned the team when it had happened.
        let isOwner: Bool
        let action: MemberEvents.Action
        /// The user that did it.
        let actor: Int64
        /// When it happened.
        let time: Int64
    }

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
            rowCount: events.rowCount,
            population.configuration
        )
        actorKey = population.key("email_team_member_history", "action_by")
    }

    package var rowCount: Int64 { events.rowCount }

    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<Shared>) {
        events.forEach(batch.rows) { index, event in
            // Whoever is not the creator was let in as a simple member.
            let ownsLater =
                event.action != .added && membership.isOwner(event.place, row: event.member)
            let isLeaver =
                event.action == .removed
                && actorKey.bits(event.member) % 100 < Self.leaversPercent
            shared[index] = Shared(
                member: event.member,
                team: event.place.parent,
                user: event.user,
                isOwner: event.place.ordinal == 0 || ownsLater,
                action: event.action,
                actor: isLeaver ? event.user : event.place.parent / population.teamsPerUser,
                time: event.time
            )
        }
    }
}

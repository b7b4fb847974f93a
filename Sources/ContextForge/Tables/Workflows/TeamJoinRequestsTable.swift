import Rows

/// `email_team_join_requests`: who asked to join a public team.
package struct TeamJoinRequestsTable: GatewayTable {
    package static let columns: [Column<Self>] = [
        .identifiers(.required("id", .text(lengthMax: 36))) { $0.identifiers },
        .text(.required("team_id", .text(lengthMax: 36))) { table, _, request, writer in
            table.population.teamIdentifiers.appendHex(request.team, into: &writer)
        },
        .text(.required("user_email", .text(lengthMax: 255))) { table, _, request, writer in
            table.population.people.appendEmail(request.user, into: &writer)
        },
        .optionalText(.optional("message", .text(lengthMax: nil))) { table, row, _, writer in
            writer.append(messages[table.textKey.index(row, below: messages.count)])
            return table.textKey.stream(1).bits(row) % 100 < 70
        },
        .text(.required("status", .text(lengthMax: 20))) { _, _, request, writer in
            writer.append(request.status.word)
        },
        .integers(.required("requested_at", .timestamp)) { _, _, request in request.requested },
        .integers(.required("expires_at", .timestamp)) { _, _, request in
            request.requested + Admissions.lifetime
        },
        .optionalIntegers(.optional("reviewed_at", .timestamp)) { _, _, request in
            request.status.isDecided ? request.reviewed : nil
        },
        .optionalText(
            .optional("reviewed_by", .text(lengthMax: 255))
        ) { table, _, request, writer in
            let creator = request.team / table.population.teamsPerUser
            table.population.people.appendEmail(creator, into: &writer)
            return request.status.isDecided
        },
        .optionalText(.optional("notes", .text(lengthMax: nil))) { table, row, request, writer in
            let key = table.textKey
            writer.append(reasons[key.stream(2).index(row, below: reasons.count)])
            return request.status == .rejected && key.stream(3).bits(row) % 100 < 60
        },
    ]

    package static let definition = TableDefinition(
        name: "email_team_join_requests",
        component: "team_join_requests",
        columns: columns.map(\.definition),
        uniqueKeys: [TableDefinition.UniqueKey("uq_team_join_request", ["team_id", "user_email"])],
        references: [
            TableDefinition.Reference("team_id", to: "email_teams", key: "id"),
            TableDefinition.Reference("user_email", to: "email_users", key: "email"),
            TableDefinition.Reference("reviewed_by", to: "email_users", key: "email"),
        ],
        otherParents: ["email_team_members"],
        creationColumn: "requested_at",
        laterColumns: ["expires_at", "reviewed_at"],
        childCount: TableDefinition.ChildCount(.joinRequestsPerTeam, by: "team_id", of: .withAny)
    )

    /// What the columns of a request share.
    package struct Shared: BitwiseCopyable {
        let team: Int64
        let user: Int64
        let requested: Int64
        fileprivate let status: Status
        /// Only for requests that were decided.
        let reviewed: Int64
    }

    /// What has become of a request.
    fileprivate enum Status {
        case pending
        case approved
        case rejected
        case expired
        case cancelled

        var word: StaticString {
            switch self {
            case .pending: "pending"
            case .approved: "approved"
            case .rejected: "rejected"
            case .expired: "expired"
            case .cancelled: "cancelled"
            }
        }

        var isDecided: Bool { self == .approved || self == .rejected }
    }

    private static let messages = WordList(
        """
        I would like to join the team.
        I work with your tools every day and would like to help maintain them.
        Please add me, I am taking over part of this work.
        I need access to the team's servers for my project.
        My manager asked me to join this team.
        We share several resources and it would be easier to work together.
        Joining for the next quarter's migration.
        I have just changed departments.
        """
    )
    private static let reasons = WordList(
        """
        Please ask your manager first.
        The team is full at the moment.
        You do not need to be a member to use our public tools.
        Wrong team, please ask the owners of the platform.
        Duplicate of an earlier request.
        """
    )

    private let population: Population
    private let membership: Membership
    private let admissions: Admissions
    private let identifiers: IdentifierKey
    private let timeKey: CellKey
    private let statusKey: CellKey
    private let textKey: CellKey

    package init(_ population: Population) {
        self.population = population
        membership = population.membership
        let configuration = population.configuration
        admissions = Admissions(
            population,
            table: "email_team_join_requests",
            Admissions.Terms(
                teamRate: configuration[.requestedTeamsRate],
                perTeam: configuration[.joinRequestsPerTeam],
                grantedPercent: configuration[.joinRequestsApprovedPercent],
                isForPublicTeams: true,
                needsOutsiders: true,
                slope: .rootThree
            )
        )
        identifiers = Population.identifiers(
            "email_team_join_requests",
            rowCount: admissions.rowCount,
            configuration
        )
        timeKey = population.key("email_team_join_requests", "requested_at")
        statusKey = population.key("email_team_join_requests", "status")
        textKey = population.key("email_team_join_requests", "message")
    }

    package var rowCount: Int64 { admissions.rowCount }

    package var parents: ParentCounts? { admissions.parents }

    /// Number of teams that were to have any, and of those that have.
    package var teamCounts: (wanted: Int64, given: Int64) { admissions.teamCounts }

    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<Shared>) {
        admissions.forEach(batch.rows) { index, admission in
            shared[index] = request(admission, row: batch.rows.lowerBound + Int64(index))
        }
    }

    /// Members asked within a week before they joined, others at any time.
    private func request(_ admission: Admissions.Admission, row: Int64) -> Shared {
        let part = timeKey.unit(row)
        if let member = admission.member {
            let user = membership.user(member)
            let joined = membership.joined(member, row: admission.memberRow, user: user)
            return Shared(
                team: admission.team,
                user: user,
                requested: admissions.asked(
                    admission.team,
                    user: user,
                    joined: joined,
                    part: part
                ),
                status: .approved,
                reviewed: joined
            )
        }
        let timeline = population.timeline
        let user = membership.outsider(
            admission.ordinal,
            team: admission.team,
            memberCount: admission.memberCount
        )
        let possible = max(
            population.times.teamPlace(admission.team, at: 0.5),
            population.times.userSlot(user).place(0.5)
        )
        let time = timeline.moment(timeline.later(than: possible, at: part), .objects)
        let expiry = time + Admissions.lifetime
        let status: Status
        switch statusKey.bits(row) % 100 {
        case 0..<45: status = .rejected
        case 45..<62: status = .cancelled
        default: status = expiry > timeline.end ? .pending : .expired
        }
        let reviewed = Timeline.between(
            time,
            min(expiry, timeline.end),
            at: statusKey.stream(1).unit(row)
        )
        return Shared(
            team: admission.team,
            user: user,
            requested: time,
            status: status,
            reviewed: reviewed
        )
    }
}

extension CountKey {
    /// Join requests of a team that has any.
    package static let joinRequestsPerTeam = CountKey(
        "join_requests_per_team",
        "Join requests of a team that has any",
        1...2,
        mean: 1,
        lowerBound: 1
    )
}

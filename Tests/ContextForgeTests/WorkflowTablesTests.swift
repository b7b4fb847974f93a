import TestSupport
import Testing

@testable import ContextForge
@testable import Rows

/// Rows of the tables around teams and tokens, held against each other.
@Suite struct WorkflowTablesTests {
    private static let week: Int64 = 7 * 86_400_000_000

    private let configuration = DatasetConfiguration.workflow
    private let catalogue = WorkflowRows.shared.catalogue
    private let teams = WorkflowRows.shared.teams
    private let users = WorkflowRows.shared.users
    private let members = WorkflowRows.shared.members
    private let memberships = WorkflowRows.shared.memberships

    private func rows(_ name: String) throws -> [Row] {
        try #require(catalogue.table(named: name)).allRows()
    }

    // MARK: All four

    private static let names = [
        "email_team_member_history", "email_team_invitations", "email_team_join_requests",
        "token_revocations",
    ]

    @Test(arguments: names)
    func `keys are unique and references resolve`(_ name: String) throws {
        let rows = try rows(name)
        let table = try #require(catalogue.table(named: name))
        let definition = type(of: table).definition
        #expect(Int64(rows.count) == table.rowCount)
        #expect(!rows.isEmpty)
        for columns in [definition.primaryKey] + definition.uniqueKeys.map(\.columns) {
            #expect(Set(rows.map { row in columns.map { row[$0] } }).count == rows.count)
        }
        for reference in definition.references {
            let known = Set(try self.rows(reference.table).map { $0[reference.key] })
            let values = rows.map { $0[reference.column] }
            #expect(values.allSatisfy { $0.isEmpty || known.contains($0) })
        }
        for column in definition.columns {
            guard case .text(let lengthMax?) = column.kind else { continue }
            #expect(rows.allSatisfy { $0[column.name].utf8.count <= lengthMax })
        }
    }

    @Test(arguments: names)
    func `nothing happens before its cause or after the end of the data`(_ name: String) throws {
        let rows = try rows(name)
        let table = try #require(catalogue.table(named: name))
        let definition = type(of: table).definition
        let column = try #require(definition.creationColumn)
        #expect(rows.allSatisfy { $0.number(column) >= configuration.startMicroseconds })
        #expect(rows.allSatisfy { $0.number(column) <= configuration.endMicroseconds })
        for later in definition.laterColumns {
            let filled = rows.filter { !$0[later].isEmpty }
            #expect(filled.allSatisfy { $0.number(later) >= $0.number(column) })
        }
        for reference in definition.references {
            let parents = try #require(catalogue.table(named: reference.table))
            let parentColumn = try #require(type(of: parents).definition.creationColumn)
            let created = Dictionary(
                uniqueKeysWithValues: parents.allRows().map {
                    ($0[reference.key], $0.number(parentColumn))
                }
            )
            let early = rows.filter {
                $0.number(column) < created[$0[reference.column]] ?? .min
            }
            #expect(early.isEmpty)
        }
    }

    @Test(arguments: names)
    func `slices of any size give the same rows`(_ name: String) throws {
        let table = try #require(catalogue.table(named: name))
        let whole = table.allRows()
        var pieces: [Row] = []
        var first: Int64 = 0
        var size: Int64 = 1
        while first < table.rowCount {
            let end = min(first + size, table.rowCount)
            pieces += table.rows(first..<end)
            first = end
            size = size * 3 % 1021
        }
        #expect(pieces == whole)
    }

    @Test(
        arguments: [
            "email_team_member_history", "email_team_invitations", "email_team_join_requests",
        ]
    )
    func `the configured share is of the last 30 days`(_ name: String) throws {
        let table = try #require(catalogue.table(named: name))
        let column = try #require(type(of: table).definition.creationColumn)
        let cut = configuration.endMicroseconds - Timeline.recentMicroseconds
        let rows = table.allRows()
        let recent = rows.filter { $0.number(column) >= cut }.count
        #expect(abs(100 * Double(recent) / Double(rows.count) - 80) <= 1)
    }

    // MARK: History

    @Test func `every member was added once, when it joined`() throws {
        let added = try rows("email_team_member_history").filter { $0["action"] == "added" }
        #expect(added.count == members.count)
        for (event, member) in zip(added, members) {
            #expect(event["team_member_id"] == member["id"])
            #expect(event["team_id"] == member["team_id"])
            #expect(event["user_email"] == member["user_email"])
            #expect(event.number("action_timestamp") == member.number("joined_at"))
        }
    }

    @Test func `the last event of a member gives its role and whether it left`() throws {
        var last: [String: Row] = [:]
        var counts: [String: Int] = [:]
        for event in try rows("email_team_member_history") {
            if let before = last[event["team_member_id"]] {
                #expect(event.number("action_timestamp") >= before.number("action_timestamp"))
            }
            last[event["team_member_id"]] = event
            counts[event["action"], default: 0] += 1
        }
        for member in members {
            let event = try #require(last[member["id"]])
            #expect(event["role"] == member["role"])
            #expect((event["action"] == "removed") == (member["is_active"] == "0"))
        }
        #expect(Set(counts.keys) == ["added", "role_changed", "removed"])
    }

    @Test func `only the creator is an owner from the start`() throws {
        for event in try rows("email_team_member_history") where event["action"] == "added" {
            let isCreator = teams[event["team_id"]]?["created_by"] == event["user_email"]
            #expect(event["role"] == (isCreator ? "owner" : "member"))
        }
    }

    // MARK: Invitations

    @Test func `invitations are those of the configured share of the additional teams`() throws {
        let invitations = try rows("email_team_invitations")
        let perTeam = Dictionary(grouping: invitations) { $0["team_id"] }
        let additional = teams.values.filter { $0["is_personal"] == "0" }
        #expect(perTeam.count == Int((Double(additional.count) * 0.2).rounded()))
        #expect(perTeam.keys.allSatisfy { teams[$0]?["is_personal"] == "0" })
        #expect(perTeam.values.allSatisfy { (1...3).contains($0.count) })
        #expect(abs(Double(invitations.count) / Double(perTeam.count) - 2) < 0.01)
        for invitation in invitations {
            #expect(invitation["invited_by"] == teams[invitation["team_id"]]?["created_by"])
            #expect(invitation["token"].utf8.count == 43)
        }
        #expect(Set(invitations.map { [$0["team_id"], $0["email"]] }).count == invitations.count)
    }

    @Test func `the accepted share of the invitations is of members who joined later`() throws {
        let invitations = try rows("email_team_invitations")
        var acceptedCount = 0
        for invitation in invitations {
            let invited = invitation.number("invited_at")
            #expect(invitation.number("expires_at") == invited + Self.week)
            guard let member = memberships[[invitation["team_id"], invitation["email"]]] else {
                #expect(users[invitation["email"]] == nil)
                if invitation["is_active"] == "1" {
                    #expect(invited + Self.week > configuration.endMicroseconds)
                }
                continue
            }
            acceptedCount += 1
            #expect(invitation["is_active"] == "0")
            #expect(invitation["role"] == "member")
            let joined = member.number("joined_at")
            #expect(invited <= joined && joined <= invited + Self.week)
            let user = try #require(users[invitation["email"]])
            #expect(user.number("created_at") <= invited)
        }
        #expect(acceptedCount == Int((Double(invitations.count) * 0.7).rounded()))
        #expect(invitations.contains { $0["is_active"] == "1" })
    }

    // MARK: Join requests

    @Test func `join requests are those of the configured share of the public teams`() throws {
        let requests = try rows("email_team_join_requests")
        let asked = Set(requests.map { $0["team_id"] })
        let additional = teams.values.filter { $0["is_personal"] == "0" }
        let publicCount = additional.filter { $0["visibility"] == "public" }.count
        #expect(asked.count == Int((Double(publicCount) * 0.1).rounded()))
        #expect(asked.allSatisfy { teams[$0]?["visibility"] == "public" })
        #expect(asked.allSatisfy { teams[$0]?["is_personal"] == "0" })
    }

    @Test func `members were approved and nobody else was`() throws {
        let requests = try rows("email_team_join_requests")
        var counts: [String: Int] = [:]
        for request in requests {
            let requested = request.number("requested_at")
            let status = request["status"]
            counts[status, default: 0] += 1
            #expect(request.number("expires_at") == requested + Self.week)
            let user = try #require(users[request["user_email"]])
            #expect(user.number("created_at") <= requested)
            let member = memberships[[request["team_id"], request["user_email"]]]
            #expect((member != nil) == (status == "approved"))
            if let member {
                #expect(request.number("reviewed_at") == member.number("joined_at"))
            }
            let isDecided = status == "approved" || status == "rejected"
            #expect(request["reviewed_at"].isEmpty != isDecided)
            #expect(request["reviewed_by"].isEmpty != isDecided)
            if isDecided {
                #expect(request["reviewed_by"] == teams[request["team_id"]]?["created_by"])
                #expect(request.number("reviewed_at") <= configuration.endMicroseconds)
                #expect(request.number("reviewed_at") <= requested + Self.week)
            }
            let isOpen = requested + Self.week > configuration.endMicroseconds
            if status == "pending" { #expect(isOpen) }
            if status == "expired" { #expect(!isOpen) }
        }
        #expect(counts["approved"] == Int((Double(requests.count) * 0.6).rounded()))
        #expect(
            Set(counts.keys) == ["pending", "approved", "rejected", "expired", "cancelled"]
        )
    }

    @Test func `as many teams have requests as have users outside`() throws {
        var configuration = configuration
        configuration.userCount = 5
        configuration[.membersPerTeam] = CountDistribution(
            min: 4,
            max: 5,
            mean: 4.5,
            shape: .uniform
        )
        configuration[.requestedTeamsRate] = 1
        configuration[.joinRequestsPerTeam] = CountDistribution(
            min: 1,
            max: 1,
            mean: 1,
            shape: .normal
        )
        let population = Population(configuration)
        let requests = TeamJoinRequestsTable(population)
        let invitations = TeamInvitationsTable(population)
        #expect(requests.teamCounts.given < requests.teamCounts.wanted)
        #expect(requests.rowCount == requests.teamCounts.given)
        #expect(Int64(requests.allRows().count) == requests.rowCount)
        #expect(invitations.teamCounts.given == invitations.teamCounts.wanted)
    }

    @Test(arguments: [0, 0.01, 0.5, 1] as [Double])
    func `every share of the teams can have invitations and requests`(_ rate: Double) throws {
        var configuration = configuration
        configuration.userCount = 60
        configuration[.membersPerTeam] = CountDistribution(min: 1, max: 7, mean: 2, shape: .normal)
        configuration[.invitedTeamsRate] = rate
        configuration[.requestedTeamsRate] = rate
        configuration[.invitationsPerTeam].min = 0
        let catalogue = GatewayDataset(configuration)
        for name in ["email_team_invitations", "email_team_join_requests"] {
            let table = try #require(catalogue.table(named: name))
            #expect(table.rowCount > 0 || rate < 0.5)
            #expect(Int64(table.allRows().count) == table.rowCount)
        }
    }

    // MARK: Revocations

    @Test func `every inactive token is revoked and no other`() throws {
        let inactive = try rows("email_api_tokens").filter { $0["is_active"] == "0" }
        let revocations = try rows("token_revocations")
        #expect(inactive.map { $0["jti"] } == revocations.map { $0["jti"] })
        for (token, revocation) in zip(inactive, revocations) {
            #expect(revocation["revoked_by"] == token["user_email"])
            #expect(revocation["last_activity"] == token["last_used"])
            let revoked = revocation.number("revoked_at")
            #expect(revoked >= token.number("created_at"))
            if !token["last_used"].isEmpty { #expect(token.number("last_used") <= revoked) }
            if token["expires_at"].isEmpty {
                #expect(revocation.number("token_expiry") > configuration.endMicroseconds)
            } else {
                #expect(revocation["token_expiry"] == token["expires_at"])
            }
        }
    }
}

/// The rows that the tests hold others against, made once.
private struct WorkflowRows: Sendable {
    static let shared = WorkflowRows()

    let catalogue: GatewayDataset
    let teams: [String: Row]
    let users: [String: Row]
    let members: [Row]
    /// Members by their team and user.
    let memberships: [[String]: Row]

    private init() {
        let catalogue = GatewayDataset(.workflow)
        func rows(_ name: String) -> [Row] { catalogue.table(named: name)?.allRows() ?? [] }
        self.catalogue = catalogue
        teams = Dictionary(uniqueKeysWithValues: rows("email_teams").map { ($0["id"], $0) })
        users = Dictionary(uniqueKeysWithValues: rows("email_users").map { ($0["email"], $0) })
        members = rows("email_team_members")
        memberships = Dictionary(
            uniqueKeysWithValues: members.map { ([$0["team_id"], $0["user_email"]], $0) }
        )
    }
}

/// A row as texts; NULL is empty.
private struct Row: Equatable, Sendable {
    let values: [String: String]

    subscript(column: String) -> String { values[column] ?? "" }

    func number(_ column: String) -> Int64 { Int64(self[column]) ?? .min }
}

extension DatasetTable {
    fileprivate func allRows() -> [Row] { rows(0..<rowCount) }

    fileprivate func rows(_ range: Range<Int64>) -> [Row] {
        let definition = type(of: self).definition
        var stream = RowStream(self, rows: range, batch: ColumnBatch(table: definition))
        var rows: [Row] = []
        while let slice = stream.nextSlice() {
            for index in 0..<slice.rowCount {
                var values: [String: String] = [:]
                for (position, column) in definition.filledColumns.enumerated() {
                    let vector = slice.vector(position)
                    if vector.isNull(index) { continue }
                    values[column.name] =
                        column.kind.isText
                        ? String(decoding: vector.text(index), as: UTF8.self)
                        : String(vector.integer(index))
                }
                rows.append(Row(values: values))
            }
        }
        return rows
    }
}

extension DatasetConfiguration {
    /// A thousand users in the proportions of profile `medium`, with few objects.
    fileprivate static let workflow = tiny.with {
        $0[.users] = 1000
        $0[.usersActivePercent] = 80
        $0[.usersAdminPercent] = 1
        $0[.usersSSOPercent] = 10
        $0[.additionalTeamsPerUser] = 5
        $0[.teamsPrivatePercent] = 60
        $0[.membersPerTeam] = CountDistribution(min: 1, max: 60, mean: nil, shape: .powerLaw)
        $0[.invitedTeamsRate] = 0.2
        $0[.invitationsPerTeam] = few(1...3, mean: 2)
        $0[.invitationsAcceptedPercent] = 70
        $0[.requestedTeamsRate] = 0.1
        $0[.joinRequestsPerTeam] = few(1...2, mean: 1.5)
        $0[.joinRequestsApprovedPercent] = 60
        $0[.tokensPerUser] = few(1...3, mean: 2)
        $0[.tokensActivePercent] = 90
        $0[.gateways] = 10
        $0[.toolsPerGateway] = few(1...1, mean: 1)
        $0[.toolsEnabledPercent] = 95
        $0[.resourcesPerUser] = few(1...1, mean: 1)
        $0[.promptsPerUser] = few(1...1, mean: 1)
        $0[.serversPerUser] = few(1...1, mean: 1)
        $0[.agentsPerUser] = few(1...1, mean: 1)
        $0[.agentsEnabledPercent] = 90
        $0[.toolsPerServer] = few(1...1, mean: 1)
        $0[.resourcesPerServer] = few(1...1, mean: 1)
        $0[.promptsPerServer] = few(1...1, mean: 1)
        $0[.agentsPerServer] = few(1...1, mean: 1)
        $0[.objectsPublicPercent] = 30
        $0[.objectsTeamPercent] = 50
        $0.nameLengthMin = 5
        $0.nameLengthMax = 50
        $0.descriptionLengthMin = 50
        $0.descriptionLengthMax = 200
    }

    private static func few(_ range: ClosedRange<Int64>, mean: Double) -> CountDistribution {
        CountDistribution(min: range.lowerBound, max: range.upperBound, mean: mean, shape: .normal)
    }
}

import Dataset
import Planner

/// Orphans: teams without an owner, objects whose owner is not a member of their team.
struct OwnershipChecks {
    private let tables: any CheckedTables

    init(_ tables: any CheckedTables) {
        self.tables = tables
    }

    /// The checks that the tables of the plan allow.
    var queries: [CheckQuery] {
        guard tables.contains(TeamMembersTable.definition.name) else { return [] }
        let owned = tables.definitions.filter { table in
            table.references.contains { $0.column == "owner_email" }
        }
        return [teamsWithoutOwner] + owned.map { objectsOfOutsiders($0.name) }
    }

    private var teamsWithoutOwner: CheckQuery {
        CheckQuery(
            check: .orphans,
            subject: "email_teams without an owner",
            sql: """
                SELECT count(*) FROM \(tables.name(of: TeamsTable.definition.name)) AS team WHERE NOT EXISTS (
                    SELECT 1 FROM \(tables.name(of: TeamMembersTable.definition.name)) AS member
                    WHERE member.team_id = team.id AND member.role = 'owner')\(tables.ownedTeams("team"))
                """
        )
    }

    private func objectsOfOutsiders(_ table: String) -> CheckQuery {
        CheckQuery(
            check: .orphans,
            subject: "\(table) whose owner is not in the team",
            sql: """
                SELECT count(*) FROM \(tables.name(of: table)) AS object WHERE NOT EXISTS (
                    SELECT 1 FROM \(tables.name(of: TeamMembersTable.definition.name)) AS member
                    WHERE member.team_id = object.team_id
                    AND member.user_email = object.owner_email)
                \(tables.notOthers(table, "object"))\(tables.teamObjects("object"))
                """
        )
    }
}

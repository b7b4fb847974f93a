import Dataset
import Planner

/// A column that says when something last happened, and the table of the events that say so too.
struct LastEvents {
    /// The table with the column.
    let table: String
    /// The column.
    let column: String
    /// The table of the events.
    let events: String
    /// Which events count, as a condition of SQL; nil for all.
    let condition: String?

    /// The columns that there are.
    static let all = [
        LastEvents(
            table: "email_users",
            column: "last_login",
            events: "email_auth_events",
            condition: "\"event_type\" = 'login' AND \"success\""
        ),
        LastEvents(
            table: "email_api_tokens",
            column: "last_used",
            events: "token_usage_logs",
            condition: "\"status_code\" <> 401"
        ),
    ]

    /// A last event has happened, and none later, as far as the data go: what has happened since
    /// is the gateway's to note.
    func queries(_ tables: VerifiedTables) -> [CheckQuery] {
        guard let found = tables.definition(table), let events = tables.definition(events),
            found.columns.contains(where: { $0.name == column && $0.isFilled }),
            let reference = events.references.first(where: { $0.table == table }),
            let time = events.creationColumn
        else { return [] }
        let own = tables.ownRows(of: table).condition("object")
        return [
            CheckQuery(
                check: .causality,
                subject: "\(table).\(column) without \(events.name)",
                sql: """
                    SELECT count(*) FROM \(tables.name(of: table)) AS object
                    LEFT JOIN (
                        SELECT "\(reference.column)" AS object_key, min("\(time)") AS first_time,
                            max("\(time)") AS last_time
                        FROM \(tables.name(of: events.name))
                        WHERE \(condition ?? "1 = 1") AND "\(time)" <= \(tables.end)
                        GROUP BY "\(reference.column)") AS happened
                        ON happened.object_key = object."\(reference.key)"
                    WHERE object."\(column)" <= \(tables.end) AND \(own)
                        AND (happened.first_time IS NULL
                            OR object."\(column)" < happened.first_time
                            OR object."\(column)" < happened.last_time)
                    """
            )
        ]
    }
}

import Planner
import Rows

/// The columns that say when something last happened, compared with the events that say so too.
enum LastEvents {
    /// A last event has happened, and none later, as far as the data go: what has happened since
    /// is the gateway's to note.
    static func queries(_ tables: VerifiedTables) -> [CheckQuery] {
        tables.definitions.flatMap { queries($0, tables) }
    }

    private static func queries(
        _ definition: TableDefinition,
        _ tables: VerifiedTables
    ) -> [CheckQuery] {
        guard let event = definition.lastEvent, let events = tables.definition(event.events),
            definition.columns.contains(where: { $0.name == event.column && $0.isFilled }),
            let reference = events.references.first(where: { $0.table == definition.name }),
            let time = events.creationColumn
        else { return [] }
        let (table, column) = (definition.name, event.column)
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
                        WHERE \(event.condition) AND "\(time)" <= \(tables.end)
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

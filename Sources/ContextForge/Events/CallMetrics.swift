import Rows

/// The single calls of objects: what the five tables of raw metrics have in common.
///
/// Where hours are summed up, only the calls of the last hours are kept, as the gateway does.
struct CallMetrics: Sendable {
    let windows: EventWindows
    private let outcomes: CallOutcomes
    private let identifiers: IdentifierKey
    private let column: StaticString

    /// The schema of a table of calls of the rows of `objects`.
    static func definition(
        _ name: String,
        column: StaticString,
        lengthMax: Int?,
        objects: String,
        more: [ColumnDefinition] = [],
        childCount: TableDefinition.ChildCount
    ) -> TableDefinition {
        TableDefinition(
            name: name,
            component: name,
            columns: [
                .reservedKey("id"),
                .required(column, .text(lengthMax: lengthMax)),
                .required("timestamp", .timestamp),
                .required("response_time", .double),
                .required("is_success", .boolean),
                .optional("error_message", .text(lengthMax: nil)),
            ] + more,
            references: [
                TableDefinition.Reference(column.description, objects, "id", isDeclared: true)
            ],
            creationColumn: "timestamp",
            followsRecentShare: false,
            derivation: Derivation(),
            upkeep: .calls,
            childCount: childCount
        )
    }

    /// The calls of the rows of `objects`, whose identifiers stand in `column`.
    init(
        _ population: Population,
        _ events: EventStreams,
        objects: StaticString,
        column: StaticString
    ) {
        windows = EventWindows(
            events,
            unit: .event,
            from: population.retention.firstRawMoment
        )
        outcomes = CallOutcomes(key: population.key(objects, "outcome"))
        identifiers = Population.identifiers(
            objects,
            events.objectCount,
            population.configuration
        )
        self.column = column
    }

    /// Fills every column but those that a table has beyond the others.
    ///
    /// The lane `parent` holds the row of the object afterwards.
    func fill(_ batch: ColumnBatch) {
        let object = batch.lane(.parent)
        let moment = batch.lane(.created)
        let number = batch.lane(.choice)
        windows.forEach(in: batch) { index, row in
            object[index] = row.object
            moment[index] = row.time
            number[index] = row.number
        }
        batch.reservedKeys("id")
        batch.text(column) { writer, _, index in
            identifiers.appendHex(object[index], into: &writer)
        }
        batch.integers("timestamp") { _, index in moment[index] }
        batch.doubles("response_time") { _, index in outcomes.seconds(number[index]) }
        batch.integers("is_success") { _, index in outcomes.isSuccess(number[index]) ? 1 : 0 }
        batch.optionalText("error_message") { writer, _, index in
            outcomes.appendError(number[index], into: &writer)
        }
    }
}

import Rows

/// The single calls of objects: what the five tables of raw metrics have in common.
///
/// Where hours are summed up, only the calls of the last hours are kept, as the gateway does.
struct CallMetrics: Sendable {
    let windows: EventWindows
    fileprivate let outcomes: CallOutcomes
    fileprivate let identifiers: IdentifierKey

    /// The columns of a table of calls of objects that are named in `column`, and `more` of them.
    static func columns<Table: CallTable>(
        _ column: StaticString,
        lengthMax: Int? = 36,
        _ more: Column<Table>...
    ) -> [Column<Table>] {
        [
            .reservedKey("id"),
            .text(.required(column, .text(lengthMax: lengthMax))) { table, _, call, writer in
                table.metrics.identifiers.appendHex(call.object, into: &writer)
            },
            .integers(.required("timestamp", .timestamp)) { _, _, call in call.time },
            .doubles(.required("response_time", .double)) { table, _, call in
                table.metrics.outcomes.seconds(call.number)
            },
            .booleans(.required("is_success", .boolean)) { table, _, call in
                table.metrics.outcomes.isSuccess(call.number)
            },
            .optionalText(.optional("error_message", .text(lengthMax: nil))) {
                (table, _, call, writer) in
                table.metrics.outcomes.appendError(call.number, into: &writer)
            },
        ] + more
    }

    /// The schema of a table of calls of the rows of `objects`.
    static func definition<Table: CallTable>(
        _ name: String,
        _ columns: [Column<Table>],
        objects: String,
        childCount: CountKey
    ) -> TableDefinition {
        let column = columns[1].definition.name
        return TableDefinition(
            name: name,
            component: name,
            columns: columns.map(\.definition),
            references: [
                TableDefinition.Reference(column, to: objects, key: "id", isDeclared: true)
            ],
            creationColumn: "timestamp",
            followsRecentShare: false,
            derivation: Derivation(),
            upkeep: .calls,
            childCount: TableDefinition.ChildCount(childCount, by: column)
        )
    }

    /// The calls of the rows of `objects`.
    init(
        _ population: Population,
        _ events: EventStreams,
        objects: StaticString
    ) {
        windows = EventWindows(
            events,
            unit: .event,
            from: population.retention.firstRawMoment
        )
        outcomes = CallOutcomes(key: population.key(objects, "outcome"))
        identifiers = Population.identifiers(
            objects,
            rowCount: events.objectCount,
            population.configuration
        )
    }
}

/// A table of single calls.
protocol CallTable: GatewayTable where Shared == EventRow {
    /// The calls.
    var metrics: CallMetrics { get }
}

extension CallTable {
    package var rowCount: Int64 { metrics.windows.rowCount }

    package var parents: ParentCounts? { metrics.windows.streams.parents }

    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<EventRow>) {
        metrics.windows.forEach(in: batch) { index, call in shared[index] = call }
    }
}

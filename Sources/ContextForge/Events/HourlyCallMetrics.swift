import Rows

/// The calls of objects summed up by the hour: what the five hourly tables have in common.
struct HourlyCallMetrics: Sendable {
    let windows: EventWindows
    private let outcomes: CallOutcomes
    private let identifiers: IdentifierKey
    private let column: StaticString
    private let nameColumn: StaticString
    private let createdKey: CellKey
    private let end: Int64

    /// The schema of a table of sums of `events` over the rows of `objects`, of which there is one for
    /// an hour and an object: the unique key `key`.
    static func definition(
        _ name: String,
        key: String,
        of events: String,
        column: StaticString,
        nameColumn: StaticString,
        formerNameColumn: String? = nil,
        objects: String,
        more: [ColumnDefinition] = []
    ) -> TableDefinition {
        TableDefinition(
            name: name,
            component: name,
            columns: [
                .reservedKey("id"),
                .required(column, .text(lengthMax: 36)),
                .required(nameColumn, .text(lengthMax: 255)),
                .required("hour_start", .timestamp),
                .required("total_count", .integer),
                .required("success_count", .integer),
                .required("failure_count", .integer),
                .optional("min_response_time", .double),
                .optional("max_response_time", .double),
                .optional("avg_response_time", .double),
                .optional("p50_response_time", .double),
                .optional("p95_response_time", .double),
                .optional("p99_response_time", .double),
                .optional("created_at", .timestamp),
            ] + more,
            uniqueKeys: [
                TableDefinition.UniqueKey(
                    key,
                    [column.description, "hour_start"] + more.map(\.name)
                )
            ],
            references: [
                TableDefinition.Reference(column.description, objects, "id", isDeclared: true)
            ],
            // A busy hour has one row, however many calls there were.
            followsRecentShare: false,
            rollUp: TableDefinition.RollUp(
                events: events,
                objects: objects,
                column: column.description,
                nameColumn: nameColumn.description,
                formerNameColumn: formerNameColumn
            ),
            derivation: Derivation(),
            upkeep: .hourlyCalls
        )
    }

    /// The sums over the rows of `objects`, whose identifiers stand in `column`.
    init(
        _ population: Population,
        _ events: EventStreams,
        objects: StaticString,
        column: StaticString,
        nameColumn: StaticString
    ) {
        windows = EventWindows(events, unit: .hour, to: population.retention.endOfSums)
        outcomes = CallOutcomes(key: population.key(objects, "outcome"))
        identifiers = Population.identifiers(
            objects,
            events.objectCount,
            population.configuration
        )
        self.column = column
        self.nameColumn = nameColumn
        createdKey = population.key(objects, "rolled_up_at")
        end = population.timeline.end
    }

    /// Fills every column but those that a table has beyond the others; `appendName` writes the
    /// name of an object's row.
    ///
    /// The lane `parent` holds the row of the object afterwards.
    @inline(__always)
    func fill(_ batch: ColumnBatch, _ appendName: (Int64, inout ByteWriter) -> Void) {
        let object = batch.lane(.parent)
        let hour = batch.lane(.created)
        let first = batch.lane(.ordinal)
        let count = batch.lane(.siblings)
        windows.forEach(in: batch) { index, row in
            object[index] = row.object
            hour[index] = row.time
            first[index] = row.number
            count[index] = Int64(row.count)
        }
        batch.reservedKeys("id")
        batch.text(column) { writer, _, index in
            identifiers.appendHex(object[index], into: &writer)
        }
        batch.text(nameColumn) { writer, _, index in appendName(object[index], &writer) }
        batch.integers("hour_start") { _, index in hour[index] }
        fillSums(batch)
        // Hours are summed up when they are over, all objects at once.
        batch.integers("created_at") { _, index in
            let delay = Int64(createdKey.bits(hour[index]) % 60_000_000)
            return min(hour[index] + ActivityCalendar.microsecondsPerHour + delay, end)
        }
    }

    /// Each hour's calls are looked at once; the columns are read off what they give.
    private func fillSums(_ batch: ColumnBatch) {
        let first = batch.lane(.ordinal)
        let count = batch.lane(.siblings)
        let successes = batch.lane(.choice)
        var values: [Double] = []
        var hours: [HourDurations] = []
        // Out of the object, so that they are changed without a check for each access.
        swap(&values, &batch.events.values)
        swap(&hours, &batch.events.hours)
        hours.removeAll(keepingCapacity: true)
        for index in 0..<batch.rowCount {
            var sum: Int64 = 0
            values.removeAll(keepingCapacity: true)
            for number in first[index]..<(first[index] + count[index]) {
                let isSuccess = outcomes.isSuccess(number)
                if isSuccess { sum += 1 }
                values.append(outcomes.seconds(number, isSuccess: isSuccess))
            }
            successes[index] = sum
            // Most hours have one call.
            if values.count > 1 { values.sort() }
            hours.append(HourDurations(values))
        }
        batch.integers("total_count") { _, index in count[index] }
        batch.integers("success_count") { _, index in successes[index] }
        batch.integers("failure_count") { _, index in count[index] - successes[index] }
        batch.doubles("min_response_time") { _, index in hours[index].least }
        batch.doubles("max_response_time") { _, index in hours[index].greatest }
        batch.doubles("avg_response_time") { _, index in hours[index].mean }
        batch.doubles("p50_response_time") { _, index in hours[index].median }
        batch.doubles("p95_response_time") { _, index in hours[index].percentile95 }
        batch.doubles("p99_response_time") { _, index in hours[index].percentile99 }
        swap(&values, &batch.events.values)
        swap(&hours, &batch.events.hours)
    }
}

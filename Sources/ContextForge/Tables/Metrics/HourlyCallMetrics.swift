import Rows

/// The calls of objects summed up by the hour: what the five hourly tables have in common.
struct HourlyCallMetrics: Sendable {
    let windows: EventWindows
    private let outcomes: CallOutcomes
    fileprivate let identifiers: IdentifierKey
    private let createdKey: CellKey
    private let end: Int64

    /// The columns of a table of sums of objects that are named in `column` and whose names stand in
    /// `nameColumn`, and `more` of them.
    static func columns<Table: HourlyCallTable>(
        _ column: StaticString,
        name nameColumn: StaticString,
        _ more: Column<Table>...
    ) -> [Column<Table>] {
        [
            .reservedKey("id"),
            .text(.required(column, .text(lengthMax: 36))) { table, _, sum, writer in
                table.metrics.identifiers.appendHex(sum.object, into: &writer)
            },
            .scratchText(.required(nameColumn, .text(lengthMax: 255))) {
                (table, _, sum, scratch, writer) in
                table.appendName(sum, scratch: &scratch, into: &writer)
            },
            .integers(.required("hour_start", .timestamp)) { _, _, sum in sum.hour },
            .integers(.required("total_count", .integer)) { _, _, sum in sum.count },
            .integers(.required("success_count", .integer)) { _, _, sum in sum.successCount },
            .integers(.required("failure_count", .integer)) { _, _, sum in
                sum.count - sum.successCount
            },
            .doubles(.optional("min_response_time", .double)) { _, _, sum in sum.durations.least },
            .doubles(.optional("max_response_time", .double)) { _, _, sum in
                sum.durations.greatest
            },
            .doubles(.optional("avg_response_time", .double)) { _, _, sum in sum.durations.mean },
            .doubles(.optional("p50_response_time", .double)) { _, _, sum in sum.durations.median },
            .doubles(.optional("p95_response_time", .double)) { _, _, sum in
                sum.durations.percentile95
            },
            .doubles(.optional("p99_response_time", .double)) { _, _, sum in
                sum.durations.percentile99
            },
            .integers(.optional("created_at", .timestamp)) { table, _, sum in
                table.metrics.created(sum.hour)
            },
        ] + more
    }

    /// The schema of a table of sums of `events` over the rows of `objects`, of which there is one for
    /// an hour and an object: the unique key `key`.
    static func definition<Table: HourlyCallTable>(
        _ name: String,
        _ columns: [Column<Table>],
        key: String,
        of events: String,
        formerNameColumn: String? = nil,
        objects: String
    ) -> TableDefinition {
        let names = columns.map(\.definition.name)
        return TableDefinition(
            name: name,
            component: name,
            columns: columns.map(\.definition),
            uniqueKeys: [
                TableDefinition.UniqueKey(
                    key,
                    [names[1], "hour_start"] + names.filter { $0 == "interaction_type" }
                )
            ],
            references: [
                TableDefinition.Reference(names[1], to: objects, key: "id", isDeclared: true)
            ],
            // A busy hour has one row, however many calls there were.
            followsRecentShare: false,
            rollUp: TableDefinition.RollUp(
                events: events,
                objects: objects,
                column: names[1],
                nameColumn: names[2],
                formerNameColumn: formerNameColumn
            ),
            derivation: Derivation(),
            upkeep: .hourlyCalls
        )
    }

    /// The sums over the rows of `objects`.
    init(_ population: Population, _ events: EventStreams, objects: StaticString) {
        windows = EventWindows(events, unit: .hour, to: population.retention.endOfSums)
        outcomes = CallOutcomes(key: population.key(objects, "outcome"))
        identifiers = Population.identifiers(
            objects,
            rowCount: events.objectCount,
            population.configuration
        )
        createdKey = population.key(objects, "rolled_up_at")
        end = population.timeline.end
    }

    /// Hours are summed up when they are over, all objects at once.
    fileprivate func created(_ hour: Int64) -> Int64 {
        let delay = Int64(createdKey.bits(hour) % 60_000_000)
        return min(hour + ActivityCalendar.microsecondsPerHour + delay, end)
    }

    /// Each hour's calls are looked at once; the columns are read off what they give.
    fileprivate func prepare(_ batch: ColumnBatch, _ sums: UnsafeMutablePointer<HourSum>) {
        let prefixesNames = batch.constants.release >= ResourcesTable.prefixSince
        var values: [Double] = []
        // Out of the object, so that they are changed without a check for each access.
        swap(&values, &batch.events.values)
        windows.forEach(in: batch) { index, row in
            var successCount: Int64 = 0
            values.removeAll(keepingCapacity: true)
            for number in row.number..<(row.number + Int64(row.count)) {
                let isSuccess = outcomes.isSuccess(number)
                if isSuccess { successCount += 1 }
                values.append(outcomes.seconds(number, isSuccess: isSuccess))
            }
            // Most hours have one call.
            if values.count > 1 { values.sort() }
            sums[index] = HourSum(
                object: row.object,
                hour: row.time,
                count: Int64(row.count),
                successCount: successCount,
                durations: HourDurations(values),
                prefixesNames: prefixesNames
            )
        }
        swap(&values, &batch.events.values)
    }
}

/// The calls of an object in an hour.
struct HourSum: BitwiseCopyable, ObjectRow {
    let object: Int64
    /// When the hour begins.
    let hour: Int64
    let count: Int64
    let successCount: Int64
    let durations: HourDurations
    /// Whether the gateway puts its own name before that of a federated resource.
    let prefixesNames: Bool
}

/// A table of calls summed up by the hour.
protocol HourlyCallTable: GatewayTable where Shared == HourSum {
    /// The sums.
    var metrics: HourlyCallMetrics { get }

    /// Writes the name of an object; what `scratch` held is lost.
    func appendName(_ sum: HourSum, scratch: inout ByteWriter, into writer: inout ByteWriter)
}

extension HourlyCallTable {
    package var rowCount: Int64 { metrics.windows.rowCount }

    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<HourSum>) {
        metrics.prepare(batch, shared)
    }
}

import ArgumentParser
import ContextForge
import Executor
import Journal
import Rows

/// `gatefill audit row`: which run and batch made a row.
struct AuditRowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "row",
        abstract: "Find the run, batch, event and time that made a row, from its primary key",
        discussion: """
            Rows are not stored: the key is computed backwards to the row's number, and the row is \
            made again to be sure. Give the columns of a compound key in their order. Exit status \
            1 when no run of the journal makes the row.

            Example: gatefill audit row tools 7d2c9c5e3b0f4f0b8f5e0c6a1d2b3c4d
            """
    )

    @Argument(
        help: ArgumentHelp("Name of the table", valueName: "table"),
        transform: Allowed.table
    )
    var table: String

    @Argument(help: ArgumentHelp("Primary key", valueName: "key"))
    var key: [String]

    @OptionGroup var journal: JournalOptions

    @Flag(help: "Print JSON")
    var json = false

    func validate() throws {
        let columns =
            Catalogue.contextForge.definitions.first { $0.name == table }?.primaryKey ?? []
        guard columns.count == key.count else {
            throw ValidationError(
                "\(table): \(key.count) values are not its primary key, which is "
                    + "(\(columns.joined(separator: ", ")))"
            )
        }
    }

    func run() throws {
        try ExitStatus.reporting(journal: journal) {
            let store = try journal.openForReading()
            let (origins, notices) = try RowOrigin.find(
                key: key,
                table: table,
                in: store,
                of: .contextForge
            )
            for notice in notices { Terminal.writeError("notice: \(notice)") }
            let reports = origins.map { RowReport($0) }
            if json {
                Terminal.write(try JSONText.of(reports))
            } else {
                for report in reports { Terminal.write(report.text) }
            }
            if origins.isEmpty {
                Terminal.writeError(
                    "no run of \(store.path) makes row \(key.joined(separator: ", ")) of \(table)"
                )
                throw ExitCode(ExitStatus.failed.rawValue)
            }
        }
    }
}

/// The origin of a row, for people and as JSON.
struct RowReport: Encodable {
    let run: Int64
    let profile: String
    let seed: UInt64
    let table: String
    let row: Int64
    let batch: Int64
    let firstRowOfBatch: Int64
    let lastRowOfBatch: Int64
    /// What last happened to the batch.
    let state: String
    let attempt: Int64?
    let epoch: Int64?
    /// The event by which the batch counts as committed; absent when it does not.
    let event: Int64?
    let eventKind: String?
    /// When that event was recorded; of a batch read back from the ledger, when the target
    /// committed it.
    let time: String?
    let target: String

    init(_ origin: RowOrigin) {
        run = origin.run.number
        profile = origin.run.profileName
        seed = origin.seed
        table = origin.table
        row = origin.row
        batch = origin.batch.number
        firstRowOfBatch = origin.batch.rows.lowerBound
        lastRowOfBatch = origin.batch.rows.upperBound - 1
        state = (origin.record?.state ?? .planned).description
        // Of a batch that was read back from the ledger, the journal knows less.
        let record = origin.event == nil ? nil : origin.record
        attempt = record.flatMap { $0.attempt > 0 ? $0.attempt : nil }
        epoch = record.flatMap { $0.epoch > 0 ? $0.epoch : nil }
        event = origin.event?.seq
        eventKind = origin.event?.kind.rawValue
        time = origin.event.map { RowReport.time($0) }
        target = origin.run.target
    }

    private static func time(_ event: StoredEvent) -> String {
        if let decoded = try? event.decoded(), case .batchRecovered(let payload) = decoded,
            let committedAt = payload.committedAt
        {
            return committedAt.prefix(19) + " UTC"
        }
        return Moments.text(event.at.microseconds)
    }

    /// Two lines.
    var text: String {
        let rows = "rows \(firstRowOfBatch) to \(lastRowOfBatch)"
        let made =
            event.map { event in
                "\(state) by event \(event) at \(time ?? "")"
                    + (attempt.map { ", attempt \($0)" } ?? "")
                    + (epoch.map { ", epoch \($0)" } ?? "")
            } ?? "\(state): the row is not in the target"
        return "Row \(row) of \(table) is made by run \(run) (profile \(profile), seed \(seed)) in "
            + "\(target).\nBatch \(batch), \(rows): \(made)."
    }
}

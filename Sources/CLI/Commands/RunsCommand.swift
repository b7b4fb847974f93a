import ArgumentParser
import Journal

/// `gatefill runs`: lists the runs of a journal.
struct RunsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs",
        abstract: "List the runs in the journal",
        discussion: "Example: gatefill runs --journal staging.journal"
    )

    @OptionGroup var journal: JournalOptions

    @Flag(help: "Print JSON")
    var json = false

    func run() throws {
        try ExitStatus.reporting(journal: journal) {
            let store = try journal.openForReading()
            let inHand = try store.runInHand()
            let runs = try store.runs().map { RunLine($0, isInHand: $0.number == inHand) }
            if json {
                Terminal.write(try JSONText.of(runs))
                return
            }
            var table = TextTable([
                ("Run", true), ("Profile", false), ("State", false), ("Rows", true), ("Of", true),
                ("Started", false), ("Target", false),
            ])
            for run in runs {
                table.add([
                    String(run.run), run.profile, run.state, Figures.grouped(run.rowsInTarget),
                    Figures.grouped(run.plannedRows), run.started, run.target,
                ])
            }
            Terminal.write(table.text)
        }
    }
}

/// A run in a few words.
struct RunLine: Encodable {
    let run: Int64
    let profile: String
    let state: String
    let plannedRows: Int64
    let committedRows: Int64
    /// Rows that a cleanup has kept.
    let keptRows: Int64
    let plannedBatches: Int64
    let committedBatches: Int64
    let planDigest: String
    let epoch: Int64
    let started: String
    let updated: String
    let target: String
    let cause: String?

    /// Rows of the run that are in the target.
    var rowsInTarget: Int64 { committedRows + keptRows }

    /// A run as it stands; `isInHand` says whether a process is working on it.
    init(_ run: RunRecord, isInHand: Bool) {
        let phase = isInHand ? run.phase : run.phase.withoutProcess
        self.run = run.number
        profile = run.profileName
        state = phase == .cleaned && run.rowsKept > 0 ? "cleaned in part" : phase.rawValue
        plannedRows = run.rowTotal
        committedRows = run.rowsCommitted
        keptRows = run.rowsKept
        plannedBatches = run.batchTotal
        committedBatches = run.batchesCommitted
        planDigest = run.planDigest
        epoch = run.epoch
        started = Moments.text(run.createdAt.microseconds)
        updated = Moments.text(run.updatedAt.microseconds)
        target = run.target
        cause =
            phase == run.phase
            ? run.causeCode.map { "\($0): \(run.causeMessage ?? "")" }
            : "killed: its process ended without a word"
    }
}

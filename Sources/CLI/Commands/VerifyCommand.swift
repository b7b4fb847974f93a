import ArgumentParser
import ContextForge
import Executor
import Foundation
import Journal
import Planner
import Rows
import Targets

/// `gatefill verify`: checks what a run put into its target, or a whole database.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Verify the data of a run in its target, or a whole database with --all",
        discussion: """
            The database is compared with the plan of the run. A line is printed for each group \
            of checks, and one for each check that fails. Exit status 1 when a check fails.

            Without a run number, the most recent run in the given database is checked, or, if no \
            database is given, the most recent run that still exists in its target. --all needs no \
            journal and checks every row, whoever created it: \
            \(WholeVerification.supported.map(\.rawValue).joined(separator: ", ")).

            Example: gatefill verify 3 --checks foreign_keys,causality --verbose
            """
    )

    @OptionGroup var choice: RunOptions

    @Flag(help: "Check every row of the database, without a journal")
    var all = false

    @OptionGroup var secrets: SecretOptions
    @OptionGroup var target: TargetOptions
    @OptionGroup var move: MoveOptions
    @OptionGroup var journal: JournalOptions
    @OptionGroup var progress: ProgressOptions

    @Option(
        help: ArgumentHelp(
            "Checks to run, comma-separated (default: all except content, which regenerates "
                + "every row and needs the secrets of the run)",
            valueName: "names"
        )
    )
    var checks: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "For the check content: compare at most so many batches of each table",
            valueName: "batches"
        ),
        transform: Allowed.whole(1...Int64.max)
    )
    var sample: Int64?

    @Flag(help: "Print every check, not only those that fail")
    var verbose = false

    @Option(
        help: ArgumentHelp("Write the results as JSON", valueName: "file"),
        transform: Allowed.file
    )
    var output: String?

    @Flag(help: "Print the results as JSON")
    var json = false

    func validate() throws {
        let checks = try selected()
        guard sample == nil || checks.contains(.content) else {
            throw ValidationError("--sample goes with --checks content")
        }
        if all && (choice.isGiven || move.moved) {
            throw ValidationError("--all cannot be used with a run, --profile or --moved")
        }
        try move.check(target)
    }

    func run() throws {
        try ExitStatus.reporting(journal: journal) {
            if let output { try JSONText.checkWritable(output) }
            let found = try all ? checkAll() : checkRun()
            let document = VerificationDocument(
                found.subject,
                found.results,
                content: found.content,
                changes: found.changes
            )
            if let output { try JSONText.write(document, to: output) }
            let summary = VerificationSummary(
                found.results,
                content: found.content,
                changes: found.changes
            )
            if json {
                Terminal.write(try JSONText.of(document))
            } else {
                summary.show(verbose: verbose)
            }
            if summary.hasFailed, found.content.isEmpty, let run = found.subject.run {
                Terminal.writeError(
                    "to compare every row with the plan and name the first that differs:",
                    run: [["verify", "\(run)", "--checks", "content"]],
                    journal: journal.journal
                )
            }
            try summary.throwIfFailed()
        }
    }

    /// What was verified, and how.
    private struct Found {
        let subject: VerificationDocument.Subject
        let results: [CheckResult]
        var content: [ContentReport] = []
        var changes: [GatewayChangeReport] = []
    }

    private func subject(
        _ database: any Target,
        run: Int64? = nil,
        plan: String? = nil
    ) -> VerificationDocument.Subject {
        VerificationDocument.Subject(
            run: run,
            plan: plan,
            target: database.display,
            verifiedAt: UTCTimestamp(microseconds: UTCTimestamp.now()).text
        )
    }

    /// Makes the checks with what shows their progress.
    private func showing(
        _ checks: ((VerificationProgress) throws -> Void) throws -> [CheckResult]
    ) rethrows -> [CheckResult] {
        var display = StepDisplay("checked", style: progress.style)
        defer { display.end() }
        return try checks { display.advance(to: $0.doneCount, of: $0.totalCount) }
    }

    /// Checks every row of the database.
    private func checkAll() throws -> Found {
        let database = try target.open()
        try database.checkExists()
        progress.notice("checking every row of \(database.display)")
        let results = try showing { try WholeVerification(database).run(selected(), report: $0) }
        return Found(subject: subject(database), results: results)
    }

    /// Checks a run.
    private func checkRun() throws -> Found {
        let store = try openJournal()
        let selected = try target.select(
            .verify,
            choice.runNumber,
            profile: choice.profile,
            moves: move.moved,
            from: store
        )
        let record = selected.run
        guard let database = selected.target else {
            preconditionFailure("a run is verified without its target")
        }
        let request = try RunStarter.request(
            of: record,
            in: store,
            for: .contextForge,
            to: "verify"
        )
        let comparesContent = try self.selected().contains(.content)
        let plan = try GenerationPlan(
            request.recipe,
            of: secrets.catalogue(
                for: request,
                run: record.number,
                only: comparesContent ? SecretPurpose.allCases : secrets.given
            )
        )
        progress.notice("verifying \(selected.title)")
        try noticeSuspended(record, store)
        for notice in try SchemaNotices.of(plan, in: database) { progress.notice(notice) }
        let blocks = try store.reservations(run: record.number)
        let verification = Verification(
            plan,
            target: database,
            // The last block of a table is the one in use.
            firstKeys: Dictionary(blocks.map { ($0.table, $0.firstID) }) { $1 }
        )
        let removed = try verification.removedRows()
        let results = try showing {
            try verification.run(self.selected(), removed: removed, report: $0)
        }
        var found = Found(
            subject: subject(database, run: record.number, plan: plan.digest),
            results: results
        )
        found.changes = try verification.gatewayChanges(removed).map(GatewayChangeReport.init)
        guard comparesContent else { return found }
        found.content = try ContentCheck(
            run: record,
            request: request,
            plan: plan,
            target: database,
            journal: store,
            removed: removed,
            sampleCount: sample,
            progress: progress
        ).results()
        return found
    }

    /// The option that names the target as it was named, without a password.
    private var targetWords: [String] {
        guard let url = target.target else { return [] }
        do throws(TargetError) {
            return ["--target", try TargetLocation(url: url).display]
        } catch {
            // It was read when the options were checked.
            return []
        }
    }

    /// Opens the journal; where there is none, what can be done without is suggested.
    private func openJournal() throws -> EventStore {
        do {
            return try journal.openExisting(forWriting: move.moved)
        } catch let error as JournalError where error.code == .notFound {
            throw RunFailure(
                code: error.code.rawValue,
                message: error.message,
                detail: error.detail,
                hint: "Pass the journal with `--journal`, or check the whole database, which "
                    + "needs no journal.",
                command: ["verify", "--all"] + targetWords
            )
        }
    }

    private func noticeSuspended(_ record: RunRecord, _ store: EventStore) throws {
        guard try !store.suspensions(run: record.number).isEmpty else { return }
        progress.notice(
            "indexes of run \(record.number) are suspended, so verification takes longer; to "
                + "restore them first:",
            run: [["doctor", "--restore-indexes"]],
            journal: journal.journal
        )
    }

    /// What can be asked for.
    private var supported: [ValidationCheck] {
        all ? WholeVerification.supported : Verification.supported + [.content]
    }

    /// The checks to make.
    private func selected() throws -> [ValidationCheck] {
        guard let checks else {
            return all ? WholeVerification.supported : Verification.supported
        }
        let known = supported.map(\.rawValue)
        let names = checks.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        guard !names.isEmpty else {
            throw ValidationError("--checks: name one or more of \(known.joined(separator: ", "))")
        }
        return try names.map { name in
            guard let check = ValidationCheck(rawValue: name) else {
                let hint =
                    NameSuggestion.hint(for: name, among: known)
                    ?? "The checks are \(known.joined(separator: ", "))."
                throw ValidationError("--checks: `\(name)` is no check. \(hint)")
            }
            guard supported.contains(check) else {
                throw ValidationError(
                    "--checks: `\(name)` needs a run. With --all the checks are "
                        + "\(known.joined(separator: ", "))."
                )
            }
            return check
        }
    }
}

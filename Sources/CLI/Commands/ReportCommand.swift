import ArgumentParser
import ContextForge
import Executor
import Foundation
import Journal
import Planner
import Rows
import Targets

/// `gatefill report`: what a run did, for people who were not there.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Report what a run did and what it gave, the last run when none is named",
        discussion: """
            The page holds everything that it shows: no script, no network. Distributions are \
            added up by the target; where it cannot be reached, or with --offline, rows of the plan \
            are made instead, and the report says so.

            Example: gatefill report 3 --html run-3.html
            """
    )

    @OptionGroup var choice: RunOptions

    @Option(
        help: ArgumentHelp("Write a page with plots", valueName: "file"),
        transform: Allowed.file
    )
    var html: String?

    @Flag(help: "Print Markdown, as for a pull request")
    var markdown = false

    @Flag(help: "Print JSON")
    var json = false

    @Flag(help: "Do not connect to the target")
    var offline = false

    @Flag(help: "Check the data again and list every check")
    var verify = false

    @OptionGroup var target: TargetOptions
    @OptionGroup var move: MoveOptions
    @OptionGroup var journal: JournalOptions

    func validate() throws {
        guard html != nil || markdown || json else {
            throw ValidationError("give --html FILE, --markdown or --json")
        }
        if markdown && json { throw ValidationError("give either --markdown or --json, not both") }
        if offline && verify { throw ValidationError("--verify cannot go with --offline") }
        if offline && move.moved { throw ValidationError("--moved cannot go with --offline") }
        try move.check(target)
        if offline && target.target != nil {
            throw ValidationError("--target cannot go with --offline")
        }
    }

    /// The run, and its target unless that is not to be asked.
    private func select(in store: EventStore) throws -> SelectedRun {
        if offline {
            let record =
                try choice.runNumber.map { try RunSelection.existing($0, in: store) }
                ?? RunSelection.newest(profile: choice.profile, in: store, .contextForge)
            return SelectedRun(run: record, target: nil)
        }
        return try target.select(
            verify ? .verify : .report,
            choice.runNumber,
            profile: choice.profile,
            moves: move.moved,
            from: store
        )
    }

    func run() throws {
        try ExitStatus.reporting(journal: journal) {
            if let html { try JSONText.checkWritable(html) }
            let store = try journal.openExisting(forWriting: move.moved)
            let selected = try select(in: store)
            let record = selected.run
            Terminal.writeError("notice: reporting \(selected.title)")
            let document = try ReportReader(record, in: store).document(
                isOffline: offline,
                verifies: verify,
                openTarget: { _ in
                    if let target = selected.target { return target }
                    throw selected.absence
                        ?? TargetError(
                            code: "run-gone",
                            message: "the target contains no rows of the run"
                        )
                }
            )
            if let html {
                try JSONText.write(text: ReportPage(document).html, to: html)
                if !json && !markdown { Terminal.write("Report: \(html)") }
            }
            if markdown { Terminal.write(MarkdownReport(document).text) }
            if json { Terminal.write(try JSONText.of(document)) }
            if document.checks?.contains(where: { $0.passed == false }) == true {
                throw ExitCode(ExitStatus.failed.rawValue)
            }
        }
    }
}

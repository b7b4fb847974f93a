import ArgumentParser
import ContextForge
import Executor
import Foundation
import Planner
import Rows
import Targets

/// `gatefill doctor`: what can be known before the first row.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look at target and journal for what would keep a run from ending well",
        discussion: """
            Looks at connection, TLS, permissions, schema, id ranges, disks, locks, other runners, \
            connection poolers and settings that weaken durability, and writes nothing. With a \
            profile, space and ids are compared with what it needs. Exit status 1 when a run would \
            fail. With --restore-indexes, what interrupted runs of the journal have left suspended \
            is restored before.

            Example: gatefill doctor --profile production --target postgresql://me@db/mcp
            """
    )

    @OptionGroup var target: TargetOptions
    @OptionGroup var journal: JournalOptions

    @OptionGroup var choice: ProfileChoice

    @Flag(help: "First restore indexes and constraints that runs have left suspended")
    var restoreIndexes = false

    @Flag(help: "Print JSON")
    var json = false

    func run() throws {
        try ExitStatus.reporting(journal: journal) {
            let plan = try wantedPlan()
            // Of the last run that has something suspended, unless another target is named.
            let run = restoreIndexes ? try lastSuspendedRun() : nil
            let database = try target.open(
                fallback: run?.target,
                recordedSchema: run?.ledgerSchema,
                timeoutSeconds: 10
            )
            if restoreIndexes { try restore(in: database) }
            let findings = Doctor(database, journalPath: journal.journal, plan: plan).findings()
            if json {
                Terminal.write(
                    try JSONText.of(findings.map { Record($0, journal: journal.journal) })
                )
            } else {
                for finding in findings { show(finding) }
            }
            if findings.contains(where: { $0.level == .failed }) {
                throw ExitCode(ExitStatus.failed.rawValue)
            }
        }
    }

    /// Where the last run has run that has something suspended.
    private func lastSuspendedRun() throws -> (target: String, ledgerSchema: String?)? {
        // A missing journal is an error here, not a new file.
        let store = try journal.openForReading()
        for run in try store.runs().reversed() {
            guard try !store.suspensions(run: run.number).isEmpty else { continue }
            return (
                run.target,
                try RunStarter.request(of: run, in: store, for: .contextForge).ledgerSchema
            )
        }
        return nil
    }

    /// Restores what is suspended; the journal is free again afterwards.
    private func restore(in database: any CleanupTarget) throws {
        let store = try journal.openForWriting()
        let outcomes = try IndexRecovery(store, target: database).run()
        if outcomes.isEmpty {
            Terminal.writeError(
                "notice: no run of \(journal.journal) has left anything suspended in "
                    + database.display
            )
        }
        for outcome in outcomes {
            for object in outcome.objects {
                Terminal.writeError("restored: \(object.title), of run \(outcome.run)")
            }
        }
    }

    private func wantedPlan() throws -> GenerationPlan? {
        guard choice.isGiven else { return nil }
        let loaded = try ProfileLoader.load(
            path: choice.path(),
            for: .contextForge,
            overrides: ProfileOverrides(),
            nowMicroseconds: Int64(Date().timeIntervalSince1970) * 1_000_000
        )
        return try PlannedProfile(loaded).plan
    }

    private func show(_ finding: Finding) {
        let mark =
            switch finding.level {
            case .ok: "ok     "
            case .warning: "warning"
            case .failed: "FAILED "
            }
        var text = "\(mark)  \(finding.subject): \(finding.message)"
        if finding.level != .ok {
            let indent = "         "
            if let hint = finding.hint { text += "\n\(indent)hint: \(hint)" }
            text = SuggestedCommand.append(
                finding.commands,
                to: text,
                journal: journal.journal,
                indent: indent
            )
        }
        Terminal.write(text)
    }

    /// A finding as JSON, with its commands as they can be pasted into a shell.
    private struct Record: Encodable {
        let subject: String
        let level: Finding.Level
        let message: String
        let hint: String?
        let command: String?
        /// Another way.
        let alternative: String?

        init(_ finding: Finding, journal: String) {
            let texts = finding.commands.map { SuggestedCommand.text($0, journal: journal) }
            subject = finding.subject
            level = finding.level
            message = finding.message
            hint = finding.hint
            command = texts.first
            alternative = texts.dropFirst().first
        }
    }
}

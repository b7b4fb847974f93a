import ArgumentParser
import ContextForge
import Executor
import Foundation
import Journal
import Planner
import Rows

/// `gatefill export fixtures`: ids, names and owners of a run's rows, and API tokens that work.
struct ExportFixturesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fixtures",
        abstract:
            "Write ids, names and owners for k6, Locust or JMeter, of the last run if none is named",
        discussion: """
            Rows are regenerated from the plan; the target is only asked whether it contains the \
            run, and if it is unreachable, a run number suffices. Only committed rows that the \
            gateway serves are written: active users, enabled objects, and tokens that are neither \
            revoked nor expired. With --skew hot, rows are repeated in proportion to their use in \
            the data, so a few rows appear many times.

            Tokens themselves are written with --jwt-secret-env only, and to standard output only \
            with --output -. Files can be read by their owner alone.

            Example: gatefill export fixtures 3 --kind tokens --limit 100 \
            --jwt-secret-env JWT_SECRET_KEY --output tokens.csv
            """
    )

    @OptionGroup var choice: RunOptions

    @Option(
        help: ArgumentHelp(
            "What rows: users, teams, tokens, tools, resources, prompts or servers",
            valueName: "what"
        ),
        completion: .list(Allowed.fixtures.map(\.component)),
        transform: Allowed.fixture
    )
    var kind: TableDefinition

    @Option(help: ArgumentHelp("Form of the file", valueName: "form"))
    var format: FixtureFormat = .csv

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Rows at most, 1 to 10,000,000 (default: 1,000)", valueName: "rows"),
        transform: Allowed.whole(1...10_000_000)
    )
    var limit: Int64 = 1_000

    @Option(help: ArgumentHelp("How rows are drawn", valueName: "how"))
    var skew: FixtureSkew = .uniform

    @Option(
        help: ArgumentHelp(
            "Environment variable with the gateway's JWT_SECRET_KEY: adds the tokens to --kind tokens",
            valueName: "name"
        )
    )
    var jwtSecretEnv: String?

    @OptionGroup var target: TargetOptions
    @OptionGroup var move: MoveOptions
    @OptionGroup var journal: JournalOptions

    @Option(
        help: ArgumentHelp(
            "File to write, - for standard output (default: standard output)",
            valueName: "file"
        ),
        transform: Allowed.file
    )
    var output: String?

    func validate() throws {
        try move.check(target)
        guard jwtSecretEnv != nil else { return }
        guard kind.name == TokensTable.definition.name else {
            throw ValidationError("--jwt-secret-env goes with --kind tokens")
        }
        guard output != nil else {
            throw ValidationError(
                "--jwt-secret-env writes tokens that work: give --output FILE, or --output - for "
                    + "standard output"
            )
        }
        try secrets.validate()
    }

    /// The secret as the commands that make rows name it.
    private var secrets: SecretOptions {
        var options = SecretOptions()
        options.userPasswordEnv = nil
        options.jwtSecretEnv = jwtSecretEnv
        options.encryptionSecretEnv = nil
        return options
    }

    func run() throws {
        try ExitStatus.reporting(journal: journal) {
            let store = try journal.openExisting(forWriting: move.moved)
            let selected = try target.select(
                .export,
                choice.runNumber,
                profile: choice.profile,
                moves: move.moved,
                from: store
            )
            let record = selected.run
            let request = try RunStarter.request(
                of: record,
                in: store,
                for: .contextForge,
                to: "export rows of"
            )
            let plan =
                jwtSecretEnv == nil
                ? try GenerationPlan(request.recipe, of: .contextForge)
                : try GenerationPlan(
                    request.recipe,
                    of: secrets.catalogue(
                        for: request,
                        run: record.number,
                        only: [.tokenSigning]
                    )
                )
            let export = try FixtureExport(
                kind,
                of: plan,
                run: record,
                states: store.batchStates(run: record.number),
                constants: RunStarter.constants(of: record, in: store, .contextForge),
                withCredentials: jwtSecretEnv != nil,
                nowMicroseconds: Int64(Date().timeIntervalSince1970) * 1_000_000
            )
            Terminal.writeError("notice: exporting rows of \(selected.title)")
            if let absence = selected.absence {
                Terminal.writeError(
                    "notice: using the journal only, the target is unavailable: \(absence.message)"
                )
            }
            let writer = FixtureWriter(format, titles: export.titles)
            guard let output, output != "-" else {
                if let header = writer.header { Terminal.write(header) }
                let count = try export.draw(limit, skew: skew) { Terminal.write(writer.line($0)) }
                return report(count)
            }
            var count: Int64 = 0
            try PrivateFile.write(to: output) { file in
                if let header = writer.header { try file.add(header + "\n") }
                count = try export.draw(limit, skew: skew) { try file.add(writer.line($0) + "\n") }
            }
            report(count)
            Terminal.write("Wrote \(Figures.grouped(count)) \(kind.component) to \(output).")
        }
    }

    /// Says so when there are not as many rows as asked for.
    private func report(_ count: Int64) {
        guard count < limit else { return }
        let reason =
            skew == .hot
            ? "most draws were of rows that the run has not committed or the gateway does not serve"
            : "the run has no more that the gateway serves"
        Terminal.writeError(
            "notice: \(Figures.grouped(count)) \(kind.component) instead of "
                + "\(Figures.grouped(limit)): \(reason)"
        )
    }
}

extension FixtureSkew: ExpressibleByArgument {}

extension FixtureFormat: ExpressibleByArgument {}

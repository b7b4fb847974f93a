import ArgumentParser
import ContextForge
import Executor
import Journal
import Rows

/// Which run of the journal.
struct RunOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "Number of the run (default: the last one)",
            valueName: "run"
        ),
        transform: Allowed.runNumber
    )
    var runNumber: Int64?

    @Option(
        help: ArgumentHelp(
            "Use the most recent run of this profile (profile name or file name)",
            valueName: "name"
        ),
        transform: Allowed.profile
    )
    var profile: String?

    func validate() throws {
        if runNumber != nil && profile != nil {
            throw ValidationError("give either a run or --profile NAME, not both")
        }
    }

    /// Whether a run or a profile is given.
    var isGiven: Bool { runNumber != nil || profile != nil }
}

/// Whether the target may be a copy of the one that the run was written to.
struct MoveOptions: ParsableArguments {
    @Flag(
        help: """
            Accept a database that has been copied, restored, renamed or upgraded, provided that \
            its ledger contains the run; the journal records the copy as a separate run
            """
    )
    var moved = false

    /// Refuses the option where no database is named.
    func check(_ target: TargetOptions) throws {
        if moved && target.namedURL == nil {
            throw ValidationError("--moved needs --target or DATABASE_URL")
        }
    }
}

extension TargetOptions {
    /// The run that a command is about, with its target; see ``Executor/RunSelection``.
    ///
    /// With `moves`, the journal must be open for writing.
    func select(
        _ purpose: RunPurpose,
        _ number: Int64?,
        profile: String?,
        moves: Bool,
        allowsCleaned: Bool = false,
        from journal: EventStore
    ) throws -> SelectedRun {
        try RunSelection(
            from: journal,
            of: .contextForge,
            to: purpose,
            number: number,
            profile: profile,
            named: namedURL,
            allowsMoved: moves,
            allowsCleaned: allowsCleaned
        ) { run, request in
            try open(
                fallback: run.target,
                recordedSchema: request?.ledgerSchema,
                timeoutSeconds: request?.settings.connectTimeoutSeconds ?? 30
            )
        }.select()
    }
}

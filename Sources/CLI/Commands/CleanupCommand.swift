import ArgumentParser
import ContextForge
import Executor
import Journal
import Planner
import Rows
import Targets

/// `gatefill cleanup`: deletes what a run generated.
struct CleanupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cleanup",
        abstract: "Delete exactly what a run generated, the last run when none is named",
        discussion: """
            Tables go in the reverse of their order, batch by batch, by primary key; an \
            interrupted cleanup is carried on by the same command. Rows of others that refer to \
            generated ones are left as they are, and so are the rows that they refer to, unless \
            told otherwise.

            Without a journal, --all deletes what the users of a domain own, and --truncate \
            empties tables.

            Example: gatefill cleanup 3 --dry-run
            """
    )

    @Argument(
        help: ArgumentHelp("Number of the run, as `gatefill runs` shows it", valueName: "run"),
        transform: Allowed.runNumber
    )
    var runNumber: Int64?

    @Option(
        help: ArgumentHelp(
            "Clean up the most recent run of this profile (profile name or file name)",
            valueName: "name"
        ),
        transform: Allowed.profile
    )
    var profile: String?

    @Flag(help: "Delete; without it or --dry-run nothing is done")
    var confirm = false

    @Flag(help: "Show what would be deleted and kept, and change nothing")
    var dryRun = false

    @Option(
        help: ArgumentHelp(
            "When a row of somebody else refers to a generated one: keep the generated row, stop, "
                + "or delete both",
            valueName: "what"
        )
    )
    var onForeignRows: CleanupPolicy.ForeignRows = .keep

    @Option(
        help: ArgumentHelp(
            "When the gateway derived rows from generated rows only (call roll-ups, log "
                + "entries, sign-ins): delete both, or keep both",
            valueName: "what"
        )
    )
    var onDerivedRows: CleanupPolicy.DerivedRows = .delete

    @Option(
        help: ArgumentHelp(
            "When a generated row has been changed since: delete it like the others, or compare "
                + "every row and keep such",
            valueName: "what"
        )
    )
    var changedRows: CleanupPolicy.ChangedRows = .delete

    @Flag(
        help: """
            Without a journal: delete everything that users of a domain own, and what is part of it
            """
    )
    var all = false

    @Option(
        help: ArgumentHelp(
            "For --all: the domain of the users' addresses (default: loadtest.example.com)",
            valueName: "domain"
        )
    )
    var emailDomain: String?

    @Flag(help: "Empty every table that gatefill fills, whoever made the rows")
    var truncate = false

    @Option(
        help: ArgumentHelp(
            "For --truncate: the database's name, so that it is the one meant",
            valueName: "name"
        )
    )
    var yesTruncate: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Workers that delete side by side, 1 to 64 (default: the run's, or one a core); "
                + "one on SQLite, for --dry-run and with --on-foreign-rows delete",
            valueName: "number"
        ),
        transform: Allowed.workers
    )
    var workers: Int?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Rows deleted in one transaction, 1 to 1000000 (default: the run's batch size)",
            valueName: "rows"
        ),
        transform: Allowed.batchSize
    )
    var batchSize: Int?

    @Flag(
        help: """
            Let the database give the room of the deleted rows back, of a run that is cleaned up \
            already, too
            """
    )
    var vacuum = false

    @OptionGroup var secrets: SecretOptions
    @OptionGroup var target: TargetOptions
    @OptionGroup var move: MoveOptions
    @OptionGroup var journal: JournalOptions
    @OptionGroup var progress: ProgressOptions
    @OptionGroup var log: LogOptions

    @Flag(help: "Print JSON")
    var json = false

    func validate() throws {
        guard confirm != dryRun else {
            throw ValidationError(
                "give either --confirm to delete, or --dry-run to see what would be deleted"
            )
        }
        if changedRows == .keep && onForeignRows == .delete {
            // A changed row that stays refers to others: they would be deleted under it.
            throw ValidationError("--changed-rows keep cannot go with --on-foreign-rows delete")
        }
        let scopes = [runNumber != nil, profile != nil, all, truncate].filter { $0 }
        if scopes.count > 1 {
            throw ValidationError("give only one of a run, --profile NAME, --all and --truncate")
        }
        if move.moved && (all || truncate) {
            throw ValidationError("--moved cannot be used with --all or --truncate")
        }
        try move.check(target)
        if emailDomain != nil && !all { throw ValidationError("--email-domain goes with --all") }
        if all { try checkDomain() }
        if yesTruncate != nil && !truncate {
            throw ValidationError("--yes-truncate goes with --truncate")
        }
        if all || truncate, changedRows == .keep {
            throw ValidationError("--changed-rows keep needs the journal of a run")
        }
        if all || truncate, workers != nil {
            throw ValidationError(
                "--workers goes with the cleanup of a run: --all and --truncate have one"
            )
        }
        if all, onForeignRows == .delete {
            throw ValidationError("--on-foreign-rows delete needs the journal of a run")
        }
        if all || truncate, onDerivedRows == .keep {
            throw ValidationError("--on-derived-rows keep needs the journal of a run")
        }
        if all || truncate, batchSize != nil {
            throw ValidationError("--batch-size cannot be used with --all or --truncate")
        }
        if truncate, onForeignRows != .keep {
            throw ValidationError("--on-foreign-rows cannot go with --truncate: all rows go")
        }
    }

    /// Refuses what is no domain before anything is connected to.
    private func checkDomain() throws {
        if let problem = EmailDomain.problem(domain) {
            throw ValidationError("--email-domain: `\(domain)` \(problem)")
        }
    }

    private var domain: String { (emailDomain ?? "loadtest.example.com").lowercased() }

    /// The run, and the target that it is in.
    ///
    /// Of a run that was given by its number, space can be reclaimed later, too.
    private func select(in store: EventStore) throws -> (RunRecord, any ScratchTarget) {
        let selected = try target.select(
            .cleanUp,
            runNumber,
            profile: profile,
            moves: move.moved,
            allowsCleaned: confirm && vacuum,
            from: store
        )
        guard let database = selected.target else {
            preconditionFailure("a run is cleaned up without its target")
        }
        return (selected.run, database)
    }

    func run() throws {
        try ExitStatus.reporting(journal: journal) {
            if all || truncate {
                let database = try target.open()
                let driver = WipeDriver(
                    target: database,
                    targetWords: target.words(database),
                    isDryRun: dryRun,
                    printsJSON: json,
                    vacuums: vacuum,
                    progress: progress
                )
                if all {
                    try driver.deleteOwned(by: domain, onForeignRows)
                } else {
                    try driver.truncate(confirmedName: yesTruncate)
                }
                return
            }
            let store = try journal.openExisting(forWriting: !dryRun || move.moved)
            let (record, database) = try select(in: store)
            var request = try RunStarter.request(
                of: record,
                in: store,
                for: .contextForge,
                to: "clean up"
            )
            // Keys do not depend on secrets; what is compared does.
            let plan =
                changedRows == .keep
                ? try GenerationPlan(
                    request.recipe,
                    of: secrets.catalogue(for: request, run: record.number)
                ) : try GenerationPlan(request.recipe, of: .contextForge)
            guard record.mayHaveRows else {
                return try VacuumDriver(run: record, target: database, printsJSON: json)
                    .drive(plan.tables.map(\.name))
            }
            let starter = CleanupStarter(journal: store, target: database)
            let policy = CleanupPolicy(
                foreignRows: onForeignRows,
                derivedRows: onDerivedRows,
                changedRows: changedRows
            )
            let assignment =
                dryRun
                ? try starter.rehearse(record, plan: plan, policy: policy)
                : try starter.start(record, plan: plan, policy: policy)
            let progress = log.apply(to: &request.settings, progress)
            try CleanupDriver(
                request: request,
                assignment: assignment,
                policy: policy,
                workers: workers,
                rowCountMax: batchSize.map { Int64($0) },
                target: database,
                journal: store,
                isDryRun: dryRun,
                printsJSON: json,
                vacuums: vacuum,
                journalOption: journal.journal,
                progress: progress
            ).drive()
        }
    }
}

extension CleanupPolicy.ForeignRows: ExpressibleByArgument {}

extension CleanupPolicy.DerivedRows: ExpressibleByArgument {}

extension CleanupPolicy.ChangedRows: ExpressibleByArgument {}

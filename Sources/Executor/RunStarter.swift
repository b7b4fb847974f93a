import Dataset
import Faults
import Foundation
import Journal
import Planner
import Targets

/// Turns a request, or an unfinished run of the journal, into an assignment.
package struct RunStarter {
    private let journal: EventStore
    private let target: any Target

    /// A starter for one journal and one target.
    package init(journal: EventStore, target: any Target) {
        self.journal = journal
        self.target = target
    }

    // MARK: A new run

    /// Plans a run, prepares the target and binds both, recording each step before the next.
    package func start(
        _ request: RunRequest,
        plan: GenerationPlan,
        createsSchema: Bool
    ) throws
        -> RunAssignment
    {
        try refuseMissingSecrets(plan)
        try refuseUnfinished(request)
        let preparation = try TargetPreparation(plan, target: target, createsSchema: createsSchema)
        let number = try journal.nextRunNumber()
        // Names the run in ledgers that several journals may share; it decides no row.
        let uid = UUID().uuidString.lowercased()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let planned = RunPlanned(
            uid: uid,
            profileName: request.profileName,
            profile: String(decoding: try encoder.encode(request), as: UTF8.self),
            planDigest: plan.digest,
            generatorVersion: String(Catalogue.generatorVersion),
            batchSize: plan.recipe.batchSize,
            tables: plan.tables.map {
                PlannedTable(name: $0.name, rowCount: $0.rowCount, batchCount: $0.batchCount)
            },
            target: target.display
        )
        try record(number, .runPlanned(planned))
        let epoch = try bind(number, uid: uid, plan: plan)
        let bound = TargetBound(
            identity: try target.readIdentity(),
            schemaFingerprint: preparation.fingerprint,
            epoch: epoch,
            constants: RunStarter.record(of: preparation.constants),
            schema: preparation.schemaLines,
            environment: try EnvironmentFacts.read(target)
        )
        try record(number, .targetBound(bound))
        let constants = try reserveKeys(number, uid, plan, preparation.constants, committed: [])
        try keepRecord(number, uid: uid)
        let committed = BatchSet(capacity: plan.batchCount)
        let suspension = try suspend(
            number,
            RunFence(runUID: uid, epoch: epoch),
            plan,
            request.settings.indexSuspension ?? .never,
            history: .none,
            committed: committed,
            schemaLines: preparation.schemaLines
        )
        return RunAssignment(
            runNumber: number,
            runUID: uid,
            epoch: epoch,
            plan: plan,
            matches: preparation.matches,
            constants: constants,
            committed: committed,
            notices: preparation.notices + suspension.notices,
            recoveredCount: 0,
            lostCount: 0,
            suspended: suspension.objects,
            boundSchema: suspension.objects.isEmpty
                ? nil
                : BoundSchema(
                    fingerprint: preparation.fingerprint,
                    lines: preparation.schemaLines
                )
        )
    }

    private func bind(_ number: Int64, uid: String, plan: GenerationPlan) throws -> Int64 {
        do {
            return try target.bind(
                RunRegistration(uid: uid, planDigest: plan.digest, isResumed: false)
            )
        } catch {
            try record(
                number,
                .runFailed(RunFailed(causeCode: error.code, message: error.cause))
            )
            throw error
        }
    }

    /// Suspends what is to be suspended before the first batch, and records a failure to do so.
    private func suspend(
        _ number: Int64,
        _ fence: RunFence,
        _ plan: GenerationPlan,
        _ setting: IndexSuspension,
        history: SuspensionHistory,
        committed: BatchSet,
        schemaLines: [String]
    ) throws -> IndexSuspender.Result {
        do {
            return try IndexSuspender(
                journal: journal,
                target: target,
                run: number,
                plan: plan,
                fence: fence
            ).suspend(setting, history: history, committed: committed, schemaLines: schemaLines)
        } catch let error as TargetError {
            try record(
                number,
                .runFailed(RunFailed(causeCode: error.code, message: error.cause))
            )
            throw error
        }
    }

    /// Refuses a plan whose rows would come out without what their secrets make of them.
    private func refuseMissingSecrets(_ plan: GenerationPlan) throws(RunFailure) {
        guard let purpose = plan.missingSecrets.first else { return }
        throw RunFailure(
            code: "secret-missing",
            message: "could not make the rows of the plan: they need \(purpose.title)",
            detail: nil,
            hint: "Name the environment variable that holds it with \(purpose.option)."
        )
    }

    /// Refuses to start where an unfinished run would make the same keys: those follow from the seed
    /// and the domain alone, whatever the end date and the size of the batches.
    private func refuseUnfinished(_ request: RunRequest) throws {
        let identity = try target.readIdentity()
        guard let ledger = identity["ledger"] else { return }
        try refuseSuspended(ledger)
        for run in try journal.runs() where run.phase.isResumable {
            // A run that failed before its first batch has made no keys.
            if run.phase == .failed && run.rowsCommitted == 0 { continue }
            let bound = try journal.binding(run: run.number)
            guard bound?.identity["ledger"] == ledger else { continue }
            let other = try RunStarter.request(of: run, in: journal).recipe.dataset
            guard other.seed == request.recipe.dataset.seed,
                other.emailDomain == request.recipe.dataset.emailDomain
            else { continue }
            throw RunFailure(
                code: "run-unfinished",
                message: "could not start: run \(run.number) of the same seed is unfinished here",
                detail: "\(run.rowsCommitted) of \(run.rowTotal) rows are in \(target.display)",
                hint: "Carry on with `gatefill resume \(run.number)`, or generate other data with "
                    + "another --seed."
            )
        }
    }

    /// Refuses to start where another run has left indexes suspended: they would be missed in the
    /// schema that the new run is bound to.
    private func refuseSuspended(_ ledger: String) throws {
        for run in try journal.runs() {
            let count = try journal.suspensions(run: run.number).count
            guard count > 0,
                try journal.binding(run: run.number)?.identity["ledger"] == ledger
            else { continue }
            throw RunFailure(
                code: "indexes-suspended",
                message: "could not start: run \(run.number) has left indexes suspended here",
                detail: "\(count) indexes and constraints are to be restored in "
                    + target.display,
                hint: "Carry on with `gatefill resume \(run.number)`, or restore them with "
                    + "`gatefill doctor --restore-indexes`."
            )
        }
    }

    // MARK: An unfinished run

    /// What the journal says was wanted of a run; `purpose` is what an error says could not be done.
    package static func request(
        of run: RunRecord,
        in journal: EventStore,
        to purpose: String = "resume"
    ) throws -> RunRequest {
        guard let planned = try journal.plan(run: run.number) else {
            throw RunFailure(
                code: "unknown-run",
                message: "could not read run \(run.number): the journal has no plan of it",
                detail: nil,
                hint: "List the runs with `gatefill runs`."
            )
        }
        guard planned.generatorVersion == String(Catalogue.generatorVersion) else {
            throw RunFailure(
                code: "generator-version",
                message: "could not \(purpose) run \(run.number): "
                    + "it was started by another version",
                detail: "expected generator \(Catalogue.generatorVersion), "
                    + "found \(planned.generatorVersion)",
                hint: "Use the version of gatefill that started the run."
            )
        }
        do {
            return try JSONDecoder().decode(RunRequest.self, from: Data(planned.profile.utf8))
        } catch {
            throw RunFailure(
                code: "unreadable-run",
                message: "could not read what run \(run.number) was to generate",
                detail: String(describing: error),
                hint: "Use the version of gatefill that started the run."
            )
        }
    }

    /// Takes an unfinished run over: checks that plan and target are those it was started with,
    /// raises the epoch, and compares journal and ledger.
    package func resume(_ run: RunRecord, plan: GenerationPlan) throws -> RunAssignment {
        guard plan.digest == run.planDigest else {
            throw RunFailure(
                code: "plan-mismatch",
                message: "could not resume run \(run.number): its recipe gives another plan now",
                detail: "the journal holds plan \(run.planDigest.prefix(12)), "
                    + "this version makes \(plan.digest.prefix(12))",
                hint: "Resume with the version of gatefill that started the run."
            )
        }
        try refuseMissingSecrets(plan)
        let bound = try journal.binding(run: run.number)
        if let bound { try compare(bound, with: target.readIdentity(), run) }
        let preparation = try TargetPreparation(plan, target: target, createsSchema: false)
        var history = try SuspensionHistory(run: run.number, in: journal)
        if let bound, !isSame(bound, preparation, history),
            try SuspensionAdoption(journal: journal, target: target)
                .adopt(run: run.number, uid: run.uid)
        {
            // The journal is an old copy.
            history = try SuspensionHistory(run: run.number, in: journal)
        }
        if let bound { try compare(bound, with: preparation, history, run) }
        // Without a binding the crash came before the run reached the target.
        let epoch = try bindAgain(run, plan: plan, wasBound: bound != nil)
        // The rows that are in the target have the constants of the time of binding.
        let constants = bound.flatMap { RunStarter.constants(in: $0) } ?? preparation.constants
        try record(
            run.number,
            .targetBound(
                TargetBound(
                    identity: try target.readIdentity(),
                    // What is suspended belongs to the schema nevertheless.
                    schemaFingerprint: bound?.schemaFingerprint ?? preparation.fingerprint,
                    epoch: epoch,
                    constants: RunStarter.record(of: constants),
                    schema: bound?.schema ?? preparation.schemaLines,
                    environment: try EnvironmentFacts.read(target)
                )
            )
        )
        try record(run.number, .runResumed(RunResumed(epoch: epoch)))
        let committed = try target.committedBatches(runUID: run.uid)
        let reserved = try reserveKeys(
            run.number,
            run.uid,
            plan,
            constants,
            committed: committed
        )
        try keepRecord(run.number, uid: run.uid)
        CrashPoint.pass(.beforeReconciliation)
        var assignment = try reconcile(run, plan, preparation, reserved, epoch: epoch)
        let suspension = try suspend(
            run.number,
            RunFence(runUID: run.uid, epoch: epoch),
            plan,
            RunStarter.request(of: run, in: journal).settings.indexSuspension ?? .never,
            history: history,
            committed: assignment.committed,
            schemaLines: preparation.schemaLines
        )
        assignment.suspended = suspension.objects
        assignment.notices += suspension.notices
        if !history.known.isEmpty || !suspension.objects.isEmpty {
            assignment.boundSchema = BoundSchema(
                fingerprint: bound?.schemaFingerprint ?? preparation.fingerprint,
                lines: bound?.schema ?? preparation.schemaLines
            )
        }
        return assignment
    }

    /// Whether a target's schema is the one that a run was bound to, but for what the run itself has
    /// suspended.
    private func isSame(
        _ bound: TargetBound,
        _ preparation: TargetPreparation,
        _ history: SuspensionHistory
    ) -> Bool {
        guard !history.known.isEmpty else {
            return bound.schemaFingerprint == preparation.fingerprint
        }
        return bound.schema
            == history.restoring(preparation.schemaLines, of: preparation.tableNames)
    }

    /// Refuses a schema that is not the one the run was bound to, but for what the run itself has
    /// suspended.
    private func compare(
        _ bound: TargetBound,
        with preparation: TargetPreparation,
        _ history: SuspensionHistory,
        _ run: RunRecord
    ) throws {
        guard !isSame(bound, preparation, history) else { return }
        let lines = history.restoring(preparation.schemaLines, of: preparation.tableNames)
        throw RunFailure(
            code: "schema-changed",
            message: "could not resume run \(run.number): the target's schema has changed",
            detail: SchemaDifference(bound.schema, lines).text
                ?? "expected \(bound.schemaFingerprint.prefix(12)), "
                + "found \(preparation.fingerprint.prefix(12))",
            hint: "Undo the migration, or clean the run up and generate afresh."
        )
    }

    /// Reserves a block of keys in every table that has integer keys and no block yet.
    ///
    /// A block that the journal knows is kept, unless none of its keys is in yet and other writers may
    /// have reached it meanwhile. One that the journal has lost, and that has rows, is the ledger's.
    private func reserveKeys(
        _ number: Int64,
        _ uid: String,
        _ plan: GenerationPlan,
        _ constants: TargetConstants,
        committed: [Int64]
    ) throws -> TargetConstants {
        var firstKeys: [String: Int64] = [:]
        let begunTables = Set(committed.map { plan.tables[plan.batch($0).table].name })
        for known in try journal.reservations(run: number)
        where begunTables.contains(known.table) || !target.countsKeysFromHighest {
            firstKeys[known.table] = known.firstID
        }
        let withKeys = Set(plan.tablesWithReservedKeys.map { plan.tables[$0].name })
        let lost = begunTables.intersection(withKeys).subtracting(firstKeys.keys)
        if !lost.isEmpty {
            for block in try blocksInLedger(uid) where lost.contains(block.table) {
                try record(number, .idsReserved(block))
                firstKeys[block.table] = block.firstID
            }
        }
        for table in plan.tablesWithReservedKeys.sorted() {
            let (name, count) = (plan.tables[table].name, plan.tables[table].rowCount)
            guard let key = plan.definition(of: table).reservedKey, count > 0,
                firstKeys[name] == nil
            else { continue }
            let first = try target.reserveKeys(table: name, column: key.name, count: count)
            let block = IDsReserved(
                table: name,
                column: key.name,
                firstID: first,
                idCount: count
            )
            try record(number, .idsReserved(block))
            firstKeys[name] = first
        }
        return constants.reserving(firstKeys)
    }

    /// The blocks of keys that the target's ledger keeps of a run; none where it has no record.
    private func blocksInLedger(_ uid: String) throws -> [IDsReserved] {
        let run = try LedgerReader(target).runs().first { $0.uid == uid }
        guard let text = run?.record else { return [] }
        return try LedgerRecord(text: text).blocks
    }

    /// Leaves with the target what a lost journal is rebuilt from.
    private func keepRecord(_ number: Int64, uid: String) throws {
        try LedgerRecord.keep(run: number, in: journal, target: target, runUID: uid)
    }

    private func bindAgain(_ run: RunRecord, plan: GenerationPlan, wasBound: Bool) throws -> Int64 {
        let known = RunRegistration(
            uid: run.uid,
            planDigest: plan.digest,
            isResumed: true,
            epochKnown: run.epoch
        )
        if wasBound { return try target.bind(known) }
        do {
            return try target.bind(
                RunRegistration(uid: run.uid, planDigest: plan.digest, isResumed: false)
            )
        } catch let error where error.code == "key-collision" {
            // Registered, but the crash came before the journal heard of it.
            return try target.bind(known)
        }
    }

    private func reconcile(
        _ run: RunRecord,
        _ plan: GenerationPlan,
        _ preparation: TargetPreparation,
        _ constants: TargetConstants,
        epoch: Int64
    ) throws -> RunAssignment {
        let states = try journal.batchStates(run: run.number)
        let result = Reconciliation(
            batchCount: plan.batchCount,
            hasCheckpoint: { states[$0].countsAsCommitted },
            ledger: try target.committedBatches(runUID: run.uid)
        )
        var events = result.recovered.map { number in
            let batch = plan.batch(number)
            return RunEvents.recovered(batch, table: plan.tables[batch.table].name)
        }
        events += result.lost.map { number in
            let table = plan.tables[plan.batch(number).table].name
            return RunEvents.lost(number, table: table)
        }
        _ = try journal.append(events.map { NewEvent(run: run.number, $0) })
        CrashPoint.pass(.afterReconciliation)
        var notices = preparation.notices
        if !result.recovered.isEmpty {
            notices.append(
                "\(result.recovered.count) batches were committed without a checkpoint: recovered"
            )
        }
        if !result.lost.isEmpty {
            notices.append(
                "the target lost \(result.lost.count) committed batches: they are loaded again"
            )
        }
        return RunAssignment(
            runNumber: run.number,
            runUID: run.uid,
            epoch: epoch,
            plan: plan,
            matches: preparation.matches,
            constants: constants,
            committed: result.committed,
            notices: notices,
            recoveredCount: result.recovered.count,
            lostCount: result.lost.count
        )
    }

    /// Refuses a target that is not the one the run was bound to, before anything is written.
    private func compare(
        _ bound: TargetBound,
        with found: [String: String],
        _ run: RunRecord
    )
        throws
    {
        for (name, expected) in bound.identity.sorted(by: { $0.key < $1.key })
        where found[name] != expected {
            throw RunFailure(
                code: "target-identity",
                message: "could not resume run \(run.number): \(target.display) is another target",
                detail: "\(name): expected \(expected), found \(found[name] ?? "none")",
                hint: "Point --target at the database that the run was started on; if it was "
                    + "recreated, generate afresh."
            )
        }
    }

    private static let rolePrefix = "role."

    private static func record(of constants: TargetConstants) -> [String: String] {
        Dictionary(
            uniqueKeysWithValues: TargetConstants.SystemRole.allCases.map {
                (rolePrefix + $0.rawValue, constants.text($0))
            }
        )
    }

    /// What a binding says that only the target knows; nil when it lacks some of it.
    static func constants(in bound: TargetBound) -> TargetConstants? {
        let roles = TargetConstants.SystemRole.allCases
        guard roles.allSatisfy({ bound.constants[rolePrefix + $0.rawValue] != nil }) else {
            return nil
        }
        return TargetConstants { bound.constants[rolePrefix + $0.rawValue] ?? "" }
    }

    private func record(_ number: Int64, _ event: JournalEvent) throws {
        _ = try journal.append([NewEvent(run: number, event)])
    }
}

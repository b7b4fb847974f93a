import ContextForge
import Rows
import Synchronization

@testable import Targets

/// A target in memory that does what a test's script says.
final class FakeTarget: Target {
    let catalogue = Catalogue.contextForge

    /// What the target holds, and what has happened to it.
    struct State {
        var tables: [String: TargetTable]
        var identity = ["ledger": "fake-1", "database": "fake"]
        var epochs: [String: Int64] = [:]
        var planDigests: [String: String] = [:]
        /// Batches in the ledger, by run.
        var committed: [String: Set<Int64>] = [:]
        /// Every call of commit, in order.
        var calls: [BatchTicket] = []
        /// Number of times that the rows of a batch were stored.
        var storedCounts: [Int64: Int] = [:]
        var openCount = 0
        var busyCount = 0
        var busyCountMax = 0
        var analyzed: [String] = []
        /// What the ledger keeps of each run.
        var records: [String: String] = [:]
        var otherSessionCount: Int64? = 0
        /// What can be suspended.
        var suspendable: [SuspendedObject] = []
        /// What dropping anything ends with.
        var suspensionError: TargetError?
        /// Names of what is suspended at this moment.
        var suspended: Set<String> = []
        /// Steps of restorations, in order.
        var steps: [RestorationStep] = []
        var cleanup = CleanupState()
    }

    typealias Script = @Sendable (BatchTicket) throws(TargetError) -> Void

    let display = "fake:///target"
    let sessionCountMax: Int?
    let worksInProcess: Bool
    let state: Mutex<State>
    private let willOpen: @Sendable (Int) throws(TargetError) -> Void
    private let willCommit: Script
    private let didCommit: Script
    private let willRestore: @Sendable (RestorationStep) throws(TargetError) -> Void
    private let willAnalyze: @Sendable (String) throws(TargetError) -> Void
    let cleanupScript: CleanupScript

    let countsKeysFromHighest = false

    /// Calls `willOpen` with the number of sessions opened before, `willCommit` before a batch is
    /// looked at and `didCommit` when it is in the ledger.
    init(
        sessionCountMax: Int? = nil,
        worksInProcess: Bool = false,
        willOpen: @escaping @Sendable (Int) throws(TargetError) -> Void = { _ in },
        willCommit: @escaping Script = { _ in },
        didCommit: @escaping Script = { _ in },
        willRestore: @escaping @Sendable (RestorationStep) throws(TargetError) -> Void = { _ in },
        willAnalyze: @escaping @Sendable (String) throws(TargetError) -> Void = { _ in },
        cleanup: CleanupScript = CleanupScript()
    ) {
        self.sessionCountMax = sessionCountMax
        self.worksInProcess = worksInProcess
        self.willOpen = willOpen
        self.willCommit = willCommit
        self.didCommit = didCommit
        self.willRestore = willRestore
        self.willAnalyze = willAnalyze
        cleanupScript = cleanup
        let tables = Catalogue.contextForge.definitions.map { FakeTarget.table($0) }
        state = Mutex(State(tables: Dictionary(uniqueKeysWithValues: tables.map { ($0.name, $0) })))
    }

    /// A table with the columns that gatefill knows, but for those left out.
    static func table(_ definition: TableDefinition, without names: [String] = []) -> TargetTable {
        TargetTable(
            name: definition.name,
            qualifiedName: definition.name,
            columns: definition.columns.filter { !names.contains($0.name) }.map { column in
                TargetColumn(
                    name: column.name,
                    type: "text",
                    isNullable: column.isNullable,
                    hasDefault: false
                )
            },
            primaryKey: definition.primaryKey,
            constraints: []
        )
    }

    func qualifiedName(of table: String) -> String { SQLIdentifier.quoted("main", table) }

    func readSchema() throws(TargetError) -> TargetSchema {
        TargetSchema(tables: state.withLock { $0.tables }, namespace: "main")
    }

    let createsTablesWhenEmpty = false

    func missingRights(
        _ tables: [String],
        keys: [KeyRequest],
        rowCounts: [String: Int64]
    ) throws(TargetError) -> [MissingRight] { [] }

    func createSchema(_ release: Release) throws(TargetError) {
        state.withLock { state in
            for table in Catalogue.contextForge.definitions {
                state.tables[table.name] = FakeTarget.table(table)
            }
        }
    }

    func readIdentity() throws(TargetError) -> [String: String] { state.withLock { $0.identity } }

    func bind(_ run: RunRegistration) throws(TargetError) -> Int64 {
        let epoch = state.withLock { state -> Int64? in
            if run.isResumed != (state.epochs[run.uid] != nil) { return nil }
            state.epochs[run.uid] = max(state.epochs[run.uid] ?? 0, run.epochKnown) + 1
            state.planDigests[run.uid] = run.planDigest
            return state.epochs[run.uid]
        }
        guard let epoch else {
            throw TargetError(
                code: run.isResumed ? "target-identity" : "key-collision",
                message: "could not bind"
            )
        }
        return epoch
    }

    func inspect(tables: [String]) -> [Finding] { [] }

    func readKeyRange(table: String, column: String) throws(TargetError) -> KeyRange {
        KeyRange(highest: 0, keyMax: Int64(Int32.max))
    }

    var localDataPath: String? { nil }

    func keepRecord(_ record: String, runUID: String) throws(TargetError) {
        state.withLock { $0.records[runUID] = record }
    }

    func ledgerTable(_ name: String) -> String { "fake_\(name)" }

    func reserveKeys(_ requests: [KeyRequest]) throws(TargetError) -> [Int64] {
        requests.map { _ in 1 }
    }

    func committedBatches(runUID: String) throws(TargetError) -> [Int64] {
        state.withLock { ($0.committed[runUID] ?? []).sorted() }
    }

    func countOtherSessions() throws(TargetError) -> Int64? {
        state.withLock { $0.otherSessionCount }
    }

    func readSuspendable(tables: [String]) throws(TargetError) -> [SuspendedObject] {
        state.withLock { state in state.suspendable.filter { tables.contains($0.table) } }
    }

    func suspend(_ objects: [SuspendedObject], fence: RunFence) throws(TargetError) {
        if let error = state.withLock({ $0.suspensionError }) { throw error }
        state.withLock { $0.suspended.formUnion(objects.map(\.name)) }
    }

    func openSession() throws(TargetError) -> any TargetSession {
        let number = state.withLock { state in
            defer { state.openCount += 1 }
            return state.openCount
        }
        do {
            try willOpen(number)
        } catch {
            state.withLock { $0.openCount -= 1 }
            throw error
        }
        return FakeSession(self)
    }

    func flush() throws(TargetError) {}

    func momentLiteral(_ moment: Int64) -> String { "'\(moment)'" }

    func countRuns() throws(TargetError) -> Int64 {
        state.withLock { Int64($0.committed.count) }
    }

    let dialect = SQLDialect.sqlite

    func openReader() throws(TargetError) -> any TargetReader { FakeReader() }

    func digest(of table: TargetTable) throws(TargetError) -> TableDigest {
        TableDigest(table: table.name, rowCount: 0, sha256: "")
    }

    fileprivate func analyze(_ table: String) throws(TargetError) -> Bool {
        try willAnalyze(table)
        state.withLock { $0.analyzed.append(table) }
        return !table.hasPrefix("foreign_")
    }

    fileprivate func restore(_ step: RestorationStep) throws(TargetError) {
        try willRestore(step)
        state.withLock { state in
            state.steps.append(step)
            if step.action != .build || step.object.kind == .index {
                state.suspended.remove(step.object.name)
            }
        }
    }

    fileprivate func commit(
        _ ticket: BatchTicket,
        rows: inout RowStream
    ) throws(TargetError) -> BatchOutcome {
        state.withLock { state in
            state.calls.append(ticket)
            state.busyCount += 1
            state.busyCountMax = max(state.busyCountMax, state.busyCount)
        }
        defer { state.withLock { $0.busyCount -= 1 } }
        try willCommit(ticket)
        let (epoch, isKnown) = state.withLock {
            ($0.epochs[ticket.runUID], $0.committed[ticket.runUID]?.contains(ticket.batchNumber))
        }
        guard epoch == ticket.epoch else {
            throw TargetError(
                code: "runner-replaced",
                message: "could not commit a batch: another runner has taken over the run",
                category: .fenced
            )
        }
        if isKnown == true { return .alreadyCommitted }
        while rows.nextSlice() != nil {}
        state.withLock { state in
            state.committed[ticket.runUID, default: []].insert(ticket.batchNumber)
            state.storedCounts[ticket.batchNumber, default: 0] += 1
        }
        try didCommit(ticket)
        return .committed(transaction: "tx-\(ticket.batchNumber)")
    }
}

private final class FakeReader: TargetReader {
    func queryRows(_ sql: String) throws(TargetError) -> [[String]] {
        // A ledger that holds no run, and empty tables.
        if sql.hasPrefix("SELECT version") { return [["2"]] }
        // A role whose id is its name.
        if sql.hasPrefix("SELECT id FROM"), let role = sql.split(separator: "'").dropFirst().first {
            return [[String(role)]]
        }
        return sql.hasPrefix("SELECT count(*)") ? [["0"]] : []
    }

    func keep(_ texts: some Sequence<String>) throws(TargetError) -> TextSet {
        TextSet { _ in "1 = 0" }
    }
}

private final class FakeSession: TargetSession {
    private let target: FakeTarget

    init(_ target: FakeTarget) { self.target = target }

    func commit(_ ticket: BatchTicket, rows: inout RowStream) throws(TargetError) -> BatchOutcome {
        try target.commit(ticket, rows: &rows)
    }

    func restore(_ step: RestorationStep) throws(TargetError) {
        try target.restore(step)
    }

    func analyze(table: String) throws(TargetError) -> Bool {
        try target.analyze(table)
    }
}

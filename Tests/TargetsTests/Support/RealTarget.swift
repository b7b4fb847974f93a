import ContextForge
import Rows
import TestSupport
import Testing

@testable import Targets

/// The databases that gatefill fills.
enum TargetKind: String, CaseIterable, Sendable {
    case sqlite
    case postgres
}

/// A target on a real database, with the sample table in it and a run bound to it.
struct RealTarget {
    let kind: TargetKind
    let database: any TestDatabase
    let target: any Target
    let runUID = "11111111-2222-3333-4444-555555555555"
    let planDigest = "plan-a"

    /// A new database without any table.
    init(empty kind: TargetKind) async throws {
        self.kind = kind
        switch kind {
        case .sqlite:
            let file = try SQLiteFile()
            database = file
            target = SQLiteTarget(path: file.path, timeoutSeconds: 2)
        case .postgres:
            let created = try await PostgresCluster.shared().createDatabase()
            database = created
            target = try RealTarget.postgres(created.url)
        }
    }

    /// A new database with the sample table, and a run whose epoch is 1.
    init(_ kind: TargetKind) async throws {
        try await self.init(empty: kind)
        try SampleTable.create(in: target)
        #expect(try target.bind(registration(isResumed: false)) == 1)
    }

    static func postgres(_ url: String) throws -> PostgresTarget {
        guard case .postgres(let parameters) = try TargetLocation(url: url) else {
            throw TestSupportError("not a URL of PostgreSQL", detail: url)
        }
        return PostgresTarget(parameters, timeoutSeconds: 30)
    }

    func registration(isResumed: Bool) -> RunRegistration {
        RunRegistration(uid: runUID, planDigest: planDigest, isResumed: isResumed)
    }

    /// The table of the ledger, as the database spells its name.
    func ledger(_ table: String) -> String {
        kind == .sqlite ? "gatefill_\(table)" : "gatefill.\(table)"
    }

    func sampleMatch() throws -> SchemaMatch {
        let found = try #require(try target.readSchema().tables["samples"])
        return try SchemaMatch(SampleTable.definition, found: found)
    }

    func ticket(
        _ batchNumber: Int64 = 0,
        rows: Range<Int64> = 0..<10,
        epoch: Int64 = 1
    ) throws -> BatchTicket {
        BatchTicket(
            runUID: runUID,
            epoch: epoch,
            batchNumber: batchNumber,
            match: try sampleMatch(),
            table: "samples",
            rows: rows,
            attempt: 1
        )
    }

    /// Commits a batch of the sample table in a session of its own.
    @discardableResult
    func commit(
        _ batchNumber: Int64 = 0,
        rows: Range<Int64> = 0..<10,
        epoch: Int64 = 1
    ) throws -> BatchOutcome {
        var stream = SampleTable(rowCount: rows.upperBound).stream(rows)
        let ticket = try ticket(batchNumber, rows: rows, epoch: epoch)
        return try target.openSession().commit(ticket, rows: &stream)
    }

    func sampleCount() async throws -> Int {
        try await database.integer("SELECT count(*) FROM samples")
    }

    func ledgerCount() async throws -> Int {
        try await database.integer("SELECT count(*) FROM \(ledger("batch"))")
    }
}

/// The error that a body throws.
func targetError(
    at location: SourceLocation = #_sourceLocation,
    _ body: () throws -> Void
) throws -> TargetError {
    try #require(throws: TargetError.self, sourceLocation: location, performing: body)
}

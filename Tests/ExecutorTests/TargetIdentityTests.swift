import Foundation
import Journal
import TestSupport
import Testing

@testable import Executor

/// What tells one target from another.
@Suite struct TargetIdentityTests {
    /// Recorded facts, facts that are found, and the names of those that differ.
    struct Case: Sendable {
        let recorded: [String: String]
        let found: [String: String]
        let differ: [String]
    }

    private static let postgres = ["ledger": "l", "database": "mcp", "systemIdentifier": "7"]

    private static let cases = [
        Case(recorded: postgres, found: postgres, differ: []),
        // What either side does not know tells nothing.
        Case(recorded: postgres, found: ["ledger": "l", "database": "mcp"], differ: []),
        Case(
            recorded: ["ledger": "l", "database": "mcp"],
            found: postgres.merging(["schema": "public"]) { $1 },
            differ: []
        ),
        // But for the ledger.
        Case(
            recorded: postgres,
            found: ["database": "mcp", "systemIdentifier": "7"],
            differ: ["ledger"]
        ),
        Case(
            recorded: postgres,
            found: ["ledger": "m", "database": "mcp", "systemIdentifier": "7"],
            differ: ["ledger"]
        ),
        Case(
            recorded: postgres,
            found: ["ledger": "l", "database": "copy", "systemIdentifier": "8"],
            differ: ["database", "systemIdentifier"]
        ),
        Case(
            recorded: ["ledger": "l", "file": "/a"],
            found: ["ledger": "l", "file": "/b"],
            differ: ["file"]
        ),
    ]

    @Test(arguments: cases)
    func `only facts that both sides know are compared, and the ledger always`(one: Case) {
        let differences = TargetIdentity(one.recorded).differences(from: TargetIdentity(one.found))
        #expect(differences.map(\.name) == one.differ)
        let place = TargetIdentity(one.recorded)
            .differencesOfPlace(from: TargetIdentity(one.found))
        #expect(place.map(\.name) == one.differ.filter { $0 != "ledger" })
    }

    @Test func `an old journal without the file's path has it in the address`() throws {
        let folder = try TemporaryFolder("identity")
        let journal = try EventStore(path: folder.file("j"), mode: .write)
        let planned = RunPlanned(
            uid: "u",
            profileName: "tiny",
            profile: "{}",
            planDigest: "p",
            generatorVersion: "1",
            batchSize: 1,
            tables: [],
            target: "sqlite:///\(folder.file("a.db"))"
        )
        let bound = TargetBound(identity: ["ledger": "l"], schemaFingerprint: "f", epoch: 1)
        _ = try journal.append([NewEvent(run: 1, .runPlanned(planned))])
        let unbound = try #require(try journal.run(1))
        #expect(try TargetIdentity(of: unbound, in: journal) == nil)
        _ = try journal.append([NewEvent(run: 1, .targetBound(bound))])
        let run = try #require(try journal.run(1))
        let identity = try #require(try TargetIdentity(of: run, in: journal))
        let file = URL(filePath: folder.file("a.db")).resolvingSymlinksInPath().path
        #expect(identity.facts == ["ledger": "l", "file": file])
        #expect(
            try TargetIdentity(["ledger": "l", "file": file]).isTarget(of: run, in: journal)
        )
        #expect(
            try !TargetIdentity(["ledger": "l", "file": "/b.db"]).isTarget(of: run, in: journal)
        )
    }
}

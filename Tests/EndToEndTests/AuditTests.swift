import Foundation
import TestSupport
import Testing

/// `audit` and `journal` as an auditor uses them.
@Suite struct AuditTests {
    private static func loaded(_ kind: TargetKind = .sqlite) async throws -> Generation {
        let generation = try await CrashingRun(kind).generation
        try await generation.run()
        return generation
    }

    private static func audit(
        _ generation: Generation,
        _ arguments: [String] = []
    ) async throws
        -> ProcessResult
    {
        try await generation.gatefill(["audit"] + arguments + ["--journal", "run.journal"])
    }

    @Test func `events are shown, filtered, and exported with their chain`() async throws {
        let generation = try await Self.loaded()
        let count = try await generation.journal.integer("SELECT count(*) FROM event")
        let all = try await Self.audit(generation).requireSuccess("gatefill audit")
        let lines = all.standardOutput.split(separator: "\n")
        #expect(lines.count == count)
        #expect(lines[0].contains("run 1  run-planned: profile tiny"))
        let tools = try await Self.audit(generation, ["1", "--table", "tools"])
        #expect(!tools.standardOutput.isEmpty)
        for line in tools.standardOutput.split(separator: "\n") { #expect(line.contains(" tools")) }
        let future = try await Self.audit(generation, ["--since", "2199-01-01"])
        #expect(future.exit == .status(0))
        #expect(future.standardOutput.isEmpty)

        let json = try await Self.audit(generation, ["--json"])
        let exported = try await generation.gatefill(
            ["journal", "export", "--journal", "run.journal"]
        )
        #expect(json.standardOutput == exported.standardOutput)
        let file = try await generation.gatefill(
            ["journal", "export", "--journal", "run.journal", "--output", "events.jsonl"]
        )
        #expect(file.exit == .status(0))
        let path = generation.folder.file("events.jsonl")
        #expect(try String(contentsOfFile: path, encoding: .utf8) == exported.standardOutput)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        for line in exported.standardOutput.split(separator: "\n") {
            _ = try JSONSerialization.jsonObject(with: Data(line.utf8))
        }
    }

    @Test func `an unknown run and a moment that is none are refused`() async throws {
        let generation = try await Self.loaded()
        #expect(try await Self.audit(generation, ["7"]).exit == .status(69))
        #expect(try await Self.audit(generation, ["--since", "yesterday"]).exit == .status(64))
    }

    /// What is done to the journal, and what must be said of it.
    struct Tampering: Sendable, CustomTestStringConvertible {
        let name: String
        let sql: [String]
        let says: String

        var testDescription: String { name }
    }

    static let tamperings = [
        Tampering(
            name: "a payload is edited",
            sql: ["UPDATE event SET payload = replace(payload, 'tiny', 'tint') WHERE seq = 1"],
            says: "chain: broken: event 1 was edited"
        ),
        Tampering(
            name: "a time is edited",
            sql: ["UPDATE event SET at_utc = '2020-01-01T00:00:00.000000Z' WHERE seq = 40"],
            says: "chain: broken: event 40 was edited"
        ),
        Tampering(
            name: "an event is deleted",
            sql: ["DELETE FROM event WHERE seq = 40"],
            says: "chain: broken: event 40 is missing"
        ),
        Tampering(
            name: "two events change places",
            sql: [
                "UPDATE event SET seq = -1 WHERE seq = 40",
                "UPDATE event SET seq = 40 WHERE seq = 41",
                "UPDATE event SET seq = 41 WHERE seq = -1",
            ],
            says: "chain: broken: event 40 was moved"
        ),
        Tampering(
            name: "the tail is cut",
            sql: ["DELETE FROM event WHERE seq > 60"],
            says: "the journal was cut: it ends with event 60, and the target's ledger knows event"
        ),
        Tampering(
            name: "a projection is edited",
            sql: ["UPDATE run SET rows_committed = rows_committed + 1"],
            says: "projections: they differ from the events"
        ),
    ]

    @Test(arguments: TargetKind.allCases, tamperings)
    func `fault 22: audit verify fails and names the place`(
        kind: TargetKind,
        tampering: Tampering
    ) async throws {
        let generation = try await Self.loaded(kind)
        let before = try await Self.audit(generation, ["verify"])
        #expect(before.exit == .status(0), "\(before.allOutput)")
        #expect(before.standardOutput.contains("run 1: the target's ledger agrees up to event"))

        for trigger in ["event_is_never_updated", "event_is_never_deleted"] {
            try await generation.journal.execute("DROP TRIGGER \(trigger)")
        }
        for sql in tampering.sql { try await generation.journal.execute(sql) }
        let after = try await Self.audit(generation, ["verify"])
        #expect(after.exit == .status(1), "\(after.allOutput)")
        #expect(after.standardOutput.contains(tampering.says), "\(after.allOutput)")
        let json = try await Self.audit(generation, ["verify", "--json"])
        #expect(json.exit == .status(1))
        _ = try JSONSerialization.jsonObject(with: Data(json.standardOutput.utf8))
    }

    @Test func `a target that cannot be asked is told, and left out on request`() async throws {
        let generation = try await Self.loaded()
        let file = try #require(generation.database as? SQLiteFile)
        try FileManager.default.moveItem(atPath: file.path, toPath: file.path + ".gone")
        let arguments = ["audit", "verify", "--journal", "run.journal"]
        let asked = try await GatefillBinary.run(arguments, in: generation.folder)
        #expect(asked.exit == .status(69), "\(asked.allOutput)")
        #expect(asked.standardOutput.contains("the target's ledger was not compared"))
        let offline = try await GatefillBinary.run(arguments + ["--offline"], in: generation.folder)
        #expect(offline.exit == .status(0), "\(offline.allOutput)")
    }

    @Test(arguments: TargetKind.allCases)
    func `a row's run, batch, event and seed are found from its key`(kind: TargetKind) async throws
    {
        let generation = try await Self.loaded(kind)
        var checkedCount = 0
        for (table, columns) in [
            ("email_users", "id"), ("tools", "id"), ("prompt_metrics", "id"),
            ("server_tool_association", "server_id, tool_id"),
        ] {
            let rows = try await generation.database.rows("SELECT \(columns) FROM \(table)")
            // A dataset of a few users has no calls of some objects.
            guard let key = rows.last?.compactMap({ $0 }) else { continue }
            checkedCount += 1
            let result = try await Self.audit(generation, ["row", table] + key)
                .requireSuccess("gatefill audit row \(table)")
            let text = result.standardOutput
            #expect(
                text.contains("of \(table) is made by run 1 (profile tiny, seed 42)"),
                "\(text)"
            )
            let match = try #require(text.firstMatch(of: /Batch (\d+), .* by event (\d+) at/))
            let event = try await generation.journal.rows(
                "SELECT kind, table_name, batch FROM event WHERE seq = \(match.2)"
            )
            #expect(event == [["batch-committed", table, String(match.1)]])
        }
        #expect(checkedCount >= 3)
        let nobody = try await Self.audit(generation, ["row", "tools", "not-ours"])
        #expect(nobody.exit == .status(1))
        let unknown = try await Self.audit(generation, ["row", "invoices", "1"])
        #expect(unknown.exit == .status(64))
        let short = try await Self.audit(generation, ["row", "server_tool_association", "1"])
        #expect(short.exit == .status(64))
        #expect(short.standardError.contains("(server_id, tool_id)"))
    }
}

import Foundation
import TestSupport
import Testing

/// `doctor` before the first row.
@Suite struct DoctorTests {
    private static func doctor(
        _ generation: Generation,
        _ options: [String] = []
    ) async throws -> (result: ProcessResult, findings: [[String: String]]) {
        let result = try await generation.gatefill(
            ["doctor", "--journal", "run.journal", "--json"] + options
        )
        let json = try JSONSerialization.jsonObject(with: Data(result.standardOutput.utf8))
        return (result, try #require(json as? [[String: String]]))
    }

    private static func levels(_ findings: [[String: String]], _ subject: String) -> [String] {
        findings.filter { $0["subject"] == subject }.compactMap { $0["level"] }
    }

    @Test(arguments: TargetKind.allCases)
    func `a gateway's database that can be filled passes, and stays as it is`(
        kind: TargetKind
    ) async throws {
        let generation = try await Generation(into: kind.makeGateway())
        let before = try await generation.digest()
        let (result, findings) = try await Self.doctor(generation, ["--profile", "small"])
        #expect(result.exit == .status(0), "\(result.allOutput)")
        let subjects = Set(findings.compactMap { $0["subject"] })
        var expected: Set = [
            "connection", "durability", "locks", "schema", "permissions", "roles", "id ranges",
            "target's disk", "journal's disk", "journal",
        ]
        if kind == .postgres {
            expected.formUnion(["tls", "pooling", "runners", "indexes", "connections"])
        }
        #expect(subjects.isSuperset(of: expected), "\(expected.subtracting(subjects))")
        #expect(!findings.contains { $0["level"] == "failed" })
        #expect(try await generation.digest() == before)
        #expect(!FileManager.default.fileExists(atPath: generation.journal.path))
        let text = try await generation.gatefill(["doctor", "--journal", "run.journal"])
        #expect(text.standardOutput.contains("ok       connection: "))
    }

    @Test(arguments: TargetKind.allCases)
    func `a column of the gateway that gatefill does not know is named`(
        kind: TargetKind
    ) async throws {
        let generation = try await Generation(into: kind.makeGateway())
        try await generation.database.execute("ALTER TABLE resources ADD COLUMN reviewed_by TEXT")
        let notice = "resources.reviewed_by is not known to gatefill and stays NULL"
        let (result, findings) = try await Self.doctor(generation, ["--profile", "tiny"])
        #expect(result.exit == .status(0))
        #expect(findings.contains { $0["message"] == notice && $0["level"] == "warning" })
        let plan = ["plan", "--profile", "tiny", "--target", generation.database.url]
        let generate = [
            "generate", "--profile", "tiny", "--journal", "run.journal", "--skip-validation",
        ]
        for command in [
            plan, generate + ["--dry-run"], generate, ["verify", "--journal", "run.journal"],
        ] {
            let result = try await generation.gatefill(command).requireSuccess("\(command)")
            #expect(result.standardError.contains(notice), "\(command)")
        }

        try await generation.database.execute(
            "ALTER TABLE tools ADD COLUMN tenant TEXT NOT NULL DEFAULT 'x'"
        )
        let withDefault = try await Self.doctor(generation, ["--profile", "tiny"]).findings
        #expect(
            withDefault.contains {
                $0["message"] == "tools.tenant is not known to gatefill and gets its default"
            }
        )
        if kind == .postgres {
            try await generation.database.execute("ALTER TABLE tools ALTER tenant DROP DEFAULT")
            let fault =
                "column `tenant` of the target's table `tools` is NOT NULL, has no default, and is "
                + "not known to gatefill"
            let (refused, failures) = try await Self.doctor(generation, ["--profile", "tiny"])
            #expect(refused.exit == .status(1))
            #expect(
                failures.contains {
                    $0["level"] == "failed" && $0["message"]?.contains(fault) == true
                },
                "\(failures)"
            )
            #expect(try await generation.gatefill(plan).standardError.contains(fault))
        }
    }

    @Test func `a server that is not there fails, and the journal is looked at nevertheless`()
        async throws
    {
        let generation = try await CrashingRun(.sqlite).generation
        let port = try LoopbackPort.free()
        let (result, findings) = try await Self.doctor(
            generation,
            ["--target", "postgresql://nobody@127.0.0.1:\(port)/mcp"]
        )
        #expect(result.exit == .status(1))
        #expect(Self.levels(findings, "connection") == ["failed"])
        #expect(Self.levels(findings, "journal's disk") == ["ok"])
    }

    @Test func `a file in a folder that is not there fails`() async throws {
        let generation = try await CrashingRun(.sqlite).generation
        let (result, findings) = try await Self.doctor(
            generation,
            ["--target", "sqlite:///./nowhere/x.db"]
        )
        #expect(result.exit == .status(1))
        #expect(Self.levels(findings, "connection") == ["failed"])
    }

    @Test func `what keeps a run from starting is named`() async throws {
        let database = try await GatewayInstallation.makePostgres()
        let generation = try Generation(into: database)
        let lock = try await database.lock("tools", mode: "SHARE")
        try await database.execute("ALTER TABLE prompts DROP COLUMN template CASCADE")
        try await database.execute("ALTER DATABASE \(database.name) SET synchronous_commit = off")
        try await database.execute("SELECT setval('token_usage_logs_id_seq', 2147483000)")
        let (result, findings) = try await Self.doctor(generation, ["--profile", "small"])
        withExtendedLifetime(lock) {}
        #expect(result.exit == .status(1))
        #expect(Self.levels(findings, "locks") == ["failed"])
        #expect(Self.levels(findings, "schema").contains("failed"))
        #expect(Self.levels(findings, "durability") == ["warning"])
        #expect(Self.levels(findings, "id ranges") == ["failed"], "\(findings)")
        let messages = findings.compactMap { $0["message"] }.joined(separator: "\n")
        #expect(messages.contains("ShareLock on tools"))
        #expect(messages.contains("`template`"))
    }

    @Test(arguments: TargetKind.allCases)
    func `a trigger on a table is a warning`(kind: TargetKind) async throws {
        let generation = try await Generation(into: kind.makeGateway())
        let body =
            kind == .sqlite
            ? "BEGIN SELECT RAISE(IGNORE); END"
            : "FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()"
        let event = kind == .sqlite ? "DELETE" : "UPDATE"
        try await generation.database.execute(
            "CREATE TRIGGER keep_tools BEFORE \(event) ON tools \(body)"
        )
        let (result, findings) = try await Self.doctor(generation)
        #expect(result.exit == .status(0), "\(result.allOutput)")
        #expect(Self.levels(findings, "triggers") == ["warning"])
        #expect("\(findings)".contains("trigger keep_tools on tools"))
    }

    @Test func `a role that may only read fails`() async throws {
        let database = try await GatewayInstallation.makePostgres()
        let role = "reads_\(database.name)"
        try await database.execute(
            """
            CREATE ROLE \(role) LOGIN PASSWORD '\(PostgresCluster.password)';
            GRANT SELECT ON ALL TABLES IN SCHEMA public TO \(role);
            """
        )
        let generation = try Generation(into: database)
        let url = database.url(user: role, password: PostgresCluster.password)
        let (result, findings) = try await Self.doctor(generation, ["--target", url])
        #expect(result.exit == .status(1))
        #expect(Set(Self.levels(findings, "permissions")) == ["failed"])
        let messages = findings.compactMap { $0["message"] }
        #expect(
            messages.contains { $0.hasPrefix("generate would fail: this account lacks INSERT") }
        )
        #expect(messages.contains { $0.hasPrefix("clean up would fail: this account lacks") })
    }

    @Test func `another runner of the journal, and what it left, are told`() async throws {
        let run = try await SlowRun(.sqlite)
        // Slower than the commands beside it, on any machine.
        try await run.generation.database.execute("UPDATE pace SET amount = 100000000")
        let child = try run.start()
        try await run.waitForPrompts(1, child)
        let busy = try await Self.doctor(run.generation)
        #expect(busy.result.exit == .status(1))
        #expect(Self.levels(busy.findings, "journal") == ["failed"])
        #expect("\(busy.findings)".contains("process \(child.processID)"))
        let state = try await run.generation.gatefill(["runs", "--journal", "run.journal"])
        #expect(state.standardOutput.contains("| running |"), "\(state.standardOutput)")

        child.send(SIGKILL)
        _ = try await child.wait()
        let left = try await Self.doctor(run.generation)
        #expect(left.result.exit == .status(0), "\(left.result.allOutput)")
        let unfinished = left.findings.filter { $0["subject"] == "unfinished runs" }
        #expect(unfinished.map { $0["level"] } == ["warning"])
        // Ready to be pasted, as an error's is.
        #expect(unfinished.first?["command"] == "gatefill resume 1 --journal run.journal")
        let unknown = try await run.generation.gatefill(["resume", "9", "--journal", "run.journal"])
        #expect(unknown.exit == .status(69))
        #expect(
            unknown.standardError.contains("\n  run: gatefill runs --journal run.journal\n"),
            "\(unknown.standardError)"
        )
        // Nobody holds the lock: it is not running.
        for command in ["runs", "status"] {
            let text = try await run.generation.gatefill([command, "--journal", "run.journal"])
            #expect(!text.standardOutput.contains("running"), "\(text.standardOutput)")
            #expect(text.standardOutput.contains("interrupted"), "\(text.standardOutput)")
        }
    }
}

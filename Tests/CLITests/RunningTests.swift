import ContextForge
import Executor
import Foundation
import Rows
import Targets
import TestSupport
import Testing

@testable import CLI

/// A run as its user sees it: its streams, its files, and how it is stopped and carried on.
@Suite struct RunningTests {
    private static func generate(_ file: SQLiteFile, batchSize: Int = 1) -> [String] {
        [
            "generate", "--profile", "tiny", "--target", file.url, "--journal", "my runs",
            "--seed", "42", "--end-date", "2026-06-01", "--batch-size", "\(batchSize)",
            "--workers", "1",
        ]
    }

    /// A file with empty tables, in which each prompt takes about half a second until the row of
    /// table `pace` is 0: a run cannot be over before a signal arrives, however busy the machine.
    private static func makeSlowFile() async throws -> SQLiteFile {
        let file = try SQLiteFile()
        try SQLiteTarget(path: file.path, timeoutSeconds: 5).createSchema(.newest)
        try await file.execute("CREATE TABLE pace (byte_count integer)")
        try await file.execute("INSERT INTO pace VALUES (50000000)")
        let pause = "SELECT length(randomblob((SELECT byte_count FROM pace)));"
        try await file.execute(
            """
            CREATE TRIGGER slow AFTER INSERT ON prompts
            BEGIN \(String(repeating: pause, count: 5)) END
            """
        )
        return file
    }

    private static func digest(_ file: SQLiteFile) async throws -> String {
        try await GatefillBinary.run(["digest", "--target", file.url], in: file.folder)
            .requireSuccess("gatefill digest").standardOutput
    }

    /// Waits until a run has committed a batch.
    private static func waitForBatch(_ file: SQLiteFile, _ child: ChildProcess) async throws {
        let end = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < end {
            try #require(child.poll() == nil, "\(child.standardError)")
            do {
                if try await file.integer("SELECT count(*) FROM gatefill_batch") > 0 { return }
            } catch {
                // The ledger does not exist yet.
                try await Task.sleep(for: .milliseconds(5))
            }
        }
        throw TestSupportError("no batch was committed", detail: child.standardError)
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
    func `fault 28: a signal stops a run with 75 and the command that resumes it`(
        signal: Int32
    ) async throws {
        let file = try await Self.makeSlowFile()
        let child = try ChildProcess(
            GatefillBinary.path(),
            Self.generate(file),
            workingFolder: file.folder.path
        )
        try await Self.waitForBatch(file, child)
        child.send(signal)
        let result = try await child.wait()
        #expect(result.exit == .status(75), "\(result.standardError)")
        let name = [SIGINT: "SIGINT", SIGTERM: "SIGTERM", SIGHUP: "SIGHUP"][signal] ?? ""
        #expect(
            result.standardError.contains(
                "stopped by \(name); the run can be resumed\n"
                    + "  run: gatefill resume 1 --journal 'my runs'\n"
            ),
            "\(result.standardError)"
        )
        let ledger = "SELECT count(*) FROM gatefill_batch"
        let before = try await file.integer(ledger)
        try await file.execute("UPDATE pace SET byte_count = 0")

        let runs = try await GatefillBinary.run(["runs", "--journal", "my runs"], in: file.folder)
        #expect(runs.standardOutput.contains("| interrupted |"), "\(runs.standardOutput)")
        let status = try await GatefillBinary.run(
            ["status", "--journal", "my runs"],
            in: file.folder
        )
        #expect(status.standardOutput.hasPrefix("Run 1 of profile tiny is interrupted.\n"))

        // The command as it was printed, through a shell.
        let resumed = try await ProcessRunner.run(
            "/bin/sh",
            ["-c", "\"$0\" resume 1 --journal 'my runs'", GatefillBinary.path()],
            workingFolder: file.folder.path
        )
        #expect(resumed.exit == .status(0), "\(resumed.standardError)")
        #expect(resumed.standardOutput.contains("Run 1 is complete in sqlite:////"))
        #expect(resumed.standardOutput.contains(" checks passed, 0 failed."))
        #expect(try await file.integer(ledger) > before)

        let whole = try SQLiteFile()
        try await GatefillBinary.run(Self.generate(whole, batchSize: 1000), in: whole.folder)
            .requireSuccess("gatefill generate")
        #expect(try await Self.digest(file) == Self.digest(whole))
        let again = try await GatefillBinary.run(
            ["resume", "--journal", "my runs"],
            in: file.folder
        )
        #expect(again.exit == .status(69))
        #expect(again.standardError.hasPrefix("error[nothing-to-resume]: could not resume: "))
    }

    @Test func `results go to standard output, notices to standard error`() async throws {
        let file = try SQLiteFile()
        let result = try await GatefillBinary.run(
            Self.generate(file, batchSize: 1000) + ["--output", "reports/run.json"],
            in: file.folder
        ).requireSuccess("gatefill generate")
        #expect(result.standardOutput.hasPrefix("| Component "))
        #expect(result.standardOutput.contains("Report: reports/run.json\n"))
        #expect(!result.allOutput.contains("\u{1B}"), "no terminal, no colours")
        for line in result.standardError.split(separator: "\n") {
            let isLog = line.wholeMatch(of: /\d{4}-\S+ [a-z]+ gatefill: .*/) != nil
            #expect(isLog || line.hasPrefix("notice: ") || line.hasPrefix("progress: "), "\(line)")
        }
        let report = file.folder.file("reports/run.json")
        #expect(try permissions(report) == 0o600)
        #expect(try permissions(file.folder.file("my runs")) == 0o600)
        _ = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: report)))
        let runs = try await GatefillBinary.run(
            ["runs", "--journal", "my runs", "--json"],
            in: file.folder
        )
        let list = try JSONSerialization.jsonObject(with: Data(runs.standardOutput.utf8))
        let run = try #require((list as? [[String: Any]])?.first)
        #expect(run["state"] as? String == "completed")
        #expect(run["committedRows"] as? Int == run["plannedRows"] as? Int)
    }

    @Test func `a reader that goes away ends a plan quietly`() async throws {
        let result = try await pipedToNobody("plan --profile tiny")
        #expect(result.standardOutput.isEmpty)
        let lines = result.standardError.split(separator: "\n")
        // 141: ended by SIGPIPE, as other programs are.
        #expect(lines.last == "status 0" || lines.last == "status 141")
        #expect(lines.dropLast().allSatisfy { $0.hasPrefix("notice: ") }, "\(lines)")
    }

    @Test func `a reader that goes away does not end a run`() async throws {
        let file = try SQLiteFile()
        let result = try await pipedToNobody("generate --profile tiny --target \(file.url)")
        #expect(result.standardError.hasSuffix("status 0\n"), "\(result.standardError)")
        #expect(try await file.integer("SELECT count(*) FROM email_users") == 10)
    }

    @Test(arguments: ["plan --profile tiny > /dev/full", "journal export --output /dev/full"])
    func `what could not be written is an error`(command: String) async throws {
        let file = try SQLiteFile()
        try await GatefillBinary.run(
            ["generate", "--profile", "tiny", "--target", file.url, "--skip-validation"],
            in: file.folder
        ).requireSuccess("gatefill generate")
        let result = try await ProcessRunner.run(
            "/bin/sh",
            ["-c", "\"$0\" \(command)", GatefillBinary.path()],
            workingFolder: file.folder.path
        )
        #expect(result.exit == .status(69))
        #expect(result.standardError.contains("error[output-unwritable]: could not write "))
        #expect(result.standardError.contains("detail: No space left on device"))
    }

    @Test func `a watcher that is released leaves signals as they were`() {
        func action() -> UInt {
            var found = sigaction()
            sigaction(SIGHUP, nil, &found)
            return unsafeBitCast(found.__sigaction_handler.sa_handler, to: UInt.self)
        }
        let before = action()
        do {
            let watcher = SignalWatcher(StopRequest())
            withExtendedLifetime(watcher) { #expect(action() != before) }
        }
        #expect(action() == before)
    }

    /// Runs the program with its standard output in a pipe whose other end is closed.
    private func pipedToNobody(_ arguments: String) async throws -> ProcessResult {
        let folder = try TemporaryFolder("pipe")
        return try await ProcessRunner.run(
            "/bin/sh",
            [
                "-c", "{ sleep 0.2; \"$0\" \(arguments); echo \"status $?\" >&2; } | :",
                GatefillBinary.path(),
            ],
            workingFolder: folder.path
        )
    }

    private func permissions(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.posixPermissions] as? Int) ?? -1
    }
}

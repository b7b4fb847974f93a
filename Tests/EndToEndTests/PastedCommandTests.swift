import Foundation
import TestSupport
import Testing

/// Commands that messages suggest, pasted into a shell as they are printed.
@Suite struct PastedCommandTests {
    /// A SQLite database and a journal whose names a shell would take apart.
    private struct OddNames {
        static let journal = #"my "odd" $journal's"#
        let database: SQLiteFile
        let folder: TemporaryFolder

        init() throws {
            folder = try TemporaryFolder("pasted")
            database = SQLiteFile("a b's $(x) `y`.db", in: folder)
            // What a pasted command calls.
            try FileManager.default.createSymbolicLink(
                atPath: folder.file("gatefill"),
                withDestinationPath: GatefillBinary.path()
            )
        }

        private func environment(_ additions: [String: String?]) -> [String: String] {
            var environment = ProcessRunner.plainEnvironment
            environment["PATH"] = folder.path + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
            for (name, value) in additions { environment[name] = value }
            return environment
        }

        /// Runs a command on the journal, perhaps to be killed at `label:n`.
        func gatefill(
            _ arguments: [String],
            crashAt crash: String? = nil
        ) async throws -> ProcessResult {
            try await ProcessRunner.run(
                GatefillBinary.path(),
                arguments + ["--journal", Self.journal],
                environment: environment(["GATEFILL_CRASH_AT": crash]),
                workingFolder: folder.path
            )
        }

        func generate(crashAt crash: String? = nil) async throws -> ProcessResult {
            try await gatefill(
                [
                    "generate", "--profile", "tiny", "--end-date", "2026-06-01", "--batch-size",
                    "5", "--target", database.url,
                ],
                crashAt: crash
            )
        }

        /// Pastes the command of a message; it has to name the journal unless it takes none.
        func paste(
            _ text: String,
            label: String = "run",
            at location: SourceLocation = #_sourceLocation
        ) async throws -> (command: String, result: ProcessResult) {
            let mark = "  \(label): "
            let line = text.split(separator: "\n").first { $0.hasPrefix(mark) }
            let command = String(
                try #require(line, "\(text)", sourceLocation: location).dropFirst(mark.count)
            )
            let result = try await ProcessRunner.run(
                "/bin/sh",
                ["-c", command],
                environment: environment([:]),
                workingFolder: folder.path
            )
            return (command, result)
        }
    }

    /// The end of a command that takes a journal.
    private static let named = #" --journal 'my "odd" $journal'\''s'"#

    @Test func `pasted commands resume, list, restore and clean up, whatever the names`()
        async throws
    {
        let odd = try OddNames()
        #expect(try await odd.generate(crashAt: "after-commit:3").exit == .signal(SIGKILL))

        let unknown = try await odd.gatefill(["resume", "9"])
        #expect(unknown.exit == .status(69))
        let listed = try await odd.paste(unknown.standardError)
        #expect(listed.command == "gatefill runs" + Self.named)
        #expect(listed.result.standardOutput.contains("| interrupted |"))

        let looked = try await odd.gatefill(["doctor", "--target", odd.database.url])
        #expect(
            looked.standardOutput.contains(
                "\n         hint: Resume the run.\n         run: gatefill resume 1\(Self.named)\n"
            ),
            "\(looked.allOutput)"
        )
        let again = try await odd.generate()
        #expect(again.standardError.hasPrefix("error[run-unfinished]: "), "\(again.standardError)")
        let resumed = try await odd.paste(again.standardError)
        #expect(resumed.command == "gatefill resume 1" + Self.named)
        #expect(resumed.result.exit == .status(0), "\(resumed.result.allOutput)")

        // The policy of the cleanup that was interrupted, not the default one.
        let killed = try await odd.gatefill(
            ["cleanup", "1", "--confirm", "--changed-rows", "keep"],
            crashAt: "after-deletion-commit:2"
        )
        #expect(killed.exit == .signal(SIGKILL), "\(killed.allOutput)")
        let refused = try await odd.gatefill(["resume", "1"])
        let cleaned = try await odd.paste(refused.standardError)
        #expect(cleaned.command == "gatefill cleanup 1 --confirm --changed-rows keep" + Self.named)
        #expect(cleaned.result.exit == .status(0), "\(cleaned.result.allOutput)")
        let reclaimed = try await odd.paste(cleaned.result.standardOutput)
        #expect(reclaimed.command == "gatefill cleanup 1 --confirm --vacuum" + Self.named)
        #expect(reclaimed.result.exit == .status(0), "\(reclaimed.result.allOutput)")

        let gone = try await odd.gatefill(["verify", "1"])
        #expect(gone.standardError.hasPrefix("error[run-cleaned]: "))
        #expect(try await odd.paste(gone.standardError).result.exit == .status(0))
    }

    @Test func `pasted commands find a change in the journal and rebuild it`() async throws {
        let odd = try OddNames()
        try await odd.generate().requireSuccess("generate")
        let journal = SQLiteFile(OddNames.journal, in: odd.folder)
        for trigger in try await journal.rows(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ) { try await journal.execute("DROP TRIGGER \"\(trigger[0] ?? "")\"") }
        try await journal.execute(
            "UPDATE event SET hash = zeroblob(32) WHERE seq = (SELECT max(seq) FROM event)"
        )
        let changed = try await odd.gatefill(["resume"])
        #expect(changed.standardError.hasPrefix("error[journal-corrupt]: "))
        let verified = try await odd.paste(changed.standardError)
        #expect(verified.command == "gatefill audit verify" + Self.named)
        #expect(verified.result.exit == .status(1), "\(verified.result.allOutput)")
        // A sound end of the chain, and a damaged event before it.
        try await journal.execute("DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)")
        try await journal.execute("UPDATE event SET hash = zeroblob(32) WHERE seq = 2")
        let refused = try await odd.gatefill(["journal", "rebuild", "--target", odd.database.url])
        #expect(refused.standardError.hasPrefix("error[journal-corrupt]: could not rebuild into "))
        let rebuilt = try await odd.paste(refused.standardError)
        #expect(rebuilt.command.hasPrefix("gatefill journal rebuild --set-aside --target "))
        #expect(rebuilt.result.exit == .status(0), "\(rebuilt.result.allOutput)")
    }

    @Test func `the pasted command to empty a database names it and its target`() async throws {
        let odd = try OddNames()
        try await odd.generate().requireSuccess("generate")
        let refused = try await ProcessRunner.run(
            GatefillBinary.path(),
            ["cleanup", "--truncate", "--confirm", "--target", odd.database.url],
            workingFolder: odd.folder.path
        )
        #expect(refused.exit == .status(64))
        let pasted = try await odd.paste(refused.standardError)
        #expect(pasted.command.contains(#"--yes-truncate 'a b'\''s $(x) `y`.db' --target "#))
        #expect(pasted.result.exit == .status(0), "\(pasted.result.allOutput)")
        #expect(try await odd.database.integer("SELECT count(*) FROM email_users") == 0)
    }
}

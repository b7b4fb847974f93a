import ContextForge
import Executor
import Journal
import Rows
import Targets
import TestSupport
import Testing

@testable import CLI

@Suite struct SuggestedCommandTests {
    @Test(arguments: [
        ("gatefill.journal", "gatefill resume 3"),
        ("runs/a-1_b.journal", "gatefill resume 3 --journal runs/a-1_b.journal"),
        ("my runs.journal", "gatefill resume 3 --journal 'my runs.journal'"),
        ("it's", #"gatefill resume 3 --journal 'it'\''s'"#),
        ("-x", "gatefill resume 3 --journal=-x"),
        ("- x", "gatefill resume 3 '--journal=- x'"),
    ])
    func `a command names the journal where it is not the default one, quoted for a shell`(
        journal: String,
        command: String
    ) {
        #expect(SuggestedCommand.text(["resume", "3"], journal: journal) == command)
    }

    @Test func `a command names the journal exactly where it has such an option`() throws {
        for leaf in try CommandHelp.ofProgram().leaves {
            let words = leaf.words.split(separator: " ").dropFirst().map(String.init)
            let takesJournal = leaf.ownArguments.contains { argument in
                (argument.names ?? []).contains { $0.name == "journal" }
            }
            let end = takesJournal ? " --journal a" : ""
            #expect(SuggestedCommand.text(words, journal: "a") == "\(leaf.words)\(end)")
        }
        #expect(SuggestedCommand.text(["--help"], journal: "a") == "gatefill --help")
        #expect(
            SuggestedCommand.text(["audit", "--help"], journal: "a") == "gatefill audit --help"
        )
        #expect(
            SuggestedCommand.text(["resume", "--journal", "b"], journal: "a")
                == "gatefill resume --journal b"
        )
    }

    /// One error of every type that suggests commands.
    private static func errors(_ command: [String]?, _ other: [String]?) -> [any Error] {
        [
            RunFailure(
                code: "c",
                message: "m",
                detail: nil,
                hint: "H.",
                command: command,
                or: other
            ),
            TargetError(code: "c", message: "m", hint: "H.", command: command, or: other),
            JournalError(.busy, "m", hint: "H.", command: command, or: other),
            SecretError(code: "c", message: "m", hint: "H.", command: command, or: other),
        ]
    }

    @Test func `an error shows its commands on lines of their own, below the hint`() {
        for error in Self.errors(["resume", "3"], ["doctor", "--restore-indexes"]) {
            let lines = SuggestedCommand.describe(error, journal: "a b").split(separator: "\n")
            #expect(
                lines.dropFirst() == [
                    "  hint: H.", "  run: gatefill resume 3 --journal 'a b'",
                    "  or: gatefill doctor --restore-indexes --journal 'a b'",
                ]
            )
        }
    }

    @Test func `what a command suggests for any error gives way to the error's own`() {
        for error in Self.errors(nil, nil) {
            let text = SuggestedCommand.describe(error, else: [["resume", "3"]], journal: nil)
            #expect(text == "\(error)\n  run: gatefill resume 3")
            #expect(SuggestedCommand.describe(error, journal: "a") == "\(error)")
        }
        for error in Self.errors(["status"], nil) {
            let text = SuggestedCommand.describe(error, else: [["resume", "3"]], journal: nil)
            #expect(text == "\(error)\n  run: gatefill status")
        }
    }

    @Test(arguments: [
        ["resume", "3"], ["cleanup", "--truncate", "--confirm", "--yes-truncate", "a b.db"],
        ["cleanup", "--truncate", "--confirm", "--yes-truncate=-o'x\".db"],
        ["verify", "1", "--checks", "content,foreign_keys"],
        ["generate", "--profile", "$(id) `id`"],
        ["doctor", "--target", "sqlite:////tmp/a%20b's \\ \n *.db"], ["audit", "row", "tools", ""],
    ])
    func `the printed command reads back to the same words in a shell`(
        words: [String]
    ) async throws {
        for error in Self.errors(words, nil) {
            let text = SuggestedCommand.describe(error, journal: "my 'odd'\t$journal")
            let command = try #require(text.range(of: "  run: gatefill ")).upperBound
            let result = try await ProcessRunner.run(
                "/bin/sh",
                ["-c", "printf '%s\\036' " + text[command...]]
            )
            let read = result.standardOutput.split(
                separator: "\u{1E}",
                omittingEmptySubsequences: false
            )
            #expect(
                read.dropLast().map(String.init) == words + ["--journal", "my 'odd'\t$journal"]
            )
        }
    }
}

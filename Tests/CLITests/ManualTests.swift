import ArgumentParser
import Foundation
import TestSupport
import Testing

@testable import CLI

/// The manual, the completions and the tables of the documentation, all from one source.
@Suite struct ManualTests {
    private static func program() throws -> CommandHelp { try CommandHelp.ofProgram() }

    @Test func `the commands of the documentation are those of the program`() throws {
        let text = try String(
            contentsOfFile: "\(PackageRoot.path)/docs/commands.md",
            encoding: .utf8
        )
        // To renew it: gatefill manual --format markdown > docs/commands.md
        #expect(text == CommandReference(try Self.program()).text + "\n")
    }

    @Test func `the manual has every command, every option and every status`() throws {
        let program = try Self.program()
        let page = ManPage(program).text
        #expect(program.leaves.count >= 17)
        for command in program.leaves {
            #expect(page.contains("\n.SS \(command.words)\n"), "\(command.words)")
            for argument in command.ownArguments {
                let label = argument.label.replacing("-", with: "\\-")
                #expect(page.contains("\n.B \(label)\n"), "\(command.words) \(label)")
            }
        }
        for status in ExitStatus.allCases { #expect(page.contains("\n.B \(status.rawValue)\n")) }
    }

    @Test func `man shows the manual without a warning`() async throws {
        let folder = try TemporaryFolder("man")
        let path = folder.file("gatefill.1")
        try (ManPage(Self.program()).text + "\n")
            .write(toFile: path, atomically: true, encoding: .utf8)
        let groff = try #require(ProcessRunner.find("groff"), "groff is part of Debian's base")
        let result = try await ProcessRunner.run(
            groff,
            ["-man", "-Tutf8", "-ww", "-P-cbou", path]
        ).requireSuccess("groff")
        #expect(result.standardError.isEmpty)
        // However lines are broken and hyphens drawn.
        let shown = result.standardOutput.replacing(/[\u{2010}\u{2212}]/, with: "-")
            .split { $0.isWhitespace }.joined(separator: " ")
        #expect(shown.contains("gatefill export fixtures [<run>] [--profile <name>] --kind <what>"))
        #expect(shown.contains(" EXIT STATUS 0 done 1 "))
    }

    @Test func `every example of the help is a command that the program takes`() throws {
        let program = try Self.program()
        let groups = program.parts.filter { !$0.parts.isEmpty }
        let examples = ([program] + groups + program.leaves).compactMap(\.example)
        #expect(examples.count == program.leaves.count + groups.count + 1)
        for example in examples {
            let words = example.split(separator: " ").map(String.init)
            #expect(words.first == "gatefill")
            _ = try Gatefill.parseAsRoot(Array(words.dropFirst()))
        }
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `completions know every command and option`(shell: String) async throws {
        let result = try await GatefillBinary.run(
            ["--generate-completion-script", shell],
            in: TemporaryFolder("completion")
        ).requireSuccess("gatefill --generate-completion-script")
        for command in try Self.program().leaves {
            #expect(result.standardOutput.contains(command.commandName), "\(command.words)")
            for argument in command.ownArguments {
                for name in argument.names ?? [] {
                    #expect(result.standardOutput.contains(name.name), "\(name.text)")
                }
            }
        }
        guard shell == "bash" else { return }
        try await ProcessRunner.run("/bin/bash", ["-n"], input: result.standardOutput)
            .requireSuccess("bash -n")
    }

    @Test func `every command that reports can print JSON`() throws {
        // The others write files or pages in forms of their own.
        let silent = [
            "gatefill export fixtures", "gatefill journal export", "gatefill manual",
        ]
        for command in try Self.program().leaves where !silent.contains(command.words) {
            let names = command.ownArguments.flatMap { $0.names ?? [] }.map(\.text)
            #expect(names.contains("--json"), "\(command.words)")
        }
    }

    @Test func `the errors of the documentation are errors of the code`() throws {
        let text = try String(
            contentsOfFile: "\(PackageRoot.path)/docs/troubleshooting.md",
            encoding: .utf8
        )
        let cells = text.split(separator: "\n").filter { $0.hasPrefix("| `") }
            .map { $0.split(separator: "|")[0] }
        let codes = cells.flatMap { $0.matches(of: /`([a-z-]+)`/).map { String($0.1) } }
        #expect(codes.count > 20)
        let code = try Self.sources().map(\.text).joined()
        for name in codes { #expect(code.contains("\"\(name)\""), "\(name)") }
    }

    /// The program's own source files, but for those of the manual.
    private static func sources() throws -> [(name: String, text: String)] {
        let folder = "\(PackageRoot.path)/Sources"
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder)
        return try files.filter { $0.hasSuffix(".swift") && !$0.contains("Manual/") }.map {
            ($0, try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8))
        }
    }

    @Test func `the environment variables of the code are those of the manual`() throws {
        let known = Set(EnvironmentVariable.all.map(\.name))
        var found: Set<String> = []
        for source in try Self.sources() {
            for match in source.text.matches(
                of: /"(DATABASE_URL|NO_COLOR|LC_ALL|PG[A-Z]+|GATEFILL_[A-Z_]+)"/
            ) {
                found.insert(String(match.1))
            }
        }
        // libpq reads its own.
        #expect(found.union(["PGPASSWORD"]) == known)
    }
}

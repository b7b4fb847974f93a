import Foundation
import TestSupport
import Testing

/// Every help text as it is stored in `Expected`.
///
/// Record one by running the program: `gatefill help plan > Tests/CLITests/Expected/plan.txt`.
@Suite struct HelpTests {
    private static let commands = [
        "generate", "plan", "resume", "cleanup", "verify", "runs", "status", "report",
        "digest",
        "doctor", "selftest",
        "audit", "audit events", "audit verify", "audit row",
        "export", "export fixtures",
        "journal", "journal export", "journal rebuild", "manual",
    ]
    private static let folder = "\(PackageRoot.path)/Tests/CLITests/Expected"

    /// `audit row` is stored in `audit-row.txt`.
    private static func file(_ name: String) -> String { "\(name.replacing(" ", with: "-")).txt" }

    private static func stored(_ name: String) throws -> String {
        try String(contentsOfFile: "\(folder)/\(file(name))", encoding: .utf8)
    }

    private func output(_ arguments: [String]) async throws -> String {
        let result = try await GatefillBinary.run(arguments, in: TemporaryFolder("help"))
            .requireSuccess("gatefill \(arguments.joined(separator: " "))")
        #expect(result.standardError.isEmpty)
        return result.standardOutput
    }

    @Test(arguments: commands)
    func `a command's help is the stored one`(command: String) async throws {
        let expected = try Self.stored(command)
        let words = command.split(separator: " ").map(String.init)
        #expect(try await output(["help"] + words) == expected)
        #expect(try await output(words + ["--help"]) == expected)
        #expect(try await output(words + ["-h"]) == expected)
    }

    @Test func `the program's help is the stored one, also without arguments`() async throws {
        let expected = try Self.stored("gatefill")
        for arguments in [["--help"], ["help"], ["-h"], []] {
            #expect(try await output(arguments) == expected)
        }
    }

    @Test func `every command has a stored help, an example and fits 80 columns`() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder)
        #expect(
            names.sorted() == (Self.commands + ["gatefill"]).map(Self.file).sorted()
        )
        for name in Self.commands + ["gatefill"] {
            let text = try Self.stored(name)
            #expect(text.contains("Example: gatefill "), "\(name)")
            // The usage is one line, however long; all else is wrapped.
            let wrapped = text.split(separator: "\n").filter { !$0.hasPrefix("USAGE: ") }
            #expect(wrapped.allSatisfy { $0.count <= 80 }, "\(name)")
        }
        let overview = try Self.stored("gatefill")
        for command in Self.commands where !command.contains(" ") {
            #expect(overview.contains("\n  \(command) "))
        }
    }

    @Test func `the version names program and generator`() async throws {
        let text = try await output(["--version"])
        #expect(text.wholeMatch(of: /\d+\.\d+\.\d+ \(generator \d+\)\n/) != nil, "\(text)")
    }
}

import Foundation
import TestSupport
import Testing

/// Wrong use of every option, flag and argument of every command, as the program itself lists them.
///
/// A new option without a line here fails the test: add values that it must refuse.
@Suite struct OptionUseTests {
    /// One option, flag or argument of one command.
    struct Use: Sendable, CustomTestStringConvertible {
        let command: String
        let kind: String
        /// `--seed`, or `<run>`.
        let name: String

        var testDescription: String { "\(command) \(name)" }
    }

    /// Values that must be refused, what must be said, and what else the option needs.
    private struct Refusal {
        let values: [String]
        let says: String
        var others: [String] = []
    }

    /// By the option's name, or by command and name where commands differ.
    private static let refusals: [String: Refusal] = [
        "--profile": Refusal(values: [""], says: "give the name of a profile"),
        "--config": Refusal(values: [""], says: "give the name of a file"),
        "--seed": Refusal(
            values: ["-1", "1.5", "x", "", "9223372036854775808"],
            says: "give a whole number, 0 or more"
        ),
        "--end-date": Refusal(
            values: ["", "soon", "2026-02-30", "1969-12-31", "2200-01-01"],
            says: "is not a date from 1970 to 2199"
        ),
        "--batch-size": Refusal(
            values: ["0", "-1", "1000001", "x", ""],
            says: "give a whole number from 1 to 1,000,000"
        ),
        "--workers": Refusal(
            values: ["0", "65", "x", ""],
            says: "give a whole number from 1 to 64"
        ),
        "--disable-indexes": Refusal(
            values: ["", "maybe", "1"],
            says: "the values are `auto`, `true`, `false`"
        ),
        "--tables": Refusal(values: ["", " , "], says: "give one or more comma-separated names"),
        "--user-password-env": Refusal(
            values: ["", "a b", "1x", "pa$$"],
            says: "give the name of an environment variable, not the secret"
        ),
        "--jwt-secret-env": Refusal(
            values: ["", "a b"],
            says: "give the name of an environment variable, not the secret"
        ),
        "--encryption-secret-env": Refusal(
            values: ["", "a b"],
            says: "give the name of an environment variable, not the secret"
        ),
        "--target": Refusal(
            values: ["mcp.db", "mysql://u@h/db", "postgresql://u@h:port/db"],
            says: "-target"
        ),
        "plan --target": Refusal(
            values: ["mcp.db", "mysql://u@h/db"],
            says: "-target",
            others: ["--coverage"]
        ),
        "--target-size": Refusal(
            values: ["", "50", "x", "-1GB", "0.5MB", "2000TB"],
            says: "give a size from 1MB to 1000TB, such as 500MB or 50GB"
        ),
        "--max-minutes": Refusal(
            values: ["0", "-1", "1.5", "10081", "x", ""],
            says: "give a whole number from 1 to 10,080"
        ),
        "--scratch-schema": Refusal(
            values: ["", "public", "gatefill_selftest_"],
            says: "is not a scratch schema"
        ),
        "--ledger-schema": Refusal(
            values: ["", String(repeating: "x", count: 64)],
            says: "a name has 1 to 63 bytes"
        ),
        "--journal": Refusal(values: [""], says: "give the name of a file"),
        "--output": Refusal(values: [""], says: "give the name of a file"),
        "--html": Refusal(values: [""], says: "give the name of a file"),
        "--progress": Refusal(
            values: ["", "dots", "Bars"],
            says: "Please provide one of 'bars', 'lines', 'json' or 'none'."
        ),
        "--log-level": Refusal(
            values: ["", "loud", "Info"],
            says: "give one of trace, debug, info, notice, warning, error, critical"
        ),
        "--on-foreign-rows": Refusal(
            values: ["", "drop"],
            says: "Please provide one of 'keep', 'stop' or 'delete'."
        ),
        "--on-derived-rows": Refusal(
            values: ["", "stop"],
            says: "Please provide one of 'delete' and 'keep'."
        ),
        "--changed-rows": Refusal(
            values: ["", "drop"],
            says: "Please provide one of 'delete' and 'keep'."
        ),
        "--email-domain": Refusal(
            values: ["", "nodots", "a@b.com"],
            says: "--email-domain: `",
            others: ["--all"]
        ),
        "--yes-truncate": Refusal(values: ["x"], says: "--yes-truncate goes with --truncate"),
        "--checks": Refusal(values: ["", ","], says: "name one or more of counts, foreign_keys"),
        "--sample": Refusal(
            values: ["0", "-1", "x", ""],
            says: "give a whole number, 1 or more",
            others: ["--checks", "content"]
        ),
        "--kills": Refusal(
            values: ["-1", "10001", "x", ""],
            says: "give a whole number from 0 to 10,000"
        ),
        "--since": Refusal(
            values: ["", "yesterday", "2026-13-01"],
            says: "is not a date such as 2026-06-01T08:00"
        ),
        "--table": Refusal(
            values: ["", "nonesuch"],
            says: "give the name of a table that gatefill fills"
        ),
        "--limit": Refusal(
            values: ["0", "10000001", "x", ""],
            says: "give a whole number from 1 to 10,000,000"
        ),
        "--kind": Refusal(values: ["", "gateways"], says: "give one of users, teams, "),
        "--format": Refusal(
            values: ["", "xml"],
            says: "Please provide one of 'csv' and 'jsonl'."
        ),
        "manual --format": Refusal(
            values: ["", "html"],
            says: "Please provide one of 'man' and 'markdown'."
        ),
        "--skew": Refusal(
            values: ["", "cold"],
            says: "Please provide one of 'uniform' and 'hot'."
        ),
        "export fixtures --jwt-secret-env": Refusal(
            values: ["", "a b"],
            says: "give the name of an environment variable, not the secret",
            others: ["--kind", "tokens", "--output", "x.csv"]
        ),
        "--schema-release": Refusal(
            values: ["", "1.0.2", "2.0.0", "newest"],
            says: "Please provide one of the following:"
        ),
        "<run>": Refusal(
            values: ["0", "x", "", "99999999999999999999"],
            says: "give a whole number, 1 or more"
        ),
        "<table>": Refusal(
            values: ["", "nonesuch"],
            says: "give the name of a table that gatefill fills",
            others: ["key"]
        ),
    ]
    /// Arguments that may be anything: a key is told by its table, a subcommand has its own help.
    private static let free = ["audit row <key>", "help <subcommands>"]

    /// What a command needs to be asked about one option.
    private static let needs: [String: [String]] = [
        "generate": ["--profile", "tiny", "--target", "sqlite:///x.db"],
        "plan": ["--profile", "tiny"],
        "cleanup": ["--confirm"],
        "selftest": ["--crash-matrix"],
        "report": ["--markdown"],
        "export fixtures": ["--kind", "tools"],
        "audit row": ["tools", "key"],
        "digest": ["--target", "sqlite:///x.db"],
    ]

    private struct Command: Decodable {
        struct Argument: Decodable {
            struct Name: Decodable {
                let kind: String
                let name: String
            }

            let kind: String
            let names: [Name]?
            let valueName: String?
        }

        let commandName: String
        let arguments: [Argument]?
        let subcommands: [Command]?

        /// Everything that may be given, here and below, without help and version.
        func uses(below path: [String] = []) -> [Use] {
            let path = path + [commandName]
            let own = (arguments ?? []).compactMap { argument -> Use? in
                let long = argument.names?.first { $0.kind == "long" }?.name
                if long == "help" || long == "version" { return nil }
                let name = long.map { "--\($0)" } ?? "<\(argument.valueName ?? "")>"
                return Use(
                    command: path.dropFirst().joined(separator: " "),
                    kind: argument.kind,
                    name: name
                )
            }
            return own + (subcommands ?? []).flatMap { $0.uses(below: path) }
        }
    }

    private struct Dump: Decodable {
        let command: Command
    }

    private func uses() async throws -> [Use] {
        let result = try await GatefillBinary.run(
            ["--experimental-dump-help"],
            in: TemporaryFolder("dump")
        ).requireSuccess("gatefill --experimental-dump-help")
        let dump = try JSONDecoder().decode(Dump.self, from: Data(result.standardOutput.utf8))
        return dump.command.uses()
    }

    @Test func `every option has values that it refuses, with what it allows, and exit 64`()
        async throws
    {
        let uses = try await uses()
        #expect(uses.count > 100)
        // What commands share is parsed by the same code: one value shows that each of them has it.
        var seen: Set<String> = []
        for use in uses {
            let isFirst = seen.insert(use.name).inserted
            if Self.free.contains(use.testDescription) { continue }
            if use.kind == "flag" {
                guard isFirst else { continue }
                try await expect(
                    use,
                    ["\(use.name)=1"],
                    says: "The option '\(use.name)' does not take any value, but '1' was specified."
                )
                continue
            }
            let found = Self.refusals[use.testDescription] ?? Self.refusals[use.name]
            guard let refusal = found else {
                Issue.record("no wrong use of \(use.testDescription) is tested")
                continue
            }
            for value in isFirst ? refusal.values : Array(refusal.values.suffix(1)) {
                let given = use.kind == "option" ? [use.name, value] : [value]
                try await expect(use, given + refusal.others, says: refusal.says)
            }
            guard use.kind == "option", isFirst else { continue }
            try await expect(use, [use.name], says: "Missing value for '\(use.name)")
        }
    }

    /// Runs a command with wrong arguments: exit 64, one line that says what is right, no file.
    private func expect(_ use: Use, _ arguments: [String], says text: String) async throws {
        let folder = try TemporaryFolder("use")
        // Needs that the wrong option replaces, or that are arguments themselves, are left out.
        var needs = Self.needs[use.command] ?? []
        if let index = needs.firstIndex(of: use.name) {
            needs.removeSubrange(index..<index + (use.kind == "flag" ? 1 : 2))
        }
        if use.name == "--config" { needs.removeAll { $0 == "--profile" || $0 == "tiny" } }
        if use.command == "audit row", use.kind == "positional" {
            needs.removeAll { $0 == "tools" || $0 == "key" }
        }
        let words = use.command.split(separator: " ").map(String.init)
        let result = try await GatefillBinary.run(words + needs + arguments, in: folder)
        let what = Comment(rawValue: "\(use.command) \(arguments): \(result.standardError)")
        #expect(result.exit == .status(64), what)
        #expect(result.standardOutput.isEmpty, what)
        let first = result.standardError.split(separator: "\n").first.map(String.init) ?? ""
        #expect(first.hasPrefix("Error: ") || first.hasPrefix("error["), what)
        #expect(first.contains(text), what)
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(left.isEmpty, what)
    }
}

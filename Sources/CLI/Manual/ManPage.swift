import Foundation

/// The manual as `man` reads it.
struct ManPage {
    private let program: CommandHelp

    /// The manual of a program.
    init(_ program: CommandHelp) {
        self.program = program
    }

    /// The page in roff's macros for manuals.
    var text: String {
        var lines = [
            ".TH GATEFILL 1 \"\" \"gatefill \(BuildVersion.program)\" \"User Commands\"",
            ".SH NAME",
            "gatefill \\- \(ManPage.escaped(program.abstract ?? ""))",
            ".SH SYNOPSIS",
            ".B gatefill",
            "<command> [options]",
            ".SH DESCRIPTION",
        ]
        lines += ManPage.paragraphs(ManPage.description)
        lines.append(".SH COMMANDS")
        for command in program.leaves { lines += ManPage.section(command) }
        lines.append(".SH EXIT STATUS")
        for status in ExitStatus.allCases {
            lines += [".TP", ".B \(status.rawValue)", ManPage.escaped(status.meaning)]
        }
        lines.append(".SH ENVIRONMENT")
        for variable in EnvironmentVariable.all {
            lines += [".TP", ".B \(variable.name)", ManPage.escaped(variable.meaning)]
        }
        lines.append(".SH FILES")
        for (path, meaning) in ManPage.files {
            lines += [".TP", ".I \(ManPage.escaped(path))", ManPage.escaped(meaning)]
        }
        lines.append(".SH EXAMPLES")
        for example in ([program] + program.leaves).compactMap(\.example) {
            lines += [".PP", ".nf", ManPage.escaped(example), ".fi"]
        }
        return lines.joined(separator: "\n")
    }

    private static let description = [
        "Fills the database of a ContextForge MCP Gateway, SQLite or PostgreSQL, with load-test "
            + "data from a profile. The same profile, seed and end date give the same rows. Every "
            + "batch is recorded in a journal, so that a run that was interrupted is carried on, "
            + "and can be checked and cleaned up to the row."
    ]

    private static let files = [
        ("gatefill.journal", "The events of all runs, in the working directory unless --journal"),
        ("mcp.db", "The target, in the working directory, where none is named"),
        ("profiles/", "The profiles by name"),
    ]

    private static func section(_ command: CommandHelp) -> [String] {
        var lines = [".SS \(escaped(command.words))", "\(escaped(command.abstract ?? ""))."]
        lines += [".PP", escaped(command.usage)]
        lines += paragraphs(command.paragraphs)
        for argument in command.ownArguments {
            lines += [".TP", ".B \(escaped(argument.label))", escaped(argument.explanation)]
        }
        return lines
    }

    private static func paragraphs(_ texts: [String]) -> [String] {
        texts.flatMap { [".PP", escaped($0)] }
    }

    /// Text that roff takes for nothing else: no command at the start, hyphens that can be copied,
    /// and ASCII alone.
    private static func escaped(_ text: String) -> String {
        var plain = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": plain += "\\e"
            case "-": plain += "\\-"
            case "\n": plain += " "
            case _ where scalar.isASCII: plain.unicodeScalars.append(scalar)
            default:
                let digits = String(scalar.value, radix: 16, uppercase: true)
                plain +=
                    "\\[u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "]"
            }
        }
        return plain.hasPrefix(".") || plain.hasPrefix("'") ? "\\&" + plain : plain
    }
}

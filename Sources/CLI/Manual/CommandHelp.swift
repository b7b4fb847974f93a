import ArgumentParser
import Foundation

/// What the command line says of itself: a command with its arguments and subcommands.
///
/// Read from the argument parser's own description, from which `--help` and completions come too.
struct CommandHelp: Decodable {
    let commandName: String
    let abstract: String?
    let discussion: String?
    let superCommands: [String]?
    let shouldDisplay: Bool?
    let defaultSubcommand: String?
    private let subcommands: [CommandHelp]?
    private let arguments: [Argument]?

    /// An argument of a command.
    struct Argument: Decodable {
        enum Kind: String, Decodable {
            case positional
            case option
            case flag
        }

        struct Name: Decodable {
            let kind: String
            let name: String

            /// As it is typed.
            var text: String { (kind == "long" ? "--" : "-") + name }
        }

        let kind: Kind
        let isOptional: Bool
        let isRepeating: Bool
        let shouldDisplay: Bool
        let names: [Name]?
        let valueName: String?
        let defaultValue: String?
        let allValues: [String]?
        let abstract: String?

        /// As a list of options shows it: `--limit <rows>`, `-h, --help`.
        var label: String {
            let value = "<\(valueName ?? "value")>"
            guard kind != .positional else { return value }
            let spelled = (names ?? []).map(\.text).joined(separator: ", ")
            return kind == .option ? "\(spelled) \(value)" : spelled
        }

        /// As a usage line shows it: `[--limit <rows>]`.
        var usage: String {
            let value = "<\(valueName ?? "value")>"
            let long = names?.first { $0.kind == "long" } ?? names?.first
            let spelled = long?.text ?? ""
            let text: String
            switch kind {
            case .positional: text = value
            case .option: text = "\(spelled) \(value)"
            case .flag: text = spelled
            }
            return (isOptional ? "[\(text)]" : text) + (isRepeating ? " ..." : "")
        }

        /// What it is for, with the values it takes and what it is without being given.
        var explanation: String {
            var facts: [String] = []
            if let allValues, !allValues.isEmpty {
                facts.append("values: \(allValues.joined(separator: ", "))")
            }
            if let defaultValue { facts.append("default: \(defaultValue)") }
            let text = abstract ?? ""
            return facts.isEmpty ? text : "\(text) (\(facts.joined(separator: "; ")))"
        }
    }

    /// The description of the program.
    static func ofProgram() throws -> CommandHelp {
        struct Dump: Decodable {
            let command: CommandHelp
        }
        return try JSONDecoder().decode(Dump.self, from: Data(Gatefill._dumpHelp().utf8)).command
    }

    /// The words that call it.
    var words: String { ((superCommands ?? []) + [commandName]).joined(separator: " ") }

    /// Its subcommands without the one that only shows help.
    var parts: [CommandHelp] {
        (subcommands ?? []).filter { $0.commandName != "help" && $0.shouldDisplay != false }
    }

    /// It and everything below it, in order; a command that only has subcommands is left out.
    var leaves: [CommandHelp] {
        parts.isEmpty ? [self] : parts.flatMap(\.leaves)
    }

    /// Its arguments, but for those that every command has.
    var ownArguments: [Argument] {
        (arguments ?? []).filter { argument in
            argument.shouldDisplay
                && !(argument.names ?? []).contains { ["help", "version"].contains($0.name) }
        }
    }

    /// How it is called, on one line.
    var usage: String {
        ([words] + ownArguments.map(\.usage)).joined(separator: " ")
    }

    /// The paragraphs of its explanation, without the example.
    var paragraphs: [String] {
        (discussion ?? "").components(separatedBy: "\n\n").filter {
            !$0.isEmpty && !$0.hasPrefix(CommandHelp.exampleMark)
        }
    }

    /// The example at the end of its explanation.
    var example: String? {
        (discussion ?? "").components(separatedBy: "\n\n")
            .first { $0.hasPrefix(CommandHelp.exampleMark) }
            .map { String($0.dropFirst(CommandHelp.exampleMark.count)) }
    }

    private static let exampleMark = "Example: "
}

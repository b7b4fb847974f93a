import Foundation
import TestSupport

/// A block of a document that holds commands.
struct DocumentBlock: Sendable, Equatable {
    enum Kind: Equatable {
        /// Commands alone.
        case shell
        /// Commands after `$ `, each with what it prints.
        case console
        /// Commands in a comment, which readers do not see: what somebody else does meanwhile.
        case hidden
    }

    let kind: Kind
    /// Line of the document on which its text begins, from 1.
    let line: Int
    let text: String

    /// A command with the lines that it prints, as a document shows them.
    struct Exchange: Equatable {
        let command: String
        let output: [String]
    }

    /// The commands of a console, in order.
    var exchanges: [Exchange] {
        var found: [Exchange] = []
        var command: String?
        var output: [String] = []
        var isContinued = false
        func finish() {
            if let command { found.append(Exchange(command: command, output: output)) }
            output = []
        }
        for line in text.components(separatedBy: "\n") {
            if isContinued, let begun = command {
                command = begun + "\n" + line
            } else if line.hasPrefix("$ ") {
                finish()
                command = String(line.dropFirst(2))
            } else {
                output.append(line)
                continue
            }
            isContinued = line.hasSuffix("\\")
        }
        finish()
        return found
    }

    /// The blocks of a file of the package.
    static func all(in path: String) throws -> [DocumentBlock] {
        let text = try String(contentsOfFile: "\(PackageRoot.path)/\(path)", encoding: .utf8)
        return all(of: text)
    }

    /// The blocks of a text in Markdown.
    static func all(of text: String) -> [DocumentBlock] {
        let openings: [String: (Kind, String)] = [
            "```sh": (.shell, "```"), "```console": (.console, "```"),
            "<!-- run:": (.hidden, "-->"),
        ]
        var blocks: [DocumentBlock] = []
        var open: (kind: Kind, end: String, line: Int)?
        var lines: [String] = []
        for (index, line) in text.components(separatedBy: "\n").enumerated() {
            if let current = open {
                guard line == current.end else {
                    lines.append(line)
                    continue
                }
                blocks.append(
                    DocumentBlock(
                        kind: current.kind,
                        line: current.line,
                        text: lines.joined(separator: "\n")
                    )
                )
                open = nil
            } else if let (kind, end) = openings[line] {
                open = (kind, end, index + 2)
                lines = []
            }
        }
        return blocks
    }
}

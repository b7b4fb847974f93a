import Foundation
import TestSupport
import Testing

/// Conventions that a program can check.
@Suite struct TidyTests {
    /// Every source file with its path below `Sources`.
    private static func sources() throws -> [(path: String, lines: [Substring])] {
        let root = URL(filePath: PackageRoot.path).appending(path: "Sources")
        let files = try #require(FileManager.default.enumerator(atPath: root.path))
        return try files.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.sorted()
            .map { path in
                let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
                return (path, text.split(separator: "\n", omittingEmptySubsequences: false))
            }
    }

    @Test func `a message holds a command as a value, never in its text`() throws {
        let sources = try Self.sources()
        #expect(sources.count > 100)
        for (path, lines) in sources {
            // Help texts quote commands literally.
            let hasHelp = path.hasPrefix("CLI/Commands/") || path.hasPrefix("CLI/Manual/")
            for (index, line) in lines.enumerated() where line.contains("`gatefill ") {
                let code = line.drop { $0 == " " }
                if code.hasPrefix("//") { continue }
                let before = lines[max(0, index - 4)...index].joined()
                let isMessage = before.contains(#/hint|message:|notice\(|writeError|Error\(/#)
                #expect(hasHelp && !isMessage, "\(path):\(index + 1): \(code)")
            }
        }
    }
}

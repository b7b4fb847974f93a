import ContextForge
import Foundation
import Rows
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

    @Test func `hexadecimal digits and pauses have one way each`() throws {
        // Whoever waits for a file's lock, a suspended index's restoration, a child process or a
        // connection.
        let pauses: Set = [
            "Journal/Store/WriterLock.swift", "Executor/Suspension/IndexRestorer.swift",
            "CLI/Selftest/SelftestProcess.swift", "Targets/PostgreSQL/PostgresTarget.swift",
        ]
        for (path, lines) in try Self.sources() {
            for (index, line) in lines.enumerated() {
                #expect(!line.contains("String(format:"), "\(path):\(index + 1)")
                let isPause = line.contains("usleep(") || line.contains("Thread.sleep(")
                #expect(!isPause || pauses.contains(path), "\(path):\(index + 1)")
            }
        }
    }

    @Test func `everything that is declared is used`() throws {
        // The system calls them.
        let called: Set = ["GatefillBench", "allValueStrings", "customMirror", "debugDescription"]
        let declaration =
            /\b(?:func|var|let|struct|class|enum|protocol|typealias|case) `?([A-Za-z_]\w*)/
        var uses: [Substring: Int] = [:]
        var declared: [(name: Substring, place: String)] = []
        for (path, lines) in try Self.sources() {
            for (index, line) in lines.enumerated() {
                let code = line.firstRange(of: "//").map { line[..<$0.lowerBound] } ?? line
                for word in code.matches(of: /[A-Za-z_]\w*/) { uses[word.0, default: 0] += 1 }
                for match in code.matches(of: declaration) {
                    declared.append((match.1, "\(path):\(index + 1)"))
                }
            }
        }
        #expect(declared.count > 5_000)
        for (name, place) in declared where !called.contains(String(name)) {
            // A raw value is a use that is not spelled.
            #expect(
                uses[name, default: 0] > 1 || place.contains("SQLiteLocation"),
                "\(name) \(place)"
            )
        }
    }

    @Test func `a function has at most 70 lines`() throws {
        var lengths: [Int] = []
        for (path, lines) in try Self.sources() {
            for (start, line) in lines.enumerated()
            where line.contains(/^\s*([a-z@()]+ )*(func|init)\b.*[({]$/) {
                let indent = line.prefix { $0 == " " }
                // The lines at the depth of the first: the rest of the signature, then the end.
                let outline = lines.indices[start...].lazy
                    .filter { lines[$0].hasPrefix(indent) && !lines[$0].hasPrefix(indent + " ") }
                    .prefix { $0 == start || lines[$0].contains(/^\s*(\)|->|\{|\}|where )/) }
                guard let end = outline.first(where: { lines[$0] == indent + "}" }) else {
                    continue
                }
                lengths.append(end - start + 1)
                #expect(end - start < 70, "\(path):\(start + 1)")
            }
        }
        #expect(lengths.count > 2_000)
        #expect(lengths.contains { $0 > 60 })
    }

    @Test func `only ContextForge names the gateway's tables`() throws {
        let names = Set(Catalogue.contextForge.definitions.map(\.name))
        for (path, lines) in try Self.sources()
        where !path.hasPrefix("ContextForge/") && !path.hasPrefix("Benchmark/") {
            let code = lines.filter { !$0.contains(/^\s*\/\//) }.joined(separator: "\n")
            let texts =
                code.matches(of: /"""(?s:(.*?))"""/).map { ($0.1, isLong: true) }
                + code.replacing(/"""(?s:.*?)"""/, with: "")
                .matches(of: /"((?:[^"\\\n]|\\.)*)"/).map { ($0.1, isLong: false) }
            for (text, isLong) in texts {
                let words = text.matches(of: /\w+/).map { String($0.0) }
                // Some tables' names are English words.
                let named = words.filter { $0.contains("_") || !isLong && words.count == 1 }
                    .filter(names.contains)
                #expect(named.isEmpty, "\(path): \(named)")
            }
        }
    }

    @Test func `the shell and the planner do not import ContextForge`() throws {
        let modules = ["Rows/", "Planner/", "Targets/", "Journal/", "Executor/", "Faults/"]
        for (path, lines) in try Self.sources() where modules.contains(where: path.hasPrefix) {
            #expect(!lines.contains { $0.hasSuffix("import ContextForge") }, "\(path)")
        }
    }

    @Test func `a folder has at most 25 files`() throws {
        let folders = Dictionary(grouping: try Self.sources()) {
            $0.path.split(separator: "/").dropLast().joined(separator: "/")
        }
        #expect(folders.count > 40)
        for (folder, files) in folders { #expect(files.count <= 25, "\(folder)") }
    }

    @Test func `a function has at most two parameters without a label`() throws {
        // Initialisers of declarations, written as one row of data each.
        let declarations: Set = [
            "NumberKey.swift", "CountKey.swift", "ProfileKey.swift", "GatewayRole.swift",
            "Finding.swift", "RowsReport.swift",
        ]
        let signature = /\b(?:func\s+\w+|init\??)(?:<[^>]*>)?\(((?:[^()]|\([^()]*\))*)\)/
        var signatureCount = 0
        for (path, lines) in try Self.sources() {
            let file = path.split(separator: "/").last.map(String.init) ?? path
            for match in lines.joined(separator: "\n").matches(of: signature) {
                signatureCount += 1
                let unlabelled = match.1.matches(of: /(?:^|,)\s*_ \w+:/).count
                #expect(
                    unlabelled <= 2 || declarations.contains(file),
                    "\(path): \(match.0.prefix(60))"
                )
            }
        }
        #expect(signatureCount > 2_000)
    }
}

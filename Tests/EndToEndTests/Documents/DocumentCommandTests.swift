import Foundation
import TestSupport
import Testing

/// Every command that README and the documentation show, run in the order in which a reader would.
@Suite struct DocumentCommandTests {
    /// Blocks that are not run, by how they begin, and why.
    private static let exceptions = [
        "scripts/demo": "builds for release and installs packages; the tests use the same program",
        "scripts/test": "is what runs this test",
        "GATEFILL_WALK_PROFILE": "is what runs this test, with a profile that takes an hour",
        "scripts/bench-copy": "measures a release build for minutes",
        "scripts/bench-peer": "measures a release build beside another program",
        "swift run -c release": "measures a release build for minutes",
        "/usr/bin/time": "measures a release build",
        "swift build": "builds for release, which takes minutes",
        "docker": "needs a container engine",
        "python3 -m venv gateway": "needs a gateway installed from the package index",
        "email=$(": "needs that gateway",
    ]

    /// Every document that shows commands.
    static let documents: [String] = {
        let folder = "\(PackageRoot.path)/docs"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let paths =
            ["README.md"] + names.filter { $0.hasSuffix(".md") }.sorted().map { "docs/\($0)" }
        return paths.filter { (try? DocumentBlock.all(in: $0).isEmpty) == false }
    }()

    private static func exception(for block: DocumentBlock) -> String? {
        exceptions.keys.first { block.text.hasPrefix($0) }
    }

    @Test(arguments: documents)
    func `the commands of a document work, and print what it says`(path: String) async throws {
        let blocks = try DocumentBlock.all(in: path).filter { Self.exception(for: $0) == nil }
        guard !blocks.isEmpty else { return }
        let database = try await GatewayInstallation.makePostgres()
        let needsGateway = blocks.contains { $0.text.contains("localhost:4444") }
        // With the settings that readers are told to make, and no others: a command must not work
        // because of a setting that only tests have.
        let settings = try GatewaySettings.documented()
        let server =
            needsGateway
            ? try await GatewayServer.start(on: database, isAsInstalled: true, settings: settings)
            : nil
        let session = try await DocumentSession(
            database: database,
            empty: PostgresCluster.shared().createDatabase(),
            port: server?.port
        )
        let outcome = try await session.run(blocks)
        _ = try await server?.stop()

        #expect(
            outcome.failedLine == nil && outcome.result.exit == .status(0),
            """
            \(path):\(outcome.failedLine ?? 0): \(outcome.result.standardOutput.suffix(2_000))
            \(outcome.result.standardError.suffix(2_000))
            """
        )
        for block in blocks where block.kind == .console {
            for (number, exchange) in block.exchanges.enumerated() {
                let printed = outcome.printed["\(block.line)-\(number)"] ?? ""
                let found = Set(
                    printed.split(separator: "\n").map { DocumentSession.comparable($0) }
                )
                for line in exchange.output where !["", "…"].contains(line) {
                    #expect(
                        found.contains(DocumentSession.comparable(line)),
                        "\(path):\(block.line): `\(exchange.command)` did not print: \(line)\n\(printed)"
                    )
                }
            }
        }
    }

    @Test func `compose_yaml has exactly the documented settings`() throws {
        let path = "\(PackageRoot.path)/compose.yaml"
        let lines = try String(contentsOfFile: path, encoding: .utf8).components(separatedBy: "\n")
        let comment = "      # For load tests; docs/use-cases.md explains them."
        let block = lines.drop { $0 != comment }.dropFirst().prefix { $0 != "    ports:" }
        let made = try block.map { line in
            let match = try #require(line.wholeMatch(of: #/ {6}(\w+): "(.*)"/#), "\(line)")
            return (String(match.1), String(match.2))
        }
        #expect(try Dictionary(uniqueKeysWithValues: made) == GatewaySettings.documented())
    }

    @Test func `every exception is still needed`() throws {
        let blocks = try Self.documents.flatMap { try DocumentBlock.all(in: $0) }
        let used = Set(blocks.compactMap { Self.exception(for: $0) })
        #expect(used == Set(Self.exceptions.keys))
        #expect(blocks.count > 30)
    }

    @Test func `blocks and what they print are told apart`() {
        let text = """
            Text, and `code`.

            ```sh
            first
            second \\
                --option
            ```

            <!-- run:
            hidden
            -->
            ```console
            $ one \\
                more
            printed
            …
            $ two
            ```

            ```sql
            SELECT 1
            ```
            """
        let blocks = DocumentBlock.all(of: text)
        #expect(blocks.map(\.kind) == [.shell, .hidden, .console])
        #expect(blocks.map(\.line) == [4, 10, 13])
        #expect(blocks[0].text == "first\nsecond \\\n    --option")
        #expect(
            blocks[2].exchanges == [
                DocumentBlock.Exchange(command: "one \\\n    more", output: ["printed", "…"]),
                DocumentBlock.Exchange(command: "two", output: []),
            ]
        )
    }
}

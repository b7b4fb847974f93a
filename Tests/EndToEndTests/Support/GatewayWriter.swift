import Foundation
import TestSupport

/// A person who works in a running gateway (`Tests/GatewayWalk/write.py`) while something else
/// happens.
struct GatewayWriter {
    /// A row that the gateway has made; without a key, one that only the database knows.
    struct MadeRow: Hashable {
        let table: String
        let key: String?
    }

    /// What each round makes a row of.
    static let tables = [
        "email_users", "email_teams", "tools", "resources", "prompts", "resource_metrics",
        "prompt_metrics",
    ]

    private let child: ChildProcess
    private let folder: TemporaryFolder

    /// Lets the person log in and begin.
    init(on server: GatewayServer) async throws {
        folder = try TemporaryFolder("writer")
        let task: [String: Any] = [
            "url": "http://127.0.0.1:\(server.port)",
            "admin": [
                "email": GatewaySettings.administrator,
                "password": GatewaySettings.administratorPassword,
            ],
            "stop": folder.file("stop"),
        ]
        let input = try JSONSerialization.data(withJSONObject: task)
        child = try await ChildProcess(
            GatewayInstallation.find().python,
            ["\(PackageRoot.path)/Tests/GatewayWalk/write.py"],
            workingFolder: folder.path,
            input: .bytes(String(decoding: input, as: UTF8.self))
        )
    }

    /// The rows that were made so far.
    func madeRows() -> [MadeRow] {
        // The last line may be half written.
        child.standardOutput.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            .compactMap { line in
                let parts = line.split(separator: " ")
                guard parts.count == 2 else { return nil }
                return MadeRow(
                    table: String(parts[0]),
                    key: parts[1] == "-" ? nil : String(parts[1])
                )
            }
    }

    /// Waits until there is another row of every kind.
    func waitForRound() async throws {
        let before = madeRows().count
        let end = ContinuousClock.now + .seconds(120)
        while ContinuousClock.now < end {
            guard child.poll() == nil else { break }
            let kinds = Set(madeRows().dropFirst(before).map(\.table))
            if kinds.isSuperset(of: Self.tables) { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw TestSupportError("the gateway made no rows", detail: child.standardError)
    }

    /// Ends the work.
    ///
    /// - Throws: ``TestSupportError`` when the gateway has refused anything.
    func stop() async throws -> [MadeRow] {
        _ = FileManager.default.createFile(atPath: folder.file("stop"), contents: nil)
        try await child.wait().requireSuccess("the gateway's writer")
        return madeRows()
    }
}

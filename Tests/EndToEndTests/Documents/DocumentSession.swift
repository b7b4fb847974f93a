import Foundation
import TestSupport

/// One shell in which the commands of a document are run in their order, on databases of its own.
struct DocumentSession {
    /// What every block wrote, and how the shell ended.
    struct Outcome {
        let result: ProcessResult
        /// What each command of a console printed, by the line of its block and its number in it.
        let printed: [String: String]
        /// The line of the block that failed; nil when all were run.
        let failedLine: Int?
    }

    private let folder: TemporaryFolder
    private let environment: [String: String]
    /// What the document names, and what stands for it in the test.
    private let replacements: [(name: String, stand: String)]

    /// A session on a database made by the real gateway's bootstrap and an empty one; `port` is that
    /// of a gateway which runs on the first.
    init(database: PostgresDatabase, empty: PostgresDatabase, port: UInt16? = nil) async throws {
        folder = try TemporaryFolder("document")
        let python = try await GatewayInstallation.find().python
        let programs = folder.file("programs")
        let files = FileManager.default
        try files.createDirectory(atPath: programs, withIntermediateDirectories: true)
        try files.createSymbolicLink(
            atPath: "\(programs)/gatefill",
            withDestinationPath: GatefillBinary.path()
        )
        for name in ["profiles", "examples"] {
            try files.createSymbolicLink(
                atPath: folder.file(name),
                withDestinationPath: "\(PackageRoot.path)/\(name)"
            )
        }
        let address = { (database: PostgresDatabase) in
            GatewayInstallation.driverURL(database.url)
                .replacing("postgresql+psycopg://", with: "")
        }
        replacements =
            [
                ("gateway@localhost:5432/mcp", address(database)),
                ("gateway@localhost:5432/rehearsal", address(empty)),
                // The same commands with fewer rows.
                ("generate --profile medium", "generate --profile tiny"),
                ("profiles/medium.yaml", "profiles/tiny.yaml"),
                ("generate --profile production", "generate --profile small"),
                ("generate --profile large", "generate --profile small"),
                ("--run-time 60s", "--run-time 3s"),
            ] + (port.map { [("localhost:4444", "127.0.0.1:\($0)")] } ?? [])
        let path = [
            programs, URL(filePath: python).deletingLastPathComponent().path,
            try LocustInstallation.find().folder,
            ProcessRunner.plainEnvironment["PATH"] ?? "/usr/bin:/bin",
        ]
        environment = GatewaySettings.required(
            databaseURL: "",
            folder: folder.path
        ).merging(
            ["PATH": path.joined(separator: ":"), "PGPASSWORD": PostgresCluster.password]
        ) { $1 }
    }

    /// Runs the blocks; the shell ends at the first command of a plain block that fails.
    func run(_ blocks: [DocumentBlock]) async throws -> Outcome {
        var lines = ["set -euo pipefail", "unset DATABASE_URL"]
        for block in blocks {
            lines.append("echo \(block.line) > '\(folder.file("at"))'")
            guard block.kind == .console else {
                // What nobody is shown the output of need not be long.
                lines.append(
                    block.kind == .hidden
                        ? block.text
                        : block.text.replacing("--profile small", with: "--profile tiny")
                )
                continue
            }
            for (number, exchange) in block.exchanges.enumerated() {
                // A console may show how something fails.
                let file = folder.file("printed-\(block.line)-\(number)")
                lines.append("{ \(exchange.command)\n} > '\(file)' 2>&1 || true")
            }
        }
        lines.append("echo end > '\(folder.file("at"))'")
        var script = lines.joined(separator: "\n")
        for (name, stand) in replacements { script = script.replacing(name, with: stand) }
        let result = try await ProcessRunner.run(
            "/bin/bash",
            ["-c", script],
            environment: environment,
            workingFolder: folder.path,
            timeoutSeconds: 300
        )
        let mark = try String(contentsOfFile: folder.file("at"), encoding: .utf8)
        var printed: [String: String] = [:]
        for block in blocks where block.kind == .console {
            for number in block.exchanges.indices {
                let name = "printed-\(block.line)-\(number)"
                let bytes = FileManager.default.contents(atPath: folder.file(name)) ?? Data()
                printed["\(block.line)-\(number)"] = String(decoding: bytes, as: UTF8.self)
            }
        }
        return Outcome(
            result: result,
            printed: printed,
            failedLine: Int(mark.trimmingCharacters(in: .whitespacesAndNewlines))
        )
    }

    /// A printed line without what differs from run to run: times, rates, moments, sizes of
    /// columns.
    static func comparable(_ line: some StringProtocol) -> String {
        String(line)
            .replacing(/[\d,.]+ ?[kKMG]?(B|rows)?\/s/, with: "RATE")
            .replacing(/\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d[^ ]*( UTC)?/, with: "MOMENT")
            .replacing(/\b\d+(\.\d+)?(ms|[hms])( \d+[hms])*\b/, with: "TIME")
            .replacing(/(sqlite|postgresql):\/\/\S+?(?=[\s,.]*(\s|$))/, with: "TARGET")
            .replacing(#/ +/#, with: " ")
            .replacing(/-+/, with: "-")
            .trimmingCharacters(in: .whitespaces)
    }
}

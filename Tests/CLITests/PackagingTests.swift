import Foundation
import TestSupport
import Testing
import Yams

/// The files that put gatefill into containers and under continuous integration; no engine is
/// needed.
@Suite struct PackagingTests {
    private static func text(_ path: String) throws -> String {
        try String(contentsOfFile: "\(PackageRoot.path)/\(path)", encoding: .utf8)
    }

    private static func yaml(_ path: String) throws -> [String: Any] {
        try #require(try Yams.load(yaml: text(path)) as? [String: Any])
    }

    // MARK: compose.yaml

    @Test func `compose names only services and volumes that it has, and no secret`() throws {
        let file = try Self.yaml("compose.yaml")
        let services = try #require(file["services"] as? [String: [String: Any]])
        let volumes = try #require(file["volumes"] as? [String: Any])
        #expect(Set(services.keys) == ["postgres", "gateway", "gatefill"])
        for (name, service) in services {
            #expect(service["image"] is String, "\(name)")
            let parents = service["depends_on"] as? [String: [String: String]] ?? [:]
            for (parent, condition) in parents {
                #expect(services[parent]?["healthcheck"] != nil, "\(name) waits for \(parent)")
                #expect(condition == ["condition": "service_healthy"])
            }
            for mount in service["volumes"] as? [String] ?? [] {
                let source = try #require(mount.split(separator: ":").first.map(String.init))
                #expect(volumes.keys.contains(source), "\(name) mounts \(source)")
            }
            let environment = try #require(service["environment"] as? [String: String])
            for (variable, value) in environment
            where variable.hasSuffix("PASSWORD") || variable.contains("SECRET") {
                #expect(value == "${\(variable):?set it in .env}", "\(name) \(variable)")
            }
        }
        let targets = ["gateway", "gatefill"].map {
            (services[$0]?["environment"] as? [String: String])?["DATABASE_URL"]
        }
        #expect(targets[0] != nil && targets[0] == targets[1])
        let gateway = try #require(services["gateway"]?["image"] as? String)
        #expect(gateway.hasSuffix(":v\(GatewayInstallation.version)"))
    }

    // MARK: Dockerfile

    private struct Instruction {
        let name: String
        let words: [String]
        let text: String
    }

    /// The instructions of a Dockerfile, continued lines joined and comments left out.
    private static func instructions(_ text: String) -> [Instruction] {
        let lines = text.components(separatedBy: "\n").filter { !$0.hasPrefix("#") }
        return lines.joined(separator: "\n").replacing("\\\n", with: " ")
            .split(separator: "\n").map { line in
                let words = line.split(separator: " ").map(String.init)
                return Instruction(
                    name: words[0],
                    words: Array(words.dropFirst()),
                    text: words.dropFirst().joined(separator: " ")
                )
            }
    }

    @Test func `the Dockerfile builds in one stage and runs without Swift in another`() throws {
        let instructions = Self.instructions(try Self.text("Dockerfile"))
        let known = [
            "FROM", "RUN", "WORKDIR", "COPY", "ENV", "USER", "VOLUME", "ENTRYPOINT", "CMD",
        ]
        for instruction in instructions {
            #expect(known.contains(instruction.name), "\(instruction.name)")
            #expect(!instruction.words.isEmpty, "\(instruction.name)")
        }
        #expect(instructions.first?.name == "FROM")
        let stages = instructions.filter { $0.name == "FROM" }
        #expect(stages.count == 2)
        #expect(stages[0].words.dropFirst() == ["AS", "build"])
        #expect(!stages[1].text.contains("swift"))
        for instruction in instructions where instruction.name == "COPY" {
            let paths = instruction.words.filter { !$0.hasPrefix("--") }
            #expect(paths.count == 2)
            guard !instruction.text.contains("--from=") else {
                #expect(instruction.words[0] == "--from=build")
                continue
            }
            let source = "\(PackageRoot.path)/\(paths[0])"
            #expect(FileManager.default.fileExists(atPath: source), "\(paths[0])")
        }
        for name in ["ENTRYPOINT", "CMD"] {
            let instruction = try #require(instructions.last { $0.name == name })
            let words = try JSONDecoder().decode([String].self, from: Data(instruction.text.utf8))
            #expect(!words.isEmpty)
        }
        // Not as root, and with the libraries that the build links.
        #expect(instructions.last { $0.name == "USER" }?.text == "gatefill")
        let installed = instructions.filter { $0.name == "RUN" }.map(\.text)
        for package in ["libpq-dev", "libsqlite3-dev", "libargon2-dev"] {
            #expect(installed[0].contains(package))
        }
        for package in ["libpq5", "libsqlite3-0", "libargon2-1"] {
            #expect(try #require(installed.last).contains(package))
        }
    }

    @Test func `what the Dockerfile copies is not kept from the build`() throws {
        let kept = try Self.text(".dockerignore").split(separator: "\n").map(String.init)
        #expect(kept.first == "*")
        let copied = Self.instructions(try Self.text("Dockerfile"))
            .filter { $0.name == "COPY" && !$0.text.contains("--from=") }.map { $0.words[0] }
        #expect(Set(kept.dropFirst()) == Set(copied.map { "!\($0)" }))
    }

    // MARK: Continuous integration

    @Test func `the workflow does what .ci/run does, and nothing else`() throws {
        let workflow = try Self.yaml(".github/workflows/ci.yml")
        let jobs = try #require(workflow["jobs"] as? [String: [String: Any]])
        #expect(jobs.count == 1)
        let job = try #require(jobs.values.first)
        #expect(job["container"] as? String == "swift:6.3-bookworm")
        let steps = try #require(job["steps"] as? [[String: Any]])
        #expect(steps.compactMap { $0["run"] as? String } == [".ci/run"])
        #expect(steps.compactMap { $0["uses"] as? String } == ["actions/checkout@v4"])
        let permissions = try #require(workflow["permissions"] as? [String: String])
        #expect(permissions == ["contents": "read"])
        #expect(FileManager.default.isExecutableFile(atPath: "\(PackageRoot.path)/.ci/run"))
    }
}

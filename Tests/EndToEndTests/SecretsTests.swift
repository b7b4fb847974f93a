import Foundation
import TestSupport
import Testing

/// The options for secrets, as a user gives them.
@Suite struct SecretsTests {
    private static let password = "Correct-Horse-9!"
    private static let secrets = [
        "LOAD_PASSWORD": password, "JWT_KEY": "signing-key-of-the-test",
        "AUTH_KEY": "auth-of-the-test",
    ]
    private static let options = [
        "--user-password-env", "LOAD_PASSWORD", "--jwt-secret-env", "JWT_KEY",
        "--encryption-secret-env", "AUTH_KEY",
    ]

    private func generation() async throws -> Generation {
        var generation = try await Generation(into: TargetKind.sqlite.makeEmpty())
        generation.profile = "tiny"
        generation.options = SecretsTests.options
        generation.environment = SecretsTests.secrets
        return generation
    }

    private func run(
        _ arguments: [String],
        _ generation: Generation,
        _ environment: [String: String]
    ) async throws -> ProcessResult {
        try await GatefillBinary.run(
            arguments + ["--journal", "run.journal"],
            in: generation.folder,
            environment: environment
        )
    }

    @Test func `the same secrets give the same rows, another one another plan`() async throws {
        let (first, second) = (try await generation(), try await generation())
        try await first.run()
        try await second.run()
        #expect(try await first.digest() == second.digest())

        var other = try await generation()
        other.environment["JWT_KEY"] = "another key"
        try await other.run()
        let tokens = try await other.digest().first { $0.table == "email_api_tokens" }
        #expect(try await first.digest().contains { $0 == tokens } == false)
        let others = try await other.digest().filter { $0.table != "email_api_tokens" }
        #expect(try await first.digest().filter { $0.table != "email_api_tokens" } == others)
    }

    @Test func `a secret is in no file and no output`() async throws {
        let generation = try await generation()
        let result = try await GatefillBinary.run(
            generation.generateArguments,
            in: generation.folder,
            environment: generation.environment
        ).requireSuccess("gatefill generate")
        var texts = [Data(result.standardOutput.utf8), Data(result.standardError.utf8)]
        let file = try #require(generation.database as? SQLiteFile)
        for path in try FileManager.default.contentsOfDirectory(atPath: generation.folder.path) {
            texts.append(try Data(contentsOf: URL(filePath: generation.folder.file(path))))
        }
        texts.append(try Data(contentsOf: URL(filePath: file.path)))
        #expect(texts.count >= 5)
        for secret in SecretsTests.secrets.values {
            #expect(texts.allSatisfy { $0.firstRange(of: Data(secret.utf8)) == nil })
        }
    }

    @Test func `what makes rows again wants the secrets again, and the same ones`() async throws {
        var generation = try await generation()
        try await generation.run()
        generation.seed += 1
        let killed = try await GatefillBinary.run(
            generation.generateArguments,
            in: generation.folder,
            environment: generation.environment.merging(
                ["GATEFILL_CRASH_AT": "after-commit:3"]
            ) { $1 }
        )
        #expect(killed.exit == .signal(SIGKILL))
        // The other checks make no rows.
        try await run(["verify", "1", "--checks", "counts,uniqueness"], generation, [:])
            .requireSuccess("gatefill verify")

        for command in [["verify", "1", "--checks", "content"], ["resume", "2"]] {
            let number = command[1]
            var environment = SecretsTests.secrets
            environment["AUTH_KEY"] = nil
            let missing = try await run(command, generation, environment)
            #expect(missing.exit == .status(69))
            #expect(
                missing.standardError.hasPrefix(
                    "error[secret-missing]: could not make the rows of run \(number) again: they "
                        + "need the encryption secret\n"
                        + "  detail: the environment variable AUTH_KEY is not set\n"
                ),
                "\(missing.standardError)"
            )
            environment["AUTH_KEY"] = "another one"
            let wrong = try await run(command, generation, environment)
            #expect(wrong.exit == .status(69))
            #expect(
                wrong.standardError.hasPrefix(
                    "error[secret-mismatch]: could not make the rows of run \(number) again: the "
                        + "encryption secret is not the one that the run started with\n"
                ),
                "\(wrong.standardError)"
            )
        }
        try await run(["verify", "1", "--checks", "content"], generation, SecretsTests.secrets)
            .requireSuccess("gatefill verify")
        var moved = SecretsTests.secrets
        moved["OTHER_NAME"] = moved.removeValue(forKey: "AUTH_KEY")
        try await run(
            ["verify", "1", "--checks", "content", "--encryption-secret-env", "OTHER_NAME"],
            generation,
            moved
        ).requireSuccess("gatefill verify")
    }

    @Test func `a run without a secret takes none later`() async throws {
        var generation = try await generation()
        generation.options = []
        try await generation.run()
        let result = try await run(
            ["verify", "1", "--jwt-secret-env", "JWT_KEY"],
            generation,
            SecretsTests.secrets
        )
        #expect(result.exit == .status(64))
        #expect(
            result.standardError.hasPrefix(
                "error[secret-unused]: --jwt-secret-env: run 1 was planned without it\n"
            )
        )
    }

    @Test func `a profile's key for the password is honoured, and refused with its place`()
        async throws
    {
        let folder = try TemporaryFolder("password")
        let tiny = try String(
            contentsOfFile: "\(PackageRoot.path)/profiles/tiny.yaml",
            encoding: .utf8
        )
        let profile = tiny.replacing(
            "realism:\n",
            with: "realism:\n  user_password_env: LOAD_PASSWORD\n"
        )
        #expect(profile != tiny)
        try profile.write(toFile: folder.file("mine.yaml"), atomically: true, encoding: .utf8)
        let line = try #require(
            profile.split(separator: "\n", omittingEmptySubsequences: false)
                .firstIndex(of: "  user_password_env: LOAD_PASSWORD")
        )
        func plan(_ password: String?) async throws -> ProcessResult {
            try await GatefillBinary.run(
                ["plan", "--config", "mine.yaml"],
                in: folder,
                environment: password.map { ["LOAD_PASSWORD": $0] } ?? [:]
            )
        }
        try await plan(SecretsTests.password).requireSuccess("gatefill plan")
        let unset = try await plan(nil)
        #expect(unset.exit == .status(65))
        #expect(
            unset.standardError.hasPrefix(
                """
                error[secret-unset]: realism.user_password_env: the environment variable that it \
                names is not set, or empty
                  at: mine.yaml:\(line + 1):22
                """
            ),
            "\(unset.standardError)"
        )
        let weak = try await plan("feeble-feeble")
        #expect(weak.exit == .status(64))
        #expect(weak.standardError.contains("no upper-case letter, no special character"))
        #expect(!weak.standardError.contains("feeble"))
    }
}

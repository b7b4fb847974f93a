import Foundation
import TestSupport
import Testing

/// Fault 29: a marked password is in no file, log or message, and a wrong certificate is refused.
@Suite(.serialized) struct Fault29SecretTests {
    private static let marked = "Mk9-Zq&7x/@1 end"

    /// The marked password in every spelling in which it might slip out.
    private static let spellings = [
        marked, "Mk9-Zq%267x%2F%401%20end", "Mk9-Zq%267x/%401%20end", "Mk9-Zq&7x/@1", "Zq&7x",
        "Zq%267x",
    ]

    /// A database whose owner has the marked password.
    private static func database() async throws -> (
        database: PostgresDatabase, url: String, role: String
    ) {
        let database = try await PostgresCluster.shared().createDatabase()
        let role = "marked_\(database.name)"
        try await database.execute(
            """
            CREATE ROLE \(role) LOGIN PASSWORD '\(marked)';
            ALTER DATABASE \(database.name) OWNER TO \(role);
            ALTER SCHEMA public OWNER TO \(role);
            """
        )
        let port = database.cluster.port
        return (
            database, "postgresql://\(role):\(spellings[1])@127.0.0.1:\(port)/\(database.name)",
            role
        )
    }

    private static func run(
        _ arguments: [String],
        in folder: TemporaryFolder,
        _ environment: [String: String] = [:]
    ) async throws -> String {
        let result = try await GatefillBinary.run(arguments, in: folder, environment: environment)
        return result.allOutput
    }

    /// Expects the password in no output and in no file of the folder.
    private func expectNoSecret(
        _ outputs: [String],
        in folder: TemporaryFolder,
        at location: SourceLocation = #_sourceLocation
    ) throws {
        for (number, output) in outputs.enumerated() {
            #expect(!output.isEmpty, "command \(number) wrote nothing", sourceLocation: location)
            for spelling in Self.spellings {
                #expect(!output.contains(spelling), "command \(number)", sourceLocation: location)
            }
        }
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        #expect(files.contains("run.journal"), sourceLocation: location)
        for file in files {
            guard let bytes = FileManager.default.contents(atPath: folder.file(file)) else {
                continue
            }
            for spelling in Self.spellings {
                #expect(
                    bytes.range(of: Data(spelling.utf8)) == nil,
                    "\(file)",
                    sourceLocation: location
                )
            }
        }
    }

    private static func generate(_ crash: [String] = []) -> [String] {
        [
            "generate", "--profile", "tiny", "--end-date", "2026-06-01", "--batch-size", "5",
            "--create-schema", "--journal", "run.journal", "--output", "report.json",
        ] + crash
    }

    @Test func `fault 29: a password in the URL is in no file and no message`() async throws {
        let (database, url, role) = try await Self.database()
        let folder = try TemporaryFolder("secret")
        let secret = ["PGPASSWORD": Self.marked]
        var outputs: [String] = []
        let killed = try await GatefillBinary.run(
            Self.generate(["--target", url]),
            in: folder,
            environment: ["GATEFILL_CRASH_AT": "before-begin:20"]
        )
        #expect(killed.exit == .signal(SIGKILL), "\(killed.allOutput)")
        let journal = ["--journal", "run.journal"]
        let target = ["--target", url]
        // A connection that is lost in its batch leaves its cause in the journal.
        try await database.execute("ALTER ROLE \(role) CONNECTION LIMIT 0")
        outputs.append(try await Self.run(["resume"] + journal + target, in: folder))
        try await database.execute("ALTER ROLE \(role) CONNECTION LIMIT -1")
        outputs.append(try await Self.run(["doctor"] + journal + target, in: folder))
        outputs.append(try await Self.run(["resume"] + journal, in: folder, secret))
        for command in [
            ["runs"], ["status"], ["audit"], ["audit", "--json"], ["journal", "export"],
        ] {
            outputs.append(try await Self.run(command + journal, in: folder))
        }
        outputs.append(try await Self.run(["audit", "verify"] + journal, in: folder, secret))
        outputs.append(
            try await Self.run(
                ["journal", "rebuild", "--journal", "other"] + target,
                in: folder
            )
        )
        outputs.append(try await Self.run(["digest"] + target, in: folder))
        try expectNoSecret(outputs, in: folder)
        let records = try await database.rows("SELECT record, plan_digest FROM gatefill.run")
        #expect(!records.isEmpty)
        for spelling in Self.spellings { #expect(!"\(records)".contains(spelling)) }
    }

    @Test func `fault 29: a wrong password is in no message, however it was given`() async throws {
        let (database, url, role) = try await Self.database()
        let folder = try TemporaryFolder("secret")
        _ = try await Self.run(Self.generate(["--target", url]), in: folder)
        try await database.execute("ALTER ROLE \(role) PASSWORD 'another'")
        let open = "postgresql://\(role)@127.0.0.1:\(database.cluster.port)/\(database.name)"
        var outputs: [String] = []
        for command in [["digest"], ["doctor"], ["generate", "--profile", "tiny"]] {
            outputs.append(try await Self.run(command + ["--target", url], in: folder))
            outputs.append(
                try await Self.run(
                    command + ["--target", open],
                    in: folder,
                    ["PGPASSWORD": Self.marked]
                )
            )
            outputs.append(try await Self.run(command, in: folder, ["DATABASE_URL": url]))
        }
        for output in outputs { #expect(output.contains(role), "\(output)") }
        try expectNoSecret(outputs, in: folder)
    }

    @Test func `fault 29: a certificate of another authority is refused before anything is sent`()
        async throws
    {
        let cluster = try await PostgresCluster.start(isDurable: false)
        let database = try await cluster.createDatabase()
        let folder = try TemporaryFolder("certificates")
        for name in ["server", "other"] {
            try await ProcessRunner.run(
                "/usr/bin/env",
                [
                    "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
                    "-subj", "/CN=localhost", "-addext",
                    "subjectAltName=DNS:localhost,IP:127.0.0.1",
                    "-keyout", folder.file("\(name).key"), "-out", folder.file("\(name).crt"),
                ]
            ).requireSuccess("openssl")
        }
        for name in ["server.key", "server.crt"] {
            let path = "\(cluster.socketFolder)/\(name)"
            try FileManager.default.copyItem(atPath: folder.file(name), toPath: path)
            chmod(path, 0o600)
            if getuid() == 0, let account = getpwnam("postgres") {
                chown(path, account.pointee.pw_uid, account.pointee.pw_gid)
            }
        }
        for setting in [
            "ssl_key_file = '\(cluster.socketFolder)/server.key'",
            "ssl_cert_file = '\(cluster.socketFolder)/server.crt'", "ssl = on",
        ] {
            try await database.execute("ALTER SYSTEM SET \(setting)")
        }
        try await database.execute("SELECT pg_reload_conf()")
        func doctor(_ authority: String) async throws -> ProcessResult {
            let url =
                database.url + "?sslmode=verify-full&sslrootcert=" + folder.file("\(authority).crt")
            return try await GatefillBinary.run(["doctor", "--target", url], in: folder)
        }
        var good = try await doctor("server")
        // The server reads its settings a moment later.
        for _ in 0..<50 where !good.standardOutput.contains("encrypted") {
            try await Task.sleep(for: .milliseconds(100))
            good = try await doctor("server")
        }
        #expect(
            good.standardOutput.contains("the connection is encrypted (TLSv1"),
            "\(good.allOutput)"
        )
        let bad = try await doctor("other")
        #expect(bad.exit == .status(1))
        #expect(bad.standardOutput.contains("certificate verify failed"), "\(bad.allOutput)")
        let url =
            database.url + "?sslmode=verify-full&sslrootcert=" + folder.file("other.crt")
        let refused = try await GatefillBinary.run(
            ["generate", "--profile", "tiny", "--target", url, "--create-schema"],
            in: folder
        )
        #expect(refused.exit == .status(69), "\(refused.allOutput)")
        let tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        #expect(try await database.integer(tables) == 0)
        try await cluster.stop()
    }
}

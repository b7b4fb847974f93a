import Foundation
import Synchronization

/// A throwaway PostgreSQL server: made by `initdb` in a temporary folder, removed with the tests.
///
/// It listens on a free port of 127.0.0.1 (password needed) and on a Unix socket (none needed).
/// Start one with ``start(isDurable:)``, or share the one of this process: ``shared()``. It ends
/// when ``stop()`` is called or, at the latest, when the test process does.
package final class PostgresCluster: Sendable {
    /// The role that owns the databases: may log in and create databases, is not a superuser.
    package static let owner = "gateway"
    /// The password of ``owner``.
    ///
    /// Tests look for it in output that must not contain it.
    package static let password = "pw-7Qm3xKd9"

    package let port: UInt16
    package let socketFolder: String
    private let psql: String
    private let server: SupervisedProcess
    private let databaseCount = Atomic(0)

    /// The cluster of this test process, started when first asked for, without fsync.
    package static func shared() async throws -> PostgresCluster { try await sharedStart.value }

    private static let sharedStart = Task { try await start(isDurable: false) }

    /// Starts a new cluster; takes about a second.
    ///
    /// In a durable one commits wait for the disk, which only a test that kills the server needs.
    /// Throws ``TestSupportError`` when PostgreSQL is not installed or does not start.
    ///
    /// Settings are added to the server's command line as `name=value`. Only one that is
    /// restartable can be crashed.
    package static func start(
        isDurable: Bool,
        settings: [String] = [],
        isRestartable: Bool = false,
        environment: [String: String] = [:]
    ) async throws -> PostgresCluster {
        func startOnce() async throws -> PostgresCluster {
            try await Self.startOnce(isDurable, settings, isRestartable, environment)
        }
        // Another process may take the free port first; then the next one is tried.
        for _ in 1...2 {
            do {
                return try await startOnce()
            } catch let error as TestSupportError
                where error.detail?.contains("Address already in use") == true
            {
                continue
            }
        }
        return try await startOnce()
    }

    /// Ends every process of the server at once without writing anything back, as `pg_ctl -m
    /// immediate` does.
    ///
    /// - Precondition: The cluster is restartable.
    package func crash() throws {
        let file = "\(socketFolder)/data/postmaster.pid"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        guard let line = text.split(separator: "\n").first, let processID = pid_t(line) else {
            throw TestSupportError("could not read the server's process id", detail: text)
        }
        kill(processID, SIGQUIT)
        while kill(processID, 0) == 0 { usleep(10_000) }
    }

    /// Takes the end of a file of the WAL away from a server that has crashed, as a loss of power
    /// does with what was written and not flushed.
    package func loseLog(_ name: String, from offset: UInt64) throws {
        let path = "\(socketFolder)/data/pg_wal/\(name)"
        let file = try FileHandle(forUpdating: URL(filePath: path))
        let end = try file.seekToEnd()
        try file.seek(toOffset: offset)
        try file.write(contentsOf: Data(count: Int(end - offset)))
        try file.close()
    }

    /// Starts the server again after ``crash()``.
    package func restart() async throws {
        let order = "\(socketFolder)/start"
        guard FileManager.default.createFile(atPath: order, contents: nil) else {
            throw TestSupportError("could not order the server to start", detail: order)
        }
        // Read by a shell of the server's account.
        chmod(order, 0o666)
        try await waitUntilReady()
    }

    private func waitUntilReady() async throws {
        let probe = "\(URL(filePath: psql).deletingLastPathComponent().path)/pg_isready"
        let arguments = ["--quiet", "--host=\(socketFolder)", "--port=\(port)"]
        try await server.waitUntilReady("PostgreSQL", timeoutSeconds: 60) {
            try await ProcessRunner.run(probe, arguments, workingFolder: "/").exit == .status(0)
        }
    }

    /// Runs a server again and again: after each end it waits for the file `start`.
    private static let restartScript = """
        folder=$1; shift
        trap 'kill -s QUIT "$server" 2>/dev/null; wait "$server"; exit 0' TERM
        while :; do
            "$@" & server=$!
            wait "$server"
            until [ -e "$folder/start" ]; do sleep 0.05; done
            rm -f "$folder/start"
        done
        """

    /// Ends the server and removes its folder.
    package func stop() async throws { try await server.stop() }

    /// Makes a database that belongs to ``owner``.
    ///
    /// A template is the name of a database to copy, to which nobody may be connected.
    package func createDatabase(template: String? = nil) async throws -> PostgresDatabase {
        let number = databaseCount.add(1, ordering: .relaxed).newValue
        let name = "test_\(number)"
        let copied = template.map { " TEMPLATE \($0)" } ?? ""
        _ = try await rows(
            "CREATE DATABASE \(name) OWNER \(Self.owner)\(copied)",
            database: "postgres"
        )
        return PostgresDatabase(name: name, cluster: self)
    }

    /// Runs statements as the superuser and returns the rows of the last one.
    package func rows(
        _ sql: String,
        database: String,
        timeoutSeconds: Double = 120
    ) async throws -> [[String?]] {
        let result = try await ProcessRunner.run(
            psql,
            psqlArguments(database: database) + ["--file=-"],
            workingFolder: "/",
            input: sql,
            timeoutSeconds: timeoutSeconds
        ).requireSuccess("psql: \(sql.prefix(500))")
        return Self.parse(result.standardOutput)
    }

    /// Writes a database into a file of statements.
    package func dump(_ database: String, to file: String) async throws {
        let program = "\(URL(filePath: psql).deletingLastPathComponent().path)/pg_dump"
        try await ProcessRunner.run(
            program,
            [
                "--host=\(socketFolder)", "--port=\(port)", "--username=postgres",
                "--file=\(file)", database,
            ],
            workingFolder: "/",
            timeoutSeconds: 120
        ).requireSuccess("pg_dump")
    }

    /// Runs the statements of a file in a database.
    package func load(_ file: String, into database: String) async throws {
        try await ProcessRunner.run(
            psql,
            psqlArguments(database: database) + ["--file=\(file)"],
            workingFolder: "/",
            timeoutSeconds: 120
        ).requireSuccess("psql")
    }

    /// Runs statements as the superuser in one transaction, in a session of its own that is killed
    /// with the returned object.
    func begin(_ sql: String, database: String) throws -> ChildProcess {
        try ChildProcess(
            psql,
            psqlArguments(database: database) + ["--command=\(sql)"],
            workingFolder: "/"
        )
    }

    private func psqlArguments(database: String) -> [String] {
        [
            "--no-psqlrc", "--quiet", "--no-align", "--tuples-only", "--set=ON_ERROR_STOP=1",
            "--field-separator=\(Self.fieldEnd)", "--record-separator=\(Self.rowEnd)",
            "--pset=null=\(Self.null)", "--host=\(socketFolder)", "--port=\(port)",
            "--username=postgres", "--dbname=\(database)",
        ]
    }

    // Control characters that no generated text contains.
    private static let fieldEnd = "\u{1f}"
    private static let rowEnd = "\u{1e}"
    private static let null = "\u{1d}"

    /// Cuts psql's unaligned output into rows; the last record ends in a line feed.
    static func parse(_ output: String) -> [[String?]] {
        let text = output.hasSuffix("\n") ? output.dropLast() : output[...]
        guard !output.isEmpty else { return [] }
        return text.split(separator: rowEnd, omittingEmptySubsequences: false).map { record in
            record.split(separator: fieldEnd, omittingEmptySubsequences: false)
                .map { $0 == null ? nil : String($0) }
        }
    }

    private init(port: UInt16, socketFolder: String, psql: String, server: SupervisedProcess) {
        self.port = port
        self.socketFolder = socketFolder
        self.psql = psql
        self.server = server
    }

    private static func startOnce(
        _ isDurable: Bool,
        _ settings: [String],
        _ isRestartable: Bool,
        _ environment: [String: String]
    ) async throws -> PostgresCluster {
        let binaryFolder = try findBinaries()
        let folder = try makeFolder()
        let port = try LoopbackPort.free()
        let fsync = isDurable ? "on" : "off"
        let initdb = asServerAccount([
            "\(binaryFolder)/initdb", "--pgdata=\(folder)/data", "--username=postgres",
            "--auth-local=trust", "--auth-host=scram-sha-256", "--encoding=UTF8",
            "--locale=C.UTF-8", "--no-sync",
        ])
        try await ProcessRunner.run(initdb[0], Array(initdb.dropFirst()), workingFolder: "/")
            .requireSuccess("initdb")
        var command = [
            "\(binaryFolder)/postgres", "-D", "\(folder)/data", "-p", "\(port)",
            "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=\(folder)",
            "-c", "fsync=\(fsync)", "-c", "full_page_writes=\(fsync)",
            "-c", "max_connections=100", "-c", "timezone=UTC",
        ]
        command += settings.flatMap { ["-c", $0] }
        if isRestartable {
            command = ["/bin/sh", "-c", restartScript, "restarter", folder] + command
        }
        let server = try SupervisedProcess(
            asServerAccount(command),
            environment: ProcessRunner.plainEnvironment.merging(environment) { $1 },
            workingFolder: "/",
            stopSignal: isRestartable ? "TERM" : "QUIT",
            folderToRemove: folder
        )
        let cluster = PostgresCluster(
            port: port,
            socketFolder: folder,
            psql: "\(binaryFolder)/psql",
            server: server
        )
        try await cluster.waitUntilReady()
        _ = try await cluster.rows(
            "CREATE ROLE \(owner) LOGIN CREATEDB PASSWORD '\(password)'",
            database: "postgres"
        )
        return cluster
    }

    /// PostgreSQL refuses to run as root, so root starts it as the account its package made.
    ///
    /// `setpriv` becomes the server; `runuser` would stay its parent and take the signals meant
    /// for it.
    static func asServerAccount(_ command: [String]) -> [String] {
        guard getuid() == 0 else { return command }
        let account = ["--reuid=postgres", "--regid=postgres", "--init-groups"]
        return ["/usr/bin/setpriv"] + account + ["--"] + command
    }

    private static func makeFolder() throws -> String {
        // A socket's path has at most 107 bytes, so the folder of the environment won't always do.
        let folder = try TemporaryFolder.make("postgres", in: "/tmp")
        // The owner of the databases connects through the socket in it, whoever runs the tests.
        chmod(folder, 0o755)
        if getuid() == 0 {
            guard let account = getpwnam("postgres") else {
                throw TestSupportError(
                    "cannot start PostgreSQL as root: there is no account `postgres`",
                    hint: "Install the package postgresql-15, which makes one."
                )
            }
            chown(folder, account.pointee.pw_uid, account.pointee.pw_gid)
        }
        return folder
    }

    /// The folder with `initdb`, `postgres`, `pg_isready` and `psql`: the newest version's.
    private static func findBinaries() throws -> String {
        let installed = "/usr/lib/postgresql"
        let versions =
            FileManager.default.fileExists(atPath: installed)
            ? try FileManager.default.contentsOfDirectory(atPath: installed) : []
        let folders =
            versions
            .sorted { $0.compare($1, options: .numeric) == .orderedDescending }
            .map { "\(installed)/\($0)/bin" }
        guard let initdb = ProcessRunner.find("initdb", alsoIn: folders) else {
            throw TestSupportError(
                "could not find PostgreSQL's server programs",
                detail: "looked in \(installed)/*/bin and in PATH",
                hint: "Run `scripts/install-dependencies --tests`, or install postgresql-15."
            )
        }
        return URL(filePath: initdb).deletingLastPathComponent().path
    }
}

import TestSupport
import Testing

@testable import Targets

@Suite struct PostgresConnectionTests {
    @Test func `fault 29: a wrong password is an error that does not show it`() async throws {
        let database = try await PostgresCluster.shared().createDatabase()
        let target = try RealTarget.postgres(
            database.url(user: "gateway", password: "wr0ng-Zx81")
        )
        let error = try targetError { _ = try target.readSchema() }
        #expect(error.code == "target-unreachable")
        #expect(!error.description.contains("wr0ng-Zx81"), "\(error)")
        let display = "postgresql://gateway@127.0.0.1:\(database.cluster.port)/\(database.name)"
        #expect(error.message == "could not connect to \(display)")
        #expect(error.description.split(separator: "\n").count == 3)
    }

    @Test func `a password that libpq would repeat is blotted out`() throws {
        // The user's mistake: the password is in the socket's folder too.
        let target = try RealTarget.postgres("postgresql://u:Zx81@/db?host=/missing/Zx81&port=5432")
        let error = try targetError { _ = try target.readSchema() }
        #expect(error.detail?.contains("Zx81") == false, "\(error)")
    }

    @Test func `a server that is not there can be tried again`() throws {
        let port = try LoopbackPort.free()
        let target = try RealTarget.postgres("postgresql://u:Zx81@127.0.0.1:\(port)/db")
        let error = try targetError { _ = try target.openSession() }
        #expect(error.code == "target-unreachable")
        #expect(error.category == .transient)
        #expect(error.detail?.contains("\(port)") == true)
        #expect(!error.description.contains("Zx81"))
    }

    @Test func `an unknown parameter of the URL is named`() throws {
        let target = try RealTarget.postgres("postgresql://u:Zx81@h/db?sslmodus=require")
        let error = try targetError { _ = try target.openSession() }
        #expect(error.detail?.contains("sslmodus") == true, "\(error)")
    }

    @Test func `a statement's error quotes no value`() async throws {
        let database = try await PostgresCluster.shared().createDatabase()
        guard case .postgres(let parameters) = try TargetLocation(url: database.socketURL) else {
            return
        }
        let connection = try PostgresConnection(parameters, timeoutSeconds: 5)
        try connection.execute("CREATE TABLE t (id text PRIMARY KEY)")
        try connection.execute("INSERT INTO t VALUES ($1)", ["secret-value"])
        let error = try targetError {
            try connection.execute("INSERT INTO t VALUES ($1)", ["secret-value"])
        }
        #expect(error.code == "key-collision")
        #expect(!error.description.contains("secret-value"))
        #expect(error.detail?.hasSuffix("table t, constraint t_pkey") == true)
        let answer = try connection.execute("SELECT $1::text, $2::text", [nil, "x"])
        #expect(answer.rowCount == 1)
        #expect(answer.text(0, 0) == nil)
        #expect(answer.text(0, 1) == "x")
    }

    @Test func `a session that the server has ended is a lost connection`() async throws {
        let database = try await PostgresCluster.shared().createDatabase()
        guard case .postgres(let parameters) = try TargetLocation(url: database.url) else { return }
        let connection = try PostgresConnection(parameters, timeoutSeconds: 5)
        let process = try connection.execute("SELECT pg_backend_pid()").text(0, 0) ?? ""
        try await database.execute("SELECT pg_terminate_backend(\(process))")
        let first = try targetError { try connection.execute("SELECT 1") }
        #expect(["server-unavailable", "connection-lost"].contains(first.code))
        #expect(first.category == .transient)
        let second = try targetError { try connection.execute("SELECT 1") }
        #expect(second.code == "connection-lost")
        #expect(second.category == .transient)
    }

    @Test(arguments: [
        (["a"], "\"a\""), (["a", "b"], "\"a\".\"b\""), (["a\"b"], "\"a\"\"b\""),
        (["x; DROP TABLE y"], "\"x; DROP TABLE y\""), ([""], "\"\""),
    ])
    func `a name is quoted whole`(names: [String], expected: String) {
        let quoted =
            names.count == 1
            ? SQLIdentifier.quoted(names[0])
            : SQLIdentifier.quoted(names[0], names[1])
        #expect(quoted == expected)
    }
}

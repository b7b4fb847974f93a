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

    @Test(arguments: ["e", "o", "n", "po", "%24%2A%5B", "host"])
    func `fault 29: a short password leaves the message as it is`(password: String) throws {
        let port = try LoopbackPort.free()
        let url = "postgresql://u:\(password)@127.0.0.1:\(port)/db"
        let error = try targetError { _ = try RealTarget.postgres(url).readSchema() }
        let open = try targetError {
            _ = try RealTarget.postgres("postgresql://u@127.0.0.1:\(port)/db").readSchema()
        }
        #expect(error.description == open.description)
    }

    @Test func `rows are sent as UTF-8, whatever encoding the URL asks for`() async throws {
        let database = try await PostgresCluster.shared().createDatabase()
        let url = database.url + "?client_encoding=latin1"
        guard case .postgres(let parameters) = try TargetLocation(url: url) else { return }
        let connection = try PostgresConnection(parameters, timeoutSeconds: 5)
        #expect(try connection.execute("SHOW client_encoding").text(0, 0) == "UTF8")
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

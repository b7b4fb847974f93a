import Testing

@testable import Targets

@Suite struct PostgresParametersTests {
    @Test(arguments: [
        (
            "gateway:secret@db.example.com:5433/mcp",
            [
                "user": "gateway", "password": "secret", "host": "db.example.com", "port": "5433",
                "dbname": "mcp",
            ]
        ),
        ("", [:]),
        ("/mcp", ["dbname": "mcp"]),
        ("host", ["host": "host"]),
        ("host/", ["host": "host"]),
        ("u@/mcp?host=/run/postgresql", ["user": "u", "host": "/run/postgresql", "dbname": "mcp"]),
        ("%2Frun%2Fpostgresql/mcp", ["host": "/run/postgresql", "dbname": "mcp"]),
        ("u:p%40%3A%2F%25@h/db", ["user": "u", "password": "p@:/%", "host": "h", "dbname": "db"]),
        ("u:a@b@h/db", ["user": "u", "password": "a@b", "host": "h", "dbname": "db"]),
        ("u:a:b@h/db", ["user": "u", "password": "a:b", "host": "h", "dbname": "db"]),
        ("u:12/ss@h/db", ["user": "u", "password": "12/ss", "host": "h", "dbname": "db"]),
        ("u:@h/db", ["user": "u", "password": "", "host": "h", "dbname": "db"]),
        (
            "u@[2001:db8::1]:5432/db",
            ["user": "u", "host": "2001:db8::1", "port": "5432", "dbname": "db"]
        ),
        ("[::1]/db", ["host": "::1", "dbname": "db"]),
        (
            "h/db?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem&application_name=a%20b",
            [
                "host": "h", "dbname": "db", "sslmode": "verify-full",
                "sslrootcert": "/etc/ca.pem", "application_name": "a b",
            ]
        ),
        (
            "h/db?options=-c%20search_path%3Dmcp",
            ["host": "h", "dbname": "db", "options": "-c search_path=mcp"]
        ),
        (
            "h/db?application_name=a+b&options=-c+work_mem%3D1%2B",
            [
                "host": "h", "dbname": "db", "application_name": "a b",
                "options": "-c work_mem=1+",
            ]
        ),
        ("h/db?application_name=a=b", ["host": "h", "dbname": "db", "application_name": "a=b"]),
        ("h:1/db?port=2&host=i", ["host": "i", "port": "2", "dbname": "db"]),
        ("h/db?", ["host": "h", "dbname": "db"]),
    ])
    func `a URL becomes libpq's keywords`(body: String, values: [String: String]) throws {
        #expect(try PostgresParameters(urlBody: body).values == values)
    }

    @Test func `a default fills in only what the URL leaves out`() throws {
        var parameters = try PostgresParameters(urlBody: "h/db?application_name=mine")
        parameters.setDefault("application_name", "gatefill")
        parameters.setDefault("connect_timeout", "30")
        #expect(parameters.values["application_name"] == "mine")
        #expect(parameters.values["connect_timeout"] == "30")
    }
}

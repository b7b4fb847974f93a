import Testing

@testable import Targets

@Suite struct TargetLocationTests {
    @Test(arguments: [
        ("mcp.db", "it has no scheme such as `sqlite://`"),
        (
            "sqlite://host/a.db",
            "a SQLite URL is `sqlite:///relative.db` or `sqlite:////absolute.db`"
        ),
        ("postgresql://h:65536/db", "the port is not a number from 1 to 65535"),
    ])
    func `a malformed URL is refused with its reason`(url: String, reason: String) throws {
        let error = try targetError { _ = try TargetLocation(url: url) }
        #expect(
            error.description == """
                error[bad-target-url]: could not read the target's URL: \(reason)
                  hint: Give --target or DATABASE_URL like sqlite:///./mcp.db or \
                postgresql://user@localhost:5432/mcp.
                """
        )
        #expect(error.category == .definite)
    }

    @Test func `a parameter that the installed libpq does not know is named, but not its value`()
        throws
    {
        let error = try targetError {
            _ = try TargetLocation(url: "postgresql://h/db?sslmodus=7Qm3")
        }
        #expect(error.message.hasSuffix("libpq has no parameter `sslmodus`"))
        #expect(!error.description.contains("7Qm3"))
    }

    @Test func `another database is refused by its scheme`() throws {
        let error = try targetError { _ = try TargetLocation(url: "mysql+pymysql://u:pw@h/db") }
        #expect(
            error.description == """
                error[unsupported-target]: cannot fill a database of scheme `mysql+pymysql`
                  hint: Give --target sqlite:///PATH or postgresql://USER@HOST:PORT/DATABASE.
                """
        )
    }

    @Test(arguments: [
        "sqlite:///./mcp.db", "sqlite:////var/lib/mcp.db", "postgresql://u@h:5433/db",
        "postgresql://h/db", "postgresql:///db", "postgresql://[::1]:5432/db",
        "postgresql://u@[fe80::1]/db", "postgresql://u@/db?host=/run/postgresql",
        "postgresql://u@/db?host=/run/postgresql&port=5433", "postgresql://a%40b@h/d%2Fb",
        "sqlite:///with%20blank.db", "sqlite:////a%3Fb/50%25.db", "sqlite:////home/josé/a&b.db",
        "postgresql://u@h/db?sslmode=verify-full&sslrootcert=/etc/ca.pem",
        "postgresql://u@/db?host=/run&options=-c%20search_path=mcp,%2Bother&sslmode=disable",
        "postgresql://u@h1,h2:5432/db", "postgresql://u@/db?host=h1,h2&port=1,2",
        "sqlite:///file:/data/a%2523b.db?mode=ro&uri=true",
    ])
    func `what is displayed is the same location when it is read again`(url: String) throws {
        let location = try TargetLocation(url: url)
        #expect(location.display == url)
        #expect(try TargetLocation(url: location.display) == location)
    }

    @Test(arguments: [
        "postgresql://u:pw-7Qm3@h:5432/db",
        "postgresql://u:pw-7Qm3@[::1]/db",
        "postgresql://u@h/db?password=pw-7Qm3",
        "postgresql://u@h/db?sslpassword=pw-7Qm3&sslmode=require",
        "postgresql://u:a:pw-7Qm3@h/db",
        "postgresql://u:a/pw-7Qm3@h/db",
        "postgresql://u:12/pw-7Qm3@h:5432/db",
        "postgresql://u:%70w-7Qm3@/db?host=/run",
    ])
    func `the password is never displayed`(url: String) throws {
        let location = try TargetLocation(url: url)
        #expect(!location.display.contains("7Qm3"), "\(location.display)")
    }

    @Test(arguments: [
        "postgresql://u:a@pw-7Qm3@h/db", "postgresql://u:pw-7Qm3@h:port/db",
        "mysql://u:pw-7Qm3@h/db", "u:pw-7Qm3@h/db", "postgresql://u:pw-7Qm3@h/db?x=1",
    ])
    func `the error of a malformed URL does not hold its password`(url: String) throws {
        let error = try targetError { _ = try TargetLocation(url: url) }
        #expect(!error.description.contains("7Qm3"), "\(error)")
    }
}

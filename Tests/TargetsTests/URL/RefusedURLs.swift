/// URLs that gatefill refuses, and a part of what it says of each.
enum RefusedURLs {
    /// The reason, by URL.
    ///
    /// Most of these URLs the gateway cannot use either; the others it reads otherwise than whoever
    /// wrote them meant.
    static let reasons: [String: String] = Dictionary(
        uniqueKeysWithValues: groups.flatMap { reason, urls in urls.map { ($0, reason) } }
    )

    private static let groups: [(String, [String])] = [
        (
            "Write postgresql+psycopg://USER@HOST:PORT/DATABASE",
            [
                "postgresql+asyncpg://gateway@localhost/mcp",
                "postgresql+psycopg_async://gateway@localhost/mcp",
                "postgresql+pg8000://gateway@localhost/mcp",
                "postgres://gateway@localhost/mcp",
                "PostgreSQL://gateway@localhost/mcp",
            ]
        ),
        (
            "cannot fill a database of scheme `mysql+pymysql`",
            [
                "mysql+pymysql://gateway:7Qm3@localhost/mcp"
            ]
        ),
        (
            "the port is not a number from 1 to 65535",
            [
                "postgresql+psycopg://h:/mcp",
                "postgresql+psycopg://u@h:65536/mcp",
                "postgresql+psycopg://u@h:0/mcp",
                "postgresql+psycopg://u@h:-1/mcp",
                "postgresql+psycopg://u@h:port/mcp",
                "postgresql+psycopg://u@/mcp?port=x",
            ]
        ),
        (
            "a percent-encoded part is not UTF-8 text",
            [
                "postgresql+psycopg://u:%FF7Qm3@h/mcp",
                "postgresql+psycopg://u:%007Qm3@h/mcp",
            ]
        ),
        (
            "Write %40 for an `@`",
            [
                "postgresql+psycopg://u:p@7Qm3@h/mcp",
                "postgresql+psycopg://u:p@7Qm3?x=1@h/mcp",
                "postgresql+psycopg://u@h/d@b",
                "postgresql+psycopg://h/d@b",
                "postgresql+psycopg://u@h/mcp?application_name=a@b",
            ]
        ),
        (
            "it begins with a space",
            [
                " postgresql+psycopg://u@h/mcp"
            ]
        ),
        (
            "text follows the closing bracket",
            [
                "postgresql+psycopg://[::1]x/mcp"
            ]
        ),
        (
            "Name several hosts as",
            [
                "postgresql+psycopg://::1/mcp",
                "postgresql+psycopg://u@h1:5432,h2:5433/mcp",
                "postgresql+psycopg://u@/mcp?host=h1:5432&host=h2:5433&port=5434",
                "postgresql+psycopg://u@/mcp?host=h1,h2&port=5432",
                "postgresql+psycopg://u@/mcp?host=h1,h2,h3&port=1,2",
                "postgresql+psycopg://u@/mcp?host=h1&port=1,2",
                "postgresql+psycopg://u@/mcp?port=1,2",
            ]
        ),
        (
            "the host is not a name, an address or a socket's folder",
            [
                "postgresql+psycopg://u@h h/mcp",
                "postgresql+psycopg://u@bücher.example/mcp",
                "postgresql+psycopg://u@/mcp?host=h1:5432,h2:5433",
            ]
        ),
        (
            "Name a socket's folder as ?host=/run/postgresql",
            [
                "postgresql+psycopg://%2Frun%2Fpostgresql/mcp"
            ]
        ),
        (
            "the host is empty",
            [
                "postgresql+psycopg://u@/mcp?host=:5433"
            ]
        ),
        (
            "an IPv6 address cannot be given in repeated",
            [
                "postgresql+psycopg://u@/mcp?host=::1&host=::2"
            ]
        ),
        (
            "`sslmode` has an unknown value",
            [
                "postgresql+psycopg://u@h/mcp?sslmode=requires"
            ]
        ),
        (
            "`sslmode` is given more than once",
            [
                "postgresql+psycopg://u@h/mcp?sslmode=require&sslmode=disable"
            ]
        ),
        (
            "Write sslmode=require",
            [
                "postgresql+psycopg://u@h/mcp?ssl=require"
            ]
        ),
        (
            "Write options=-csearch_path=SCHEMA",
            [
                "postgresql+psycopg://u@h/mcp?schema=mine"
            ]
        ),
        (
            "nothing needs to be set for PgBouncer",
            [
                "postgresql+psycopg://u@h/mcp?pgbouncer=true"
            ]
        ),
        (
            "Write dbname=NAME",
            [
                "postgresql+psycopg://u@h/mcp?database=mine"
            ]
        ),
        (
            "libpq has no parameter `SSLMODE`",
            [
                "postgresql+psycopg://u@h/mcp?SSLMODE=require"
            ]
        ),
        (
            "libpq has no parameter of this name",
            [
                "postgresql+psycopg://u@h/mcp?a-b=1"
            ]
        ),
        (
            "libpq has no parameter `autocommit`",
            [
                "postgresql+psycopg://u@h/mcp?autocommit=true"
            ]
        ),
        (
            "replication connections",
            [
                "postgresql+psycopg://u@h/mcp?replication=database"
            ]
        ),
        (
            "`connect_timeout` is not a whole number",
            [
                "postgresql+psycopg://u@h/mcp?connect_timeout=soon"
            ]
        ),
        (
            "Write one of any, read-write",
            [
                "postgresql+psycopg://u@h/mcp?target_session_attrs=master"
            ]
        ),
        (
            "it has no scheme",
            [
                "postgresql:/u@h/mcp",
                "postgresql",
                "mcp.db",
                "",
            ]
        ),
        (
            "Write sqlite:///PATH",
            [
                "sqlite+aiosqlite:///mcp.db",
                "sqlite+pysqlcipher://:7Qm3@/mcp.db",
                "SQLITE:///mcp.db",
            ]
        ),
        (
            "a SQLite URL is `sqlite:///relative.db`",
            [
                "sqlite://",
                "sqlite:///",
                "sqlite://host/mcp.db",
                "sqlite://u:7Qm3@/mcp.db",
            ]
        ),
        (
            "an in-memory database would be lost",
            [
                "sqlite:///:memory:",
                "sqlite:///file:mcp.db?mode=memory&uri=true",
                "sqlite:///file::memory:?uri=true",
            ]
        ),
        (
            "`timeout` has a value that the gateway rejects",
            [
                "sqlite:///mcp.db?timeout=long"
            ]
        ),
        (
            "`check_same_thread` has a value",
            [
                "sqlite:///mcp.db?check_same_thread=maybe"
            ]
        ),
        (
            "ignores `mode` without uri=true",
            [
                "sqlite:///mcp.db?mode=ro"
            ]
        ),
        (
            "ignores `journal_mode` without uri=true",
            [
                "sqlite:///mcp.db?journal_mode=WAL"
            ]
        ),
        (
            "a query item is given more than once",
            [
                "sqlite:///mcp.db?timeout=1&timeout=2"
            ]
        ),
        (
            "must begin with `file:`",
            [
                "sqlite:///mcp.db?uri=true"
            ]
        ),
        (
            "`uri` is neither true nor false",
            [
                "sqlite:///mcp.db?uri=perhaps"
            ]
        ),
        (
            "`mode` is not ro, rw or rwc",
            [
                "sqlite:///file:mcp.db?mode=readonly&uri=true"
            ]
        ),
        (
            "does not support `immutable`",
            [
                "sqlite:///file:mcp.db?immutable=1&uri=true"
            ]
        ),
        (
            "does not support `nolock`",
            [
                "sqlite:///file:mcp.db?nolock=1&uri=true"
            ]
        ),
        (
            "the `file:` name is empty or contains",
            [
                "sqlite:///file:?uri=true",
                "sqlite:///file:a%23b.db?mode=ro&uri=true",
                "sqlite:///file:a%3Fmode=rw?uri=true",
            ]
        ),
        (
            "a `file:` name cannot have a host",
            [
                "sqlite:///file://elsewhere{folder}/mcp.db?mode=ro&uri=true"
            ]
        ),
        (
            "it contains a line break",
            [
                "postgresql+psycopg://u@h/mcp\n"
            ]
        ),
    ]
}

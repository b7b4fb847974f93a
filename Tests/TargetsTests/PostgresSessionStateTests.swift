import ContextForge
import Rows
import TestSupport
import Testing

@testable import Targets

/// Nothing depends on what a session, a role or a database has set.
@Suite struct PostgresSessionStateTests {
    /// A database with the sample table in a schema, found by the role's search path.
    private static func target(
        schema: String
    ) async throws -> (database: PostgresDatabase, target: PostgresTarget) {
        let database = try await PostgresCluster.shared().createDatabase()
        let name = SQLIdentifier.quoted(schema)
        try await database.execute(
            """
            CREATE SCHEMA \(name) AUTHORIZATION \(PostgresCluster.owner);
            ALTER DATABASE \(database.name) SET search_path = \(name), public;
            """
        )
        return (database, try RealTarget.postgres(database.url))
    }

    @Test(arguments: ["tenant", "odd \"name", "Großschreibung", "public.x"])
    func `tables are created, filled and found in the first schema of the search path`(
        schema: String
    ) async throws {
        let (database, target) = try await Self.target(schema: schema)
        try target.createSchema(.newest)
        let tools = try #require(try target.readSchema().tables["tools"])
        #expect(tools.qualifiedName == SQLIdentifier.quoted(schema, "tools"))
        let name = SQLIdentifier.quoted(schema, "samples")
        try SampleTable.create(in: target, as: name)
        #expect(try target.qualifiedName(of: "samples") == name)
        // What later sessions find no longer matters.
        try await database.execute("ALTER DATABASE \(database.name) SET search_path = public")
        try await database.execute("CREATE TABLE public.samples (LIKE \(name) INCLUDING ALL)")
        _ = try target.bind(RunRegistration(uid: "r", planDigest: "p", isResumed: false))
        let found = try #require(try target.readSchema().tables["samples"])
        #expect(found.qualifiedName == name)
        var rows = SampleTable(rowCount: 10).stream(0..<10)
        let ticket = BatchTicket(
            runUID: "r",
            epoch: 1,
            batchNumber: 0,
            match: try SchemaMatch(SampleTable.definition, found: found),
            table: "samples",
            rows: 0..<10,
            attempt: 1
        )
        _ = try target.openSession().commit(ticket, rows: &rows)
        #expect(try await database.integer("SELECT count(*) FROM \(name)") == 10)
        #expect(try await database.integer("SELECT count(*) FROM public.samples") == 0)
        #expect(try target.readIdentity()["schema"] == schema)
    }

    @Test func `the gateway's tables in two schemas of the path are refused`() async throws {
        let (database, target) = try await Self.target(schema: "tenant")
        try await database.execute(
            "CREATE TABLE tenant.tools (id text); CREATE TABLE public.prompts (id text)"
        )
        let error = try targetError { _ = try target.readSchema() }
        #expect(error.code == "several-schemas")
        #expect(error.detail == "tables were found in public, tenant")
    }

    @Test func `a search path that leads nowhere is refused`() async throws {
        let (database, target) = try await Self.target(schema: "tenant")
        try await database.execute("ALTER DATABASE \(database.name) SET search_path = nowhere")
        #expect(try targetError { _ = try target.readSchema() }.code == "no-schema")
    }

    @Test(arguments: [
        ("-csearch_path=a", "a"), ("-c search_path=a,b", "a,b"), ("--search_path=a", "a"),
        ("--search-path=a", "a"), ("-cwork_mem=1MB -csearch_path=x -csearch_path=y", "y"),
        ("-csearch_path=a\\ b", "a b"), ("-cwork_mem=1MB", nil), ("", nil), (nil, nil),
    ])
    func `the search path that a URL asks for is read`(options: String?, expected: String?) {
        #expect(PostgresSchemaName.askedSearchPath(options) == expected)
    }

    @Test func `timeouts of the role do not reach a transaction, and none of ours outlives it`()
        async throws
    {
        let database = try await PostgresCluster.shared().createDatabase()
        let settings = [
            "statement_timeout": "50ms", "lock_timeout": "70ms",
            "idle_in_transaction_session_timeout": "90ms",
        ]
        for (name, value) in settings {
            try await database.execute("ALTER DATABASE \(database.name) SET \(name) = '\(value)'")
        }
        let connection = try RealTarget.postgres(database.url).connect()
        try connection.transaction { () throws(TargetError) in
            try connection.execute("SELECT pg_sleep(0.2)")
            for name in settings.keys.sorted() {
                #expect(try connection.execute("SHOW \(name)").text(0, 0) == "0")
            }
        }
        for (name, value) in settings {
            #expect(try connection.execute("SHOW \(name)").text(0, 0) == value)
        }
        #expect(try connection.execute("SHOW row_security").text(0, 0) == "on")
    }

    @Test func `an error rolls a transaction back and leaves the connection usable`() async throws {
        let database = try await PostgresCluster.shared().createDatabase()
        let connection = try RealTarget.postgres(database.url).connect()
        try connection.execute("CREATE TABLE public.notes (id int)")
        let error = try targetError {
            try connection.transaction { () throws(TargetError) in
                try connection.execute("INSERT INTO public.notes VALUES (1)")
                try connection.execute("SELECT 1/0")
            }
        }
        #expect(error.detail?.contains("22012") == true)
        #expect(!connection.isInTransaction)
        #expect(try await database.integer("SELECT count(*) FROM notes") == 0)
    }

    @Test func `row-level security is an error, never fewer rows`() async throws {
        let database = try await PostgresCluster.shared().createDatabase()
        try await database.execute(
            """
            CREATE TABLE public.tools AS SELECT 1 AS id;
            ALTER TABLE tools OWNER TO \(PostgresCluster.owner);
            ALTER TABLE tools ENABLE ROW LEVEL SECURITY;
            ALTER TABLE tools FORCE ROW LEVEL SECURITY;
            """
        )
        let target = try RealTarget.postgres(database.url)
        let error = try targetError {
            _ = try target.queryInteger("SELECT count(*) FROM public.tools")
        }
        #expect(error.code == "row-level-security")
        let missing = try target.missingRights(["tools"], keys: [], rowCounts: [:])
        #expect(missing.map(\.code) == ["row-level-security"])
        #expect(missing.first?.message.contains("tools") == true)
        // The owner is exempt where it is not forced.
        try await database.execute("ALTER TABLE tools NO FORCE ROW LEVEL SECURITY")
        #expect(try target.queryInteger("SELECT count(*) FROM public.tools") == 1)
        #expect(try target.missingRights(["tools"], keys: [], rowCounts: [:]) == [])
    }

    @Test func `a database without pg_control_system() has an identity all the same`() async throws
    {
        let database = try await PostgresCluster.shared().createDatabase()
        let target = try RealTarget.postgres(database.url)
        let whole = try target.readIdentity()
        #expect(Set(whole.keys) == ["database", "schema", "systemIdentifier"])
        try await database.execute("REVOKE EXECUTE ON FUNCTION pg_control_system() FROM public")
        #expect(try target.readIdentity() == whole.filter { $0.key != "systemIdentifier" })
    }

    @Test(arguments: [
        // Owned by the column, drawn from without being owned, and named as a text.
        "id bigserial", "id bigint DEFAULT nextval('public.free_seq')",
        "id bigint DEFAULT nextval(('public.free_seq'::text)::regclass)",
        "id bigint DEFAULT nextval(('free_seq'::text)::regclass)",
        "id bigint GENERATED BY DEFAULT AS IDENTITY",
    ])
    func `whatever sequence a key's default draws from is moved past the block`(
        column: String
    ) async throws {
        let database = try await PostgresCluster.shared().createDatabase()
        let owner = PostgresCluster.owner
        try await database.execute(
            """
            CREATE SEQUENCE public.free_seq; ALTER SEQUENCE free_seq OWNER TO \(owner);
            CREATE TABLE public.events (\(column), note text);
            ALTER TABLE events OWNER TO \(owner);
            """
        )
        let target = try RealTarget.postgres(database.url)
        let first = try #require(
            try target.reserveKeys([KeyRequest(table: "events", column: "id", count: 50)]).first
        )
        try await database.execute("INSERT INTO events (note) VALUES ('the gateway''s next row')")
        #expect(try await database.integer("SELECT id FROM events") == Int(first) + 50)
        #expect(try target.readKeyRange(table: "events", column: "id").highest == first + 50)
    }

    @Test func `a table's signature holds its keys, checks and indexes, not triggers`() async throws
    {
        let database = try await PostgresCluster.shared().createDatabase()
        try await database.execute(
            """
            CREATE TABLE public.tools (id int PRIMARY KEY, name text NOT NULL CHECK (name <> ''));
            ALTER TABLE tools OWNER TO \(PostgresCluster.owner);
            """
        )
        let target = try RealTarget.postgres(database.url)
        let before = try target.readSchema().lines(of: ["tools"])
        #expect(before.count { $0.hasPrefix("tools: ") } == 3)
        try await database.execute(
            """
            CREATE FUNCTION public.nothing() RETURNS trigger LANGUAGE plpgsql
                AS 'begin return null; end';
            CREATE CONSTRAINT TRIGGER watch AFTER INSERT ON tools
                FOR EACH ROW EXECUTE FUNCTION nothing();
            """
        )
        #expect(try target.readSchema().lines(of: ["tools"]) == before)
    }
}

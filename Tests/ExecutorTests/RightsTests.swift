import ContextForge
import Rows
import Targets
import TestSupport
import Testing

@testable import Executor

/// An account that lacks a right, or meets a setting of the server: a run's whole life works, or
/// doctor says first which step would fail.
@Suite struct RightsTests {
    /// Something that a server's administrator has taken away or set; `ROLE` is the account.
    struct Obstacle: Sendable, CustomTestStringConvertible {
        let title: String
        let sql: String
        /// The step that doctor names; nil where everything works all the same.
        let failing: MissingRight.Step?

        init(_ title: String, _ failing: MissingRight.Step?, _ sql: String) {
            self.title = title
            self.failing = failing
            self.sql = sql
        }

        var testDescription: String { title }
    }

    /// A ledger that another role has made.
    private static let othersLedger = """
        CREATE SCHEMA gatefill; GRANT USAGE, CREATE ON SCHEMA gatefill TO ROLE;
        CREATE TABLE gatefill.target (target_uid text PRIMARY KEY, version integer NOT NULL);
        INSERT INTO gatefill.target VALUES ('another role''s', 2);
        CREATE TABLE gatefill.run (run_uid text PRIMARY KEY, plan_digest text NOT NULL,
            epoch bigint NOT NULL, record text);
        CREATE TABLE gatefill.batch (run_uid text NOT NULL, batch_number bigint NOT NULL,
            table_name text NOT NULL, first_row bigint NOT NULL, row_count bigint NOT NULL,
            epoch bigint NOT NULL, attempt integer NOT NULL, committed_at text NOT NULL,
            journal_seq bigint, journal_hash text, PRIMARY KEY (run_uid, batch_number));
        """

    static let obstacles = [
        Obstacle("nothing", nil, "SELECT 1"),
        Obstacle("no SELECT", .generate, "REVOKE SELECT ON tools FROM ROLE"),
        Obstacle("no INSERT", .generate, "REVOKE INSERT ON email_teams FROM ROLE"),
        Obstacle("no UPDATE", .cleanUp, "REVOKE UPDATE ON gateways FROM ROLE"),
        Obstacle("no DELETE", .cleanUp, "REVOKE DELETE ON email_users FROM ROLE"),
        Obstacle("no DELETE of calls", .cleanUp, "REVOKE DELETE ON tool_metrics FROM ROLE"),
        Obstacle(
            "no SELECT on what refers to rows",
            .cleanUp,
            "REVOKE SELECT ON server_tool_association FROM ROLE"
        ),
        Obstacle(
            "no USAGE of the schema",
            .generate,
            "REVOKE USAGE ON SCHEMA public FROM ROLE, public"
        ),
        Obstacle("no CREATE on the schema", nil, "REVOKE CREATE ON SCHEMA public FROM ROLE"),
        Obstacle(
            "no CREATE on the database",
            .generate,
            "DO $$ BEGIN EXECUTE format('REVOKE CREATE ON DATABASE %I FROM ROLE', "
                + "current_database()); END $$"
        ),
        Obstacle(
            "a ledger of somebody else",
            .generate,
            "CREATE SCHEMA gatefill; GRANT USAGE ON SCHEMA gatefill TO ROLE"
        ),
        Obstacle(
            "a ledger whose tables another role owns",
            nil,
            """
            \(othersLedger)
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA gatefill TO ROLE;
            """
        ),
        Obstacle(
            "no DELETE in the ledger of another role",
            .cleanUp,
            """
            \(othersLedger)
            GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA gatefill TO ROLE;
            """
        ),
        Obstacle(
            "no sequence",
            .generate,
            "REVOKE ALL ON SEQUENCE tool_metrics_id_seq FROM ROLE"
        ),
        Obstacle(
            "only USAGE of a sequence",
            .generate,
            "REVOKE UPDATE ON SEQUENCE tool_metrics_id_seq FROM ROLE"
        ),
        Obstacle(
            "a sequence that the column does not own",
            nil,
            """
            ALTER TABLE tool_metrics ALTER id DROP DEFAULT; DROP SEQUENCE tool_metrics_id_seq; CREATE SEQUENCE loose;
            GRANT ALL ON SEQUENCE loose TO ROLE;
            ALTER TABLE tool_metrics ALTER id SET DEFAULT nextval('loose');
            """
        ),
        Obstacle(
            "no pg_control_system()",
            nil,
            "REVOKE EXECUTE ON FUNCTION pg_control_system() FROM public"
        ),
        Obstacle(
            "no pg_advisory_xact_lock()",
            .generate,
            "REVOKE EXECUTE ON FUNCTION pg_advisory_xact_lock(bigint) FROM public"
        ),
        Obstacle(
            "row-level security",
            .generate,
            "ALTER TABLE tools ENABLE ROW LEVEL SECURITY; "
                + "CREATE POLICY everyone ON tools USING (true) WITH CHECK (true)"
        ),
        Obstacle(
            "row-level security on what refers to rows",
            .cleanUp,
            "ALTER TABLE server_tool_association ENABLE ROW LEVEL SECURITY"
        ),
        Obstacle("a statement_timeout", nil, "ALTER ROLE ROLE SET statement_timeout = '20ms'"),
        Obstacle("a lock_timeout", nil, "ALTER ROLE ROLE SET lock_timeout = '1ms'"),
        Obstacle(
            "an idle_in_transaction_session_timeout",
            nil,
            "ALTER ROLE ROLE SET idle_in_transaction_session_timeout = '1ms'"
        ),
        Obstacle(
            "a read-only role",
            .generate,
            "ALTER ROLE ROLE SET default_transaction_read_only = on"
        ),
        Obstacle(
            "serializable transactions",
            nil,
            "ALTER ROLE ROLE SET default_transaction_isolation = 'serializable'"
        ),
        Obstacle("another date style", nil, "ALTER ROLE ROLE SET datestyle = 'SQL, DMY'"),
        Obstacle("another time zone", nil, "ALTER ROLE ROLE SET timezone = 'Asia/Kathmandu'"),
        Obstacle("no sequential scans", nil, "ALTER ROLE ROLE SET enable_seqscan = off"),
        Obstacle("bytes as escapes", nil, "ALTER ROLE ROLE SET bytea_output = 'escape'"),
        Obstacle(
            "backslashes in literals",
            nil,
            "ALTER ROLE ROLE SET standard_conforming_strings = off; "
                + "ALTER ROLE ROLE SET escape_string_warning = off"
        ),
    ]

    @Test(arguments: obstacles)
    func `everything works, or doctor says first what would fail`(obstacle: Obstacle) async throws {
        let role = "role_\(UInt32.random(in: 0...(.max)))"
        let tenant = try await Tenant(role: role)
        try await tenant.database.execute(
            obstacle.sql.replacing("ROLE ROLE", with: "ROLE \(role)")
                .replacing("FROM ROLE", with: "FROM \(role)").replacing(
                    "TO ROLE",
                    with: "TO \(role)"
                )
        )
        let life = try WholeLife(in: tenant.target)
        if let step = obstacle.failing {
            #expect(!life.doctorPassed, "doctor said nothing of: \(obstacle.title)")
            let messages = life.findings.map(\.message).joined(separator: "\n")
            // Without the schema nothing else can be asked.
            #expect(
                messages.contains("\(step.rawValue) would fail: ")
                    || messages.contains("selects no schema"),
                "\(messages)"
            )
            #expect(life.failure != nil, "doctor failed for nothing: \(messages)")
            if step == .generate { #expect(life.committedCount == 0) }
        } else {
            #expect(life.doctorPassed, "\(life.findings)")
            #expect(life.failure == nil, "\(life.failure?.error as Any)")
        }
    }
}

/// A database of the gateway's tables, made by its owner, and an ordinary role that has every
/// right that a run needs.
struct Tenant {
    let database: PostgresDatabase
    let role: String
    let url: String

    init(role: String) async throws {
        self.role = role
        database = try await PostgresCluster.shared().createDatabase(
            template: try await Tenant.template.value
        )
        url = database.url(user: role, password: PostgresCluster.password)
        try await database.execute(
            """
            CREATE ROLE \(role) LOGIN PASSWORD '\(PostgresCluster.password)';
            GRANT USAGE, CREATE ON SCHEMA public TO \(role);
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO \(role);
            GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO \(role);
            GRANT CREATE ON DATABASE \(database.name) TO \(role);
            """
        )
    }

    var target: PostgresTarget {
        get throws {
            guard case .postgres(let parameters) = try TargetLocation(url: url) else {
                throw TestSupportError("not a URL of PostgreSQL", detail: url)
            }
            return PostgresTarget(parameters, timeoutSeconds: 5)
        }
    }

    /// A database with the tables and no rows, to be copied.
    private static let template = Task {
        let database = try await PostgresCluster.shared().createDatabase()
        guard case .postgres(let parameters) = try TargetLocation(url: database.url) else {
            throw TestSupportError("not a URL of PostgreSQL", detail: database.url)
        }
        try PostgresTarget(parameters, timeoutSeconds: 5).createSchema(.newest)
        return database.name
    }
}

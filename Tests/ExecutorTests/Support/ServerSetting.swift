import ContextForge
import Rows
import Targets
import TestSupport

@testable import Executor

/// A combination of what a PostgreSQL server may do to an account.
struct ServerSetting: CustomStringConvertible {
    enum Interference: String, CaseIterable {
        case none, declinesDeletion, deletesNothingInstead, insertsAgain, declinesInsertion
    }

    enum Policy: String, CaseIterable {
        case none, hides, isBypassed
    }

    enum Pooler: String, CaseIterable {
        case none, session, transaction, sessionDroppingOptions, transactionDroppingOptions
    }

    let interference: Interference
    let policy: Policy
    let pooler: Pooler
    let table: String
    /// Whether the account owns the tables.
    let isOwner: Bool
    let isReadOnly: Bool
    let schema: String
    /// A right that is taken away, as `REVOKE` spells it; nil for none.
    let missingRight: String?
    /// A setting of the account in the database, as `SET` spells it; nil for none.
    let accountSetting: String?

    init(using random: inout SeededGenerator) {
        // Most combinations have only some of the obstacles, so that runs get far.
        func draw<Value>(_ values: [Value], _ usual: Value) -> Value {
            Int.random(in: 0..<2, using: &random) == 0
                ? usual : values[Int.random(in: values.indices, using: &random)]
        }
        interference = draw(Interference.allCases, .none)
        policy = draw(Policy.allCases, .none)
        pooler = draw(Pooler.allCases, .none)
        table = WholeLife.tables[Int.random(in: WholeLife.tables.indices, using: &random)]
        isOwner = Bool.random(using: &random)
        isReadOnly = Int.random(in: 0..<12, using: &random) == 0
        schema = draw(["public", "tenant", "odd \"name"], "public")
        let rights = [
            "SELECT ON TABLE", "INSERT ON TABLE", "UPDATE ON TABLE", "DELETE ON TABLE",
            "CREATE ON SCHEMA", "CREATE ON DATABASE", "UPDATE ON SEQUENCE",
        ]
        missingRight =
            Int.random(in: 0..<3, using: &random) == 0
            ? rights[Int.random(in: rights.indices, using: &random)] : nil
        let settings = [
            "statement_timeout = '50ms'", "lock_timeout = '10ms'",
            "idle_in_transaction_session_timeout = '50ms'",
            "default_transaction_isolation = 'serializable'", "datestyle = 'SQL, DMY'",
            "timezone = 'Asia/Kathmandu'", "row_security = off", "jit = off",
        ]
        accountSetting =
            Int.random(in: 0..<3, using: &random) == 0
            ? settings[Int.random(in: settings.indices, using: &random)] : nil
    }

    /// Whether the server keeps rows that are to be deleted.
    var keepsRows: Bool {
        [.declinesDeletion, .deletesNothingInstead, .insertsAgain].contains(interference)
    }

    var swallowsInserts: Bool { interference == .declinesInsertion }

    var description: String {
        [
            "\(interference.rawValue) on \(table)", "policy \(policy.rawValue)",
            "pooler \(pooler.rawValue)", isOwner ? "owner" : "not owner",
            isReadOnly ? "read-only" : nil, "schema \(schema)", missingRight.map { "no \($0)" },
            accountSetting,
        ].compactMap { $0 }.joined(separator: "; ")
    }
}

extension ServerSetting {
    /// The cluster with its poolers and a database to copy.
    struct Servers {
        private static let accounts = ["settings_owner", "settings_account", "settings_bypass"]

        private let cluster: PostgresCluster
        private let poolers: [Pooler: ConnectionPooler]
        private let template: String
        private let before: [String: [String]]

        init() async throws {
            cluster = try await PostgresCluster.start(isDurable: false)
            let password = PostgresCluster.password
            for account in Servers.accounts {
                let bypass = account == "settings_bypass" ? "BYPASSRLS" : ""
                _ = try await cluster.rows(
                    "CREATE ROLE \(account) LOGIN CREATEDB \(bypass) PASSWORD '\(password)'",
                    database: "postgres"
                )
            }
            var poolers: [Pooler: ConnectionPooler] = [:]
            for pooler in Pooler.allCases where pooler != .none {
                poolers[pooler] = try await ConnectionPooler.start(
                    pooler.rawValue.hasPrefix("session") ? .session : .transaction,
                    before: cluster,
                    sizeMax: 10,
                    ignoring: pooler.rawValue.hasSuffix("Options") ? ["options"] : [],
                    accounts: Servers.accounts
                )
            }
            self.poolers = poolers
            let database = try await cluster.createDatabase()
            try await database.execute("GRANT ALL ON SCHEMA public TO settings_owner")
            try await Servers.fill(database)
            template = database.name
            before = try await Place.rows(of: database)
        }

        func stop() async throws {
            for pooler in poolers.values { try await pooler.stop() }
            try await cluster.stop()
        }

        /// Rows of somebody else in the gateway's tables, and a table of somebody else.
        private static func fill(_ database: PostgresDatabase) async throws {
            let url = database.url(user: "settings_owner", password: PostgresCluster.password)
            try await database.execute(
                "GRANT CREATE ON DATABASE \(database.name) TO settings_owner"
            )
            guard case .postgres(let parameters) = try TargetLocation(url: url) else { return }
            let target = PostgresTarget(parameters, timeoutSeconds: 5)
            try target.createSchema(.newest)
            let fixture = try RunFixture(seed: 7, batchSize: 1_000)
            let journal = try fixture.openJournal()
            let assignment = try RunStarter(journal: journal, target: target)
                .start(fixture.request, plan: fixture.plan, schema: .emptyFile)
            _ = try fixture.carryOut(assignment, journal, target)
            try await database.execute(
                """
                DROP SCHEMA gatefill CASCADE; CREATE SCHEMA bystander;
                CREATE TABLE bystander.tools AS SELECT 1 AS id;
                """
            )
        }

        /// A copy of the database in which a setting holds.
        func prepare(_ setting: ServerSetting) async throws -> Place {
            let database = try await cluster.createDatabase(template: template)
            let account =
                setting.isOwner && setting.policy != .isBypassed
                ? "settings_owner"
                : setting.policy == .isBypassed ? "settings_bypass" : "settings_account"
            let url =
                poolers[setting.pooler]?.url(database, account: account)
                ?? database.url(user: account, password: PostgresCluster.password)
            try await database.execute(setting.statements(database.name, account))
            guard case .postgres(let parameters) = try TargetLocation(url: url) else {
                throw TestSupportError("not a URL of PostgreSQL", detail: url)
            }
            return Place(
                database: database,
                target: PostgresTarget(parameters, timeoutSeconds: 5),
                before: before,
                schema: setting.schema
            )
        }
    }

    /// A database in which a setting holds.
    struct Place {
        let database: PostgresDatabase
        let target: PostgresTarget
        /// Every row by table: by its name alone in the gateway's schema, with the schema in others.
        let before: [String: [String]]
        let schema: String

        func rows() async throws -> [String: [String]] {
            try await Place.rows(of: database, gatewaySchema: schema)
        }

        static func rows(
            of database: PostgresDatabase,
            gatewaySchema: String = "public"
        ) async throws -> [String: [String]] {
            let tables = try await database.rows(
                """
                SELECT format('%I.%I', schemaname, tablename),
                    CASE schemaname WHEN '\(gatewaySchema)' THEN '' ELSE schemaname || '.' END
                        || tablename
                FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
                """
            ).map { ($0[0] ?? "", $0[1] ?? "") }
            let questions = tables.map { "SELECT '\($0.1)', row::text FROM \($0.0) AS row" }
            var rows = Dictionary(uniqueKeysWithValues: tables.map { ($0.1, [String]()) })
            for line in try await database.rows(questions.joined(separator: " UNION ALL ")) {
                rows[line[0] ?? "", default: []].append(line[1] ?? "")
            }
            return rows
        }

        func drop() async throws {
            _ = try await database.cluster.rows(
                "DROP DATABASE \(database.name) WITH (FORCE)",
                database: "postgres"
            )
        }
    }

    /// The statements that make the setting hold for an account, run by the superuser.
    fileprivate func statements(_ database: String, _ account: String) -> String {
        let name = SQLIdentifier.quoted(schema, table)
        let quoted = SQLIdentifier.quoted(schema)
        var lines: [String] = []
        if schema != "public" {
            lines += [
                "ALTER SCHEMA public RENAME TO \(quoted)", "CREATE SCHEMA public",
                "ALTER DATABASE \(database) SET search_path = \(quoted), public",
            ]
        }
        lines += [
            "GRANT USAGE, CREATE ON SCHEMA \(quoted) TO \(account)",
            "GRANT ALL ON ALL TABLES IN SCHEMA \(quoted) TO \(account)",
            "GRANT ALL ON ALL SEQUENCES IN SCHEMA \(quoted) TO \(account)",
            "GRANT CREATE ON DATABASE \(database) TO \(account)",
        ]
        lines += interferenceLines(name) + policyLines(name)
        switch missingRight {
        case "CREATE ON SCHEMA": lines.append("REVOKE CREATE ON SCHEMA \(quoted) FROM \(account)")
        case "CREATE ON DATABASE":
            lines.append("REVOKE CREATE ON DATABASE \(database) FROM \(account)")
        case "UPDATE ON SEQUENCE":
            let sequence = SQLIdentifier.quoted(schema, "tool_metrics_id_seq")
            lines.append("REVOKE UPDATE ON SEQUENCE \(sequence) FROM \(account)")
        case let right?:
            let kind = right.prefix { $0 != " " }
            lines.append("REVOKE \(kind) ON \(name) FROM \(account)")
        case nil: break
        }
        if let accountSetting {
            lines.append("ALTER ROLE \(account) IN DATABASE \(database) SET \(accountSetting)")
        }
        if isReadOnly {
            lines.append(
                "ALTER ROLE \(account) IN DATABASE \(database) "
                    + "SET default_transaction_read_only = on"
            )
        }
        return lines.joined(separator: ";\n") + ";"
    }

    private func interferenceLines(_ name: String) -> [String] {
        func trigger(_ moment: String, _ body: String) -> [String] {
            [
                "CREATE FUNCTION bystander.interfere() RETURNS trigger LANGUAGE plpgsql "
                    + "SECURITY DEFINER AS $$ BEGIN \(body) END $$",
                "CREATE TRIGGER interfere \(moment) ON \(name) "
                    + "FOR EACH ROW EXECUTE FUNCTION bystander.interfere()",
                "GRANT USAGE ON SCHEMA bystander TO PUBLIC",
            ]
        }
        return switch interference {
        case .none: []
        case .declinesDeletion: trigger("BEFORE DELETE", "RETURN NULL;")
        case .deletesNothingInstead:
            ["CREATE RULE interfere AS ON DELETE TO \(name) DO INSTEAD NOTHING"]
        case .insertsAgain:
            trigger("AFTER DELETE", "INSERT INTO \(name) SELECT (OLD).*; RETURN NULL;")
        case .declinesInsertion: trigger("BEFORE INSERT", "RETURN NULL;")
        }
    }

    private func policyLines(_ name: String) -> [String] {
        guard policy != .none else { return [] }
        return [
            "ALTER TABLE \(name) ENABLE ROW LEVEL SECURITY",
            "ALTER TABLE \(name) FORCE ROW LEVEL SECURITY",
        ]
    }
}

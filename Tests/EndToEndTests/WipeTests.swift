import Foundation
import TestSupport
import Testing

/// Cleaning up without a journal: by ownership, and by emptying tables.
@Suite struct WipeTests {
    /// A gateway with data of another domain, and then of the default one.
    private struct TwoDomains {
        let database: any TestDatabase
        let folder: TemporaryFolder
        /// With the other domain's data only.
        let before: WholeDatabase

        init(_ kind: TargetKind) async throws {
            database = try await kind.makeGateway()
            folder = try TemporaryFolder("wipe")
            let profile = try String(
                contentsOfFile: "\(PackageRoot.path)/profiles/tiny.yaml",
                encoding: .utf8
            )
            #expect(profile.contains("email_domain: loadtest.example.com"))
            try profile.replacing("loadtest.example.com", with: "other.example.com")
                .write(toFile: folder.file("other.yaml"), atomically: true, encoding: .utf8)
            let other = ["--config", "other.yaml", "--seed", "7", "--journal", "other"]
            try await Self.generate(other, database, folder)
            before = try await WholeDatabase(database)
            try await Self.generate(
                ["--profile", "tiny", "--journal", "lost"],
                database,
                folder
            )
            for file in ["lost", "lost-wal", "lost-shm"] {
                let path = folder.file(file)
                if FileManager.default.fileExists(atPath: path) {
                    try FileManager.default.removeItem(atPath: path)
                }
            }
        }

        private static func generate(
            _ more: [String],
            _ database: any TestDatabase,
            _ folder: TemporaryFolder
        ) async throws {
            try await GatefillBinary.run(
                ["generate", "--target", database.url, "--end-date", "2026-06-01"] + more,
                in: folder
            ).requireSuccess("gatefill generate")
        }

        func cleanup(_ more: [String]) async throws -> ProcessResult {
            try await GatefillBinary.run(["cleanup", "--target", database.url] + more, in: folder)
        }

        /// What differs from before, the ledger left out, and the one table whose rows name nobody
        /// and no host.
        func differences() async throws -> [String] {
            try await WholeDatabase(database).differences(from: before).filter {
                !$0.hasPrefix("gatefill") && !$0.contains("performance_metrics")
            }
        }
    }

    @Test(arguments: TargetKind.allCases)
    func `all that a domain's users own goes, and nothing else, without a journal`(
        kind: TargetKind
    ) async throws {
        let two = try await TwoDomains(kind)
        let filled = try await WholeDatabase(two.database)
        #expect(try await two.differences().count > 20)
        let rehearsed = try await two.cleanup(["--all", "--dry-run", "--json"])
            .requireSuccess("gatefill cleanup --all --dry-run")
        #expect(try await WholeDatabase(two.database).differences(from: filled) == [])
        let done = try await two.cleanup(["--all", "--confirm", "--json"])
            .requireSuccess("gatefill cleanup --all")
        #expect(try await two.differences() == [])
        let (planned, found) = (try Figures(rehearsed), try Figures(done))
        #expect(planned.tables == found.tables)
        #expect(found.kept == 0 && found.deleted > 500)
        // The other domain is another command.
        try await two.cleanup(["--all", "--email-domain", "other.example.com", "--confirm"])
            .requireSuccess("gatefill cleanup --all")
        #expect(
            try await two.database.integer(
                "SELECT count(*) FROM email_users WHERE email LIKE '%@other.example.com'"
            ) == 0
        )
        #expect(
            try await two.database.integer(
                "SELECT count(*) FROM email_users WHERE email = '\(GatewaySettings.administrator)'"
            ) == 1
        )
    }

    @Test(arguments: TargetKind.allCases)
    func `what rows of others refer to stays and is counted`(kind: TargetKind) async throws {
        let two = try await TwoDomains(kind)
        let team = try #require(
            try await two.database.rows(
                "SELECT min(id) FROM email_teams WHERE created_by LIKE '%@loadtest.example.com' "
                    + "AND NOT is_personal"
            )[0][0]
        )
        let administrator = "'\(GatewaySettings.administrator)'"
        try await RowCopy(database: two.database).insert(
            into: "email_team_members",
            like: "team_id = '\(team)'",
            changing: [
                "id": "'real-member'", "user_email": administrator, "invited_by": administrator,
            ]
        )
        let stopped = try await two.cleanup(["--all", "--confirm", "--on-foreign-rows", "stop"])
        #expect(stopped.exit == .status(1))
        #expect(stopped.standardError.contains("error[foreign-row]"))
        let kept = try await two.cleanup(["--all", "--confirm", "--json"])
        #expect(kept.exit == .status(2))
        let figures = try Figures(kept)
        #expect(figures.kept == 2)
        let reasons = figures.tables.filter { $0.kept > 0 }.map { "\($0.table) \($0.reasons)" }
        #expect(
            Set(reasons) == [
                "email_teams [\"email_team_members.team_id\": 1]",
                "email_users [\"email_teams.created_by\": 1]",
            ]
        )
        #expect(
            try await two.database.integer(
                "SELECT count(*) FROM email_team_members WHERE id = 'real-member' "
                    + "AND team_id = '\(team)'"
            ) == 1
        )
        let left = try await two.differences()
        #expect(left.count == 3, "\(left)")
    }

    @Test(arguments: TargetKind.allCases)
    func `what cannot be attributed is named, and that nothing was found`(
        kind: TargetKind
    ) async throws {
        let two = try await TwoDomains(kind)
        let filled = try await WholeDatabase(two.database)
        let rows = try await two.database.integer("SELECT count(*) FROM performance_metrics")
        let named =
            "left alone: performance_metrics (\(rows) rows), whose rows have no owner"
        let absent = ["--all", "--confirm", "--email-domain", "nobody.example.com"]
        let nothing = try await two.cleanup(absent).requireSuccess("gatefill cleanup --all")
        #expect(
            nothing.standardOutput.contains(
                "belong to users of nobody.example.com.\n\(named)\n"
            )
        )
        #expect(nothing.standardOutput.contains("Nothing to delete: "))
        #expect(!nothing.standardOutput.contains("deleted"))
        #expect(try await WholeDatabase(two.database).differences(from: filled) == [])
        let asJSON = try await two.cleanup(absent + ["--json"]).requireSuccess("cleanup --all")
        let figures = try Figures(asJSON)
        #expect(figures.deleted == 0 && figures.tables == [])
        #expect(
            figures.unattributed == [
                Figures.Unattributed(table: "performance_metrics", rows: rows)
            ]
        )
        let done = try await two.cleanup(["--all", "--confirm"]).requireSuccess("cleanup --all")
        #expect(done.standardOutput.contains(named))
    }

    @Test(arguments: TargetKind.allCases, [true, false])
    func `what the server does not delete is counted as kept, with the reason`(
        kind: TargetKind,
        isTruncated: Bool
    ) async throws {
        let two = try await TwoDomains(kind)
        // No trigger keeps a row from TRUNCATE.
        if isTruncated && kind == .postgres { return }
        if kind == .postgres {
            try await two.database.execute(
                "CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql "
                    + "AS 'BEGIN RETURN NULL; END'"
            )
            try await two.database.execute(
                "CREATE TRIGGER keep_audit BEFORE DELETE ON audit_trails "
                    + "FOR EACH ROW EXECUTE FUNCTION keep()"
            )
        } else {
            try await two.database.execute(
                "CREATE TRIGGER keep_audit BEFORE DELETE ON audit_trails "
                    + "BEGIN SELECT RAISE(IGNORE); END"
            )
        }
        let own = isTruncated ? "" : " WHERE user_email LIKE '%@loadtest.example.com'"
        let count = try await two.database.integer("SELECT count(*) FROM audit_trails\(own)")
        #expect(count > 0)
        let result = try await two.cleanup(
            isTruncated
                ? ["--truncate", "--confirm", "--yes-truncate", "target.db"]
                : ["--all", "--confirm"]
        )
        #expect(result.exit == .status(2))
        let line = "kept: \(count) of audit_trails, because of trigger keep_audit\n"
        #expect(result.standardOutput.contains(line), "\(result.standardOutput)")
        #expect(try await two.database.integer("SELECT count(*) FROM audit_trails\(own)") == count)
    }

    @Test func `rows that a policy hides are not taken for gone`() async throws {
        let two = try await TwoDomains(.postgres)
        for statement in [
            "ALTER TABLE audit_trails ENABLE ROW LEVEL SECURITY",
            "ALTER TABLE audit_trails FORCE ROW LEVEL SECURITY",
        ] {
            try await two.database.execute(statement)
        }
        let filled = try await WholeDatabase(two.database)
        for arguments in [["--all", "--confirm"], ["--truncate", "--dry-run"]] {
            let refused = try await two.cleanup(arguments)
            #expect(refused.exit == .status(69))
            #expect(refused.standardError.contains("audit_trails"), "\(refused.standardError)")
        }
        #expect(try await WholeDatabase(two.database).differences(from: filled) == [])
    }

    @Test(arguments: TargetKind.allCases)
    func `tables are emptied only if the database is named`(kind: TargetKind) async throws {
        let two = try await TwoDomains(kind)
        let filled = try await WholeDatabase(two.database)
        let name = (two.database as? PostgresDatabase)?.name ?? "target.db"
        for arguments in [
            ["--truncate", "--confirm"], ["--truncate", "--confirm", "--yes-truncate", "x\(name)"],
        ] {
            let refused = try await two.cleanup(arguments)
            #expect(refused.exit == .status(64))
            #expect(refused.standardError.hasPrefix("error[name-not-confirmed]: could not empty "))
            let command =
                "\n  run: gatefill cleanup --truncate --confirm --yes-truncate \(name) --target "
            #expect(refused.standardError.contains(command), "\(refused.standardError)")
            #expect(!refused.allOutput.contains(PostgresCluster.password))
        }
        let rehearsed = try await two.cleanup(["--truncate", "--dry-run"])
            .requireSuccess("gatefill cleanup --truncate --dry-run")
        #expect(rehearsed.standardOutput.contains("would empty email_users: "))
        let asJSON = try await two.cleanup(["--truncate", "--dry-run", "--json"])
            .requireSuccess("gatefill cleanup --truncate --dry-run --json")
        let report = try JSONDecoder().decode(
            Truncation.self,
            from: Data(asJSON.standardOutput.utf8)
        )
        let users = try await two.database.integer("SELECT count(*) FROM email_users")
        #expect(report.tables.first { $0.table == "email_users" }?.rows == users)
        #expect(report.rows == report.tables.reduce(0) { $0 + $1.rows })
        #expect(try await WholeDatabase(two.database).differences(from: filled) == [])
        try await two.cleanup(["--truncate", "--confirm", "--yes-truncate", name, "--vacuum"])
            .requireSuccess("gatefill cleanup --truncate")
        let after = try await WholeDatabase(two.database)
        for table in CoreTables.all where table != "roles" {
            let rows = after.tables[table] ?? after.tables["public.\(table)"]
            #expect(rows?.isEmpty == true, "\(table)")
        }
        #expect(!after.tables.keys.contains { $0.contains("gatefill") })
        // The gateway's own roles stay.
        for condition in ["is_system_role", "NOT is_system_role"] {
            let count = try await two.database.integer(
                "SELECT count(*) FROM roles WHERE \(condition)"
            )
            #expect(count == (condition == "is_system_role" ? 5 : 0))
        }
    }

    /// The figures of `gatefill cleanup --truncate --json`.
    private struct Truncation: Decodable {
        struct Table: Decodable {
            let table: String
            let rows: Int
        }

        let tables: [Table]
        let rows: Int
    }

    /// The figures of `gatefill cleanup --all --json`.
    private struct Figures: Decodable {
        struct Table: Decodable, Equatable {
            let table: String
            let owned: Int
            let deleted: Int
            let kept: Int
            let reasons: [String: Int]
        }

        struct Unattributed: Decodable, Equatable {
            let table: String
            let rows: Int
        }

        let tables: [Table]
        let deleted: Int
        let kept: Int
        let unattributed: [Unattributed]

        init(_ result: ProcessResult) throws {
            self = try JSONDecoder().decode(Figures.self, from: Data(result.standardOutput.utf8))
        }
    }
}

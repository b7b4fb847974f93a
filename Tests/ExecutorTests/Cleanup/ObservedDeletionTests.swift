import Journal
import Targets
import TestSupport
import Testing

@testable import Executor

/// What became of a row is observed, not inferred from what a statement reports.
@Suite struct ObservedDeletionTests {
    /// Something in the database that works against deletions.
    struct Obstacle: Sendable, CustomTestStringConvertible {
        let kind: TargetKind
        let name: String
        let table: String
        let creation: [String]
        let removal: [String]
        let reason: String

        var testDescription: String { "\(kind) \(name) on \(table)" }

        /// A trigger of PostgreSQL.
        static func trigger(
            _ name: String,
            on table: String,
            _ moment: String,
            _ body: String
        )
            -> Obstacle
        {
            Obstacle(
                kind: .postgres,
                name: name,
                table: table,
                creation: [
                    "CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN \(body) END'",
                    "CREATE \(moment) ON \(table) "
                        + "\(moment.contains("CONSTRAINT") ? "DEFERRABLE INITIALLY DEFERRED " : "")"
                        + "FOR EACH ROW EXECUTE FUNCTION keep()",
                ],
                removal: ["DROP TRIGGER keeper ON \(table)", "DROP FUNCTION keep()"],
                reason: "trigger keeper"
            )
        }

        /// A rule of PostgreSQL.
        static func rule(_ name: String, on table: String, _ action: String) -> Obstacle {
            Obstacle(
                kind: .postgres,
                name: name,
                table: table,
                creation: ["CREATE RULE keeper AS ON DELETE TO \(table) DO INSTEAD \(action)"],
                removal: ["DROP RULE keeper ON \(table)"],
                reason: "rule keeper"
            )
        }

        /// A trigger of SQLite.
        static func sqlite(
            _ name: String,
            on table: String,
            _ moment: String,
            _ body: String
        )
            -> Obstacle
        {
            Obstacle(
                kind: .sqlite,
                name: name,
                table: table,
                creation: ["CREATE TRIGGER keeper \(moment) DELETE ON \(table) BEGIN \(body); END"],
                removal: ["DROP TRIGGER keeper"],
                reason: "trigger keeper"
            )
        }
    }

    static let obstacles: [Obstacle] =
        ["tool_metrics", "audit_trails", "prompts"].flatMap { table in
            [
                Obstacle.trigger(
                    "swallows",
                    on: table,
                    "TRIGGER keeper BEFORE DELETE",
                    "RETURN NULL;"
                ),
                .trigger(
                    "inserts again",
                    on: table,
                    "TRIGGER keeper AFTER DELETE",
                    "INSERT INTO \(table) VALUES (OLD.*); RETURN NULL;"
                ),
                .trigger(
                    "inserts again at the end",
                    on: table,
                    "CONSTRAINT TRIGGER keeper AFTER DELETE",
                    "INSERT INTO \(table) VALUES (OLD.*); RETURN NULL;"
                ),
                .rule("nothing", on: table, "NOTHING"),
                .sqlite("ignores", on: table, "BEFORE", "SELECT RAISE(IGNORE)"),
            ]
        } + [
            .rule(
                "update",
                on: "prompts",
                "UPDATE prompts SET description = 'deleted' WHERE id = OLD.id"
            ),
            .sqlite(
                "inserts again",
                on: "password_history",
                "AFTER",
                "INSERT INTO password_history SELECT OLD.id, OLD.user_email, OLD.password_hash, "
                    + "OLD.changed_at"
            ),
        ]

    @Test(arguments: obstacles)
    func `rows that the server does not delete are kept with the reason`(
        obstacle: Obstacle
    ) async throws {
        let filled = try await FilledTarget(obstacle.kind, batchSize: 100)
        let count = try await filled.database.integer("SELECT count(*) FROM \(obstacle.table)")
        for statement in obstacle.creation { try await filled.database.execute(statement) }
        let engine = filled.engine(try filled.startCleanup(), workers: 2)
        #expect(try engine.run() == .completed)
        #expect(try !engine.complete())
        let place = try #require(
            filled.fixture.plan.tables.firstIndex { $0.name == obstacle.table }
        )
        let outcome = engine.outcomes[place]
        #expect(outcome.keptCount == Int64(count) && count > 0)
        #expect(outcome.goneCount == 0 && outcome.deletedCount == 0)
        #expect(outcome.keptReasons == [obstacle.reason: Int64(count)])
        let total = engine.outcomes.reduce(into: DeletionOutcome()) { $0.add($1) }
        #expect(total.goneCount == 0)
        #expect(total.rowCount == filled.fixture.plan.rowCount)
        #expect(try await filled.rowCount() == Int(total.keptCount))
        #expect(try filled.record.rowsKept == total.keptCount)

        for statement in obstacle.removal { try await filled.database.execute(statement) }
        let second = filled.engine(try filled.startCleanup())
        #expect(try second.run() == .completed)
        #expect(try second.complete())
        #expect(try await filled.rowCount() == 0)
    }

    @Test(arguments: obstacles.filter { $0.table == "prompts" })
    func `a rehearsal foresees what the server does not delete`(obstacle: Obstacle) async throws {
        let filled = try await FilledTarget(obstacle.kind, batchSize: 100)
        for statement in obstacle.creation { try await filled.database.execute(statement) }
        let before = try await filled.rowCount()
        let starter = CleanupStarter(journal: filled.journal, target: filled.target)
        let rehearsal = filled.rehearsal(
            try starter.rehearse(
                try filled.record,
                plan: filled.fixture.plan,
                policy: CleanupPolicy()
            )
        )
        #expect(try rehearsal.run() == .completed)
        let foreseen = rehearsal.outcomes
        #expect(foreseen.contains { $0.keptReasons[obstacle.reason] != nil })
        withExtendedLifetime(rehearsal) {}
        #expect(try await filled.rowCount() == before)
        let engine = filled.engine(try filled.startCleanup())
        #expect(try engine.run() == .completed)
        #expect(engine.outcomes == foreseen)
    }

    @Test func `a policy that hides rows is refused before anything is deleted`() async throws {
        for table in ["audit_trails", "email_users"] {
            let filled = try await FilledTarget(.postgres)
            let before = try await filled.rowCount()
            for statement in [
                "CREATE ROLE limited_\(table) LOGIN PASSWORD 'limited'",
                "GRANT ALL ON ALL TABLES IN SCHEMA public TO limited_\(table)",
                "GRANT ALL ON SCHEMA public TO limited_\(table)",
                "GRANT ALL ON SCHEMA gatefill TO limited_\(table)",
                "GRANT ALL ON ALL TABLES IN SCHEMA gatefill TO limited_\(table)",
                "ALTER TABLE \(table) ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE \(table) FORCE ROW LEVEL SECURITY",
                "CREATE POLICY none ON \(table) USING (false)",
            ] { try await filled.database.execute(statement) }
            let limited = try filled.target(as: "limited_\(table)")
            let starter = CleanupStarter(journal: filled.journal, target: limited)
            for isDryRun in [true, false] {
                let error = try #require(throws: TargetError.self) {
                    _ =
                        isDryRun
                        ? try starter.rehearse(
                            try filled.record,
                            plan: filled.fixture.plan,
                            policy: CleanupPolicy()
                        )
                        : try starter.start(
                            try filled.record,
                            plan: filled.fixture.plan,
                            policy: CleanupPolicy()
                        )
                }
                #expect(error.code == "row-level-security", "\(error)")
                #expect(error.detail?.contains(table) == true)
            }
            #expect(try await filled.rowCount() == before)
            #expect(try filled.record.phase == .completed)
        }
    }

    @Test(arguments: TargetKind.allCases)
    func `a row that was looked for and not found is gone, whatever triggers there are`(
        kind: TargetKind
    ) async throws {
        let filled = try await FilledTarget(kind, batchSize: 100)
        let count = try await filled.database.integer("SELECT count(*) FROM tool_metrics_hourly")
        try await filled.database.execute("DELETE FROM tool_metrics_hourly")
        let engine = filled.engine(try filled.startCleanup())
        #expect(try engine.run() == .completed)
        let total = engine.outcomes.reduce(into: DeletionOutcome()) { $0.add($1) }
        #expect(total.goneCount == Int64(count) && count > 0)
        #expect(total.keptCount == 0)
        #expect(try engine.complete())
    }
}

import TestSupport
import Testing

@testable import Targets

/// What a PostgreSQL target drops for a run's sake, and makes again exactly as it was.
@Suite struct PostgresSuspensionTests {
    private let real: RealTarget
    private let target: PostgresTarget
    private let connection: PostgresConnection
    private var fence: RunFence { RunFence(runUID: real.runUID, epoch: 1) }

    private static let statements = [
        """
        CREATE TABLE people (
            id integer PRIMARY KEY, email text NOT NULL, boss integer, code integer, other integer,
            CONSTRAINT uq_email UNIQUE (email) WITH (fillfactor = 80),
            CONSTRAINT uq_code UNIQUE (code) DEFERRABLE INITIALLY DEFERRED,
            CONSTRAINT uq_other UNIQUE (other)
        )
        """,
        "ALTER TABLE people ADD CONSTRAINT fk_boss FOREIGN KEY (boss) REFERENCES people (id)",
        "CREATE INDEX ix_email_one ON people (email)",
        "CREATE INDEX ix_email_two ON people (email)",
        "CREATE INDEX \"Odd \"\"name\" ON people (lower(email) text_pattern_ops DESC NULLS LAST)",
        "CREATE UNIQUE INDEX ux_some ON people (code, (boss + 1)) INCLUDE (email) WHERE code > 5",
        """
        CREATE TABLE pets (
            id integer PRIMARY KEY, owner text, keeper integer,
            CONSTRAINT fk_owner FOREIGN KEY (owner) REFERENCES people (email)
                ON DELETE CASCADE ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED
        )
        """,
        "ALTER TABLE pets ADD CONSTRAINT fk_keeper FOREIGN KEY (keeper) REFERENCES people (id) "
            + "NOT VALID",
        // A stranger that is not loaded: what it refers to stays.
        "CREATE TABLE strangers (id integer REFERENCES people (other))",
        // Comments would be lost.
        "CREATE INDEX ix_commented ON people (boss)",
        "COMMENT ON INDEX ix_commented IS 'kept'",
    ]

    init() async throws {
        real = try await RealTarget(.postgres)
        target = try #require(real.target as? PostgresTarget)
        connection = try target.connect()
        for statement in Self.statements { try connection.execute(statement) }
    }

    private func suspendable() throws -> [SuspendedObject] {
        try target.readSuspendable(tables: ["people", "pets"])
    }

    private func lines() throws -> [String] {
        try target.readSchema().lines(of: ["people", "pets", "strangers"])
    }

    private func take(_ object: SuspendedObject, _ actions: [RestorationStep.Action]) throws {
        let session = try target.openSession()
        for action in actions {
            try session.restore(
                RestorationStep(object, action, fence: fence, memoryKilobyteCount: 4_096)
            )
        }
    }

    private func restore(_ objects: [SuspendedObject]) throws {
        for object in objects {
            switch object.kind {
            case .index: try take(object, [.build])
            case .unique: try take(object, [.build, .attach])
            case .foreignKey: try take(object, [.refer])
            }
        }
    }

    @Test func `what its definition makes again is suspended, the rest stays`() throws {
        let names = try suspendable().map { "\($0.kind.rawValue) \($0.name)" }
        #expect(
            names == [
                "index Odd \"name", "index ix_email_one", "index ix_email_two", "index ux_some",
                "unique uq_code", "unique uq_email", "foreign-key fk_boss",
                "foreign-key fk_keeper", "foreign-key fk_owner",
            ]
        )
        #expect(try suspendable().first { $0.name == "fk_owner" }?.parent == "people")
        // Without the table that refers to it, the key stays too.
        let alone = try target.readSuspendable(tables: ["people"]).map(\.name)
        #expect(!alone.contains("uq_email") && alone.contains("uq_code"))
    }

    @Test func `everything is the same after it was suspended and restored`() throws {
        let before = try lines()
        let objects = try suspendable()
        try target.suspend(objects, fence: fence)
        let gone = Set(before).subtracting(try lines())
        let announced = objects.flatMap { object in
            object.schemaLines.map { "\(object.table): \($0)" }
        }
        #expect(gone == Set(announced))
        #expect(try suspendable().isEmpty)
        // Dropping what is gone does nothing.
        try target.suspend(objects, fence: fence)
        let copies = objects.map { object in
            SuspendedObject(
                table: object.table,
                name: object.name,
                kind: object.kind,
                statements: SuspendedObject.statements(in: object.definition, of: object.kind),
                parent: object.parent,
                schemaLines: object.schemaLines
            )
        }
        #expect(copies == objects)
        try restore(copies)
        #expect(try lines() == before)
        #expect(try suspendable() == objects)
        // So does restoring what is there.
        try restore(copies)
        #expect(try lines() == before)
    }

    @Test func `definitions name the schema of every table that they mention`() throws {
        let objects = try suspendable()
        let owner = try #require(objects.first { $0.name == "fk_owner" })
        #expect(owner.statements[0].contains("REFERENCES public.people(email)"))
        for statement in objects.flatMap(\.statements) {
            #expect(!statement.contains(/[ (](people|pets)\b/), "\(statement)")
        }
    }

    @Test func `a restoration that was cut short anywhere is completed`() throws {
        let before = try lines()
        let objects = try suspendable()
        let email = try #require(objects.first { $0.name == "uq_email" })
        let owner = try #require(objects.first { $0.name == "fk_owner" })
        try target.suspend(objects, fence: fence)
        // Built, but no constraint yet; there, but unchecked.
        try take(email, [.build])
        try restore(objects.filter { $0.kind != .foreignKey && $0 != email })
        try take(email, [.build, .attach])
        try connection.execute(owner.statements[0] + " NOT VALID")
        try restore(objects)
        #expect(try lines() == before)
        // A unique index without its constraint can be suspended again.
        try target.suspend(objects, fence: fence)
        try take(email, [.build])
        try target.suspend(objects, fence: fence)
        try restore(objects)
        #expect(try lines() == before)
    }

    @Test func `an index that is not valid is built again`() async throws {
        let objects = try suspendable()
        let index = try #require(objects.first { $0.name == "ux_some" })
        try target.suspend(objects, fence: fence)
        try connection.execute(
            "INSERT INTO people (id, email, code, boss) VALUES (1, 'a', 9, 1), (2, 'b', 9, 1)"
        )
        let interrupted = index.statements[0]
            .replacing("UNIQUE INDEX", with: "UNIQUE INDEX CONCURRENTLY")
        #expect(throws: TargetError.self) { try connection.execute(interrupted) }
        let valid = "SELECT indisvalid FROM pg_index WHERE indexrelid = 'ux_some'::regclass"
        #expect(try await real.database.rows(valid) == [["f"]])
        try connection.execute("DELETE FROM people WHERE id = 2")
        try take(index, [.build])
        #expect(try await real.database.rows(valid) == [["t"]])
    }

    @Test func `what rows forbid is told with its place and the next step`() throws {
        let objects = try suspendable()
        let email = try #require(objects.first { $0.name == "uq_email" })
        let owner = try #require(objects.first { $0.name == "fk_owner" })
        let boss = try #require(objects.first { $0.name == "fk_boss" })
        try target.suspend(objects, fence: fence)
        try connection.execute("INSERT INTO people (id, email) VALUES (1, 'same'), (2, 'same')")
        let twice = try targetError { try take(email, [.build]) }
        #expect(twice.code == "unique-violation")
        #expect(twice.message.contains("unique constraint `uq_email` of table `people`"))
        #expect(twice.detail?.contains("USING btree (email)") == true)
        #expect(twice.detail?.contains("same") == false)
        #expect(twice.hint?.contains("clean up the run") == true)
        try connection.execute("UPDATE people SET email = id::text, boss = 7")
        let dangling = try targetError { try take(boss, [.refer]) }
        #expect(dangling.code == "reference-violation")
        #expect(dangling.message.contains("foreign key `fk_boss` of table `people`"))
        try connection.execute("UPDATE people SET boss = 1")
        try take(boss, [.refer])
        // Another index of the name is not taken for the one that is meant.
        try connection.execute("ALTER TABLE pets ADD CONSTRAINT fk_owner CHECK (id > 0)")
        #expect(try targetError { try take(owner, [.refer]) }.code == "index-differs")
    }

    @Test func `a runner that was replaced neither drops nor restores`() throws {
        let objects = try suspendable()
        #expect(try target.bind(real.registration(isResumed: true)) == 2)
        let before = try lines()
        #expect(
            try targetError { try target.suspend(objects, fence: fence) }.code == "runner-replaced"
        )
        #expect(try lines() == before)
        let index = try #require(objects.first)
        #expect(try targetError { try take(index, [.build]) }.category == .fenced)
    }

    @Test func `only its owner's tables are suspended, and other sessions are counted`()
        async throws
    {
        try await real.database.execute("ALTER TABLE pets OWNER TO postgres")
        #expect(try Set(suspendable().map(\.table)) == ["people"])
        let alone = try #require(try target.countOtherSessions())
        let database = try #require(real.database as? PostgresDatabase)
        let lock = try await database.lock("strangers", mode: "SHARE")
        #expect(try target.countOtherSessions() == alone + 1)
        withExtendedLifetime(lock) {}
    }
}

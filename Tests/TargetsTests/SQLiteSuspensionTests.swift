import TestSupport
import Testing

@testable import Targets

/// What a SQLite target drops for a run's sake, and makes again exactly as it was.
@Suite struct SQLiteSuspensionTests {
    private func prepared() async throws -> (RealTarget, [SuspendedObject]) {
        let real = try await RealTarget(.sqlite)
        for statement in [
            "CREATE INDEX  ix_one ON samples(amount)", "CREATE INDEX ix_two ON samples (amount)",
            "create unique index \"Odd \"\"name\" on samples (lower(note)) where amount > 5",
        ] {
            try await real.database.execute(statement)
        }
        return (real, try real.target.readSuspendable(tables: ["samples", "absent"]))
    }

    private func step(_ object: SuspendedObject, _ real: RealTarget, epoch: Int64 = 1) throws {
        try real.target.openSession().restore(
            RestorationStep(
                object,
                .build,
                fence: RunFence(runUID: real.runUID, epoch: epoch),
                memoryKilobyteCount: 0
            )
        )
    }

    @Test func `indexes are the same after they were suspended and restored`() async throws {
        let (real, objects) = try await prepared()
        // The index of a key belongs to its table.
        #expect(objects.map(\.name) == ["Odd \"name", "ix_one", "ix_two"])
        #expect(objects.map(\.isUnique) == [true, false, false])
        let before = try real.target.readSchema().fingerprint(of: ["samples"])
        try real.target.suspend(objects, fence: RunFence(runUID: real.runUID, epoch: 1))
        #expect(try real.target.readSuspendable(tables: ["samples"]).isEmpty)
        for object in objects + objects { try step(object, real) }
        #expect(try real.target.readSchema().fingerprint(of: ["samples"]) == before)
    }

    @Test func `what rows forbid, another index of the name, and a replaced runner are told`()
        async throws
    {
        let (real, objects) = try await prepared()
        let fence = RunFence(runUID: real.runUID, epoch: 1)
        try real.target.suspend(objects, fence: fence)
        try real.commit(0, rows: 0..<20)
        try await real.database.execute("UPDATE samples SET note = 'x'")
        let error = try targetError { try step(objects[0], real) }
        #expect(error.code == "unique-violation")
        #expect(error.message.contains("index `Odd \"name` of table `samples`"))
        try await real.database.execute("CREATE INDEX ix_one ON samples (note)")
        #expect(try targetError { try step(objects[1], real) }.code == "index-differs")
        #expect(try targetError { try step(objects[2], real, epoch: 2) }.category == .fenced)
        let stale = RunFence(runUID: real.runUID, epoch: 2)
        #expect(
            try targetError { try real.target.suspend(objects, fence: stale) }.category == .fenced
        )
    }
}

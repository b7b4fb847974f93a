import Foundation
import TestSupport
import Testing

/// The same profile, seed and end date give the same rows, whatever happens on the way.
@Suite struct DeterminismTests {
    /// What every other run is compared with: SQLite, batches of 1 000 rows, one worker.
    private static let reference = Task {
        try await digest(.sqlite) { $0.workers = 1 }
    }

    private static func digest(
        _ kind: TargetKind,
        change: (inout Generation) -> Void = { _ in }
    ) async throws -> [TableDigest] {
        var generation = try await Generation(into: kind.makeEmpty())
        change(&generation)
        try await generation.run()
        return try await generation.digest()
    }

    @Test func `a second run gives the same digests`() async throws {
        let reference = try await Self.reference.value
        #expect(reference.map(\.table) == CoreTables.all.sorted())
        #expect(try await Self.digest(.sqlite) { $0.workers = 1 } == reference)
    }

    @Test(arguments: TargetKind.allCases, [100, 1_000, 10_000])
    func `the size of a batch and the database do not matter`(
        kind: TargetKind,
        batchSize: Int
    )
        async throws
    {
        let digest = try await Self.digest(kind) { $0.batchSize = batchSize }
        #expect(try await digest == Self.reference.value)
    }

    @Test(arguments: TargetKind.allCases, [1, 4])
    func `the number of workers does not matter`(kind: TargetKind, workers: Int) async throws {
        let digest = try await Self.digest(kind) { $0.workers = workers }
        #expect(try await digest == Self.reference.value)
    }

    @Test func `another seed gives other rows in every table`() async throws {
        let other = try await Self.digest(.sqlite) { $0.seed = 43 }
        for (left, right) in try await zip(other, Self.reference.value) {
            // How many members leave or rise is drawn for each.
            let isDrawn = CoreTables.countDependsOnSeed(left.table)
            if left.table != "email_team_member_history", !isDrawn {
                #expect(left.rows == right.rows)
            }
            if left.rows > 0 || right.rows > 0 {
                #expect(left.sha256 != right.sha256, "\(left.table)")
            }
        }
    }

    @Test(arguments: TargetKind.allCases)
    func
        `fault 31: a run killed at ten random moments and resumed each time gives the same digests`(
            kind: TargetKind
        ) async throws
    {
        let killer = try Killer()
        print("\(kind): GATEFILL_KILL_SEED=\(killer.seed)")
        let outcome = try await killer.killTenTimes(kind)
        #expect(outcome.killCount == 10)
        // Kills that all fall before the first batch or after the last one would prove nothing.
        #expect(outcome.partialCount >= 3, "seed \(killer.seed)")
        for digest in outcome.digests {
            #expect(try await digest == Self.reference.value, "seed \(killer.seed)")
        }
    }
}

import ContextForge
import Rows
import Targets
import TestSupport
import Testing

@testable import Executor

/// Random combinations of what servers and their administrators do to an account.
///
/// For each: rows of others are as they were, byte for byte, and what is reported is what plain
/// SQL counts afterwards.
@Suite(.serialized) struct ServerSettingsTests {
    /// How many combinations are drawn.
    private static let combinationCount = 200

    @Test func `whatever a server does to an account, rows of others stay and reports are true`()
        async throws
    {
        var (seed, random) = SeededGenerator.announced(for: "server settings")
        let servers = try await ServerSetting.Servers()
        for number in 1...Self.combinationCount {
            let setting = ServerSetting(using: &random)
            let title: Comment = "seed \(seed), combination \(number): \(setting)"
            let place = try await servers.prepare(setting)
            let life = try WholeLife(in: place.target, seed: 42)
            try await Self.check(life, setting, place, title)
            try await place.drop()
        }
        try await servers.stop()
    }

    private static func check(
        _ life: WholeLife,
        _ setting: ServerSetting,
        _ place: ServerSetting.Place,
        _ title: Comment
    ) async throws {
        let after = try await place.rows()
        var keptCount: Int64 = 0
        for (table, before) in place.before {
            let now = after[table] ?? []
            let lost = Set(before).subtracting(now)
            #expect(lost.isEmpty, "\(title): \(table) lost \(lost.prefix(2))")
            let added = Int64(now.count - before.count)
            keptCount += added
            // What the cleanup says is left is what is there.
            if life.hasCleanedUp, let outcome = life.outcomes?[table] {
                #expect(added == outcome.keptCount, "\(title): \(table), \(outcome)")
            }
        }
        // Nothing is written anywhere else, and the ledger stays as long as rows do.
        let others = Set(after.keys).subtracting(place.before.keys)
        let ledger: Set = [
            "gatefill.target", "gatefill.run", "gatefill.batch", "gatefill.cleanup",
        ]
        #expect(others.isSubset(of: ledger), "\(title): \(others)")
        #expect((keptCount == 0 || !others.isEmpty), "\(title): rows without a ledger")
        if life.hasCleanedUp {
            #expect((keptCount == 0) == others.isEmpty, "\(title): \(others)")
            let told = life.outcomes?.values.reduce(0) { $0 + $1.rowCount }
            #expect(told == life.committedRowCount, "\(title)")
            if setting.keepsRows, life.failure == nil,
                let touched = life.outcomes?[setting.table], touched.rowCount > 0
            {
                #expect(keptCount > 0, "\(title): rows that the server keeps were said to be gone")
            }
        }
        if let failure = life.failure {
            #expect(
                !life.doctorPassed || setting.swallowsInserts,
                "\(title): \(failure.error), and doctor said nothing"
            )
        }
    }
}

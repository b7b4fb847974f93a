import Dataset
import Foundation
import TestSupport
import Testing
@testable import Planner

@Suite struct ShareExploration {
    @Test func explore() throws {
        var (seed, random) = SeededGenerator.announced(for: "shares")
        let n = Int(ProcessInfo.processInfo.environment["N"] ?? "200")!
        var bad: [String: Int] = [:]
        var refused = 0, seen: [String: Int] = [:]
        for number in 0..<n {
            let text = RandomProfile(&random).text
            do {
                let profile = try PlannerTestInput.parse(text)
                let plan = try GenerationPlan(PlanRecipe(dataset: profile.dataset, batchSize: 1000, tables: Catalogue.definitions.map(\.name)))
                let asked = profile.dataset.recentDataPercent
                for table in plan.tables where plan.definition(of: plan.tables.firstIndex{$0.name == table.name}!).followsRecentShare {
                    guard let rows = RecentRows(plan, table: table.name, rowCountMax: 1<<20) else { continue }
                    seen[table.name, default: 0] += 1
                    if abs(rows.percent - asked) > max(1, 100.0 / Double(table.rowCount)) {
                        bad[table.name, default: 0] += 1
                        let d = profile.dataset
                        print("SHARE \(number) \(table.name) rows \(table.rowCount) asked \(asked) planned \(rows.percent) users \(d.userCount) teams \(d.additionalTeamsPerUser) gateways \(d.gatewayCount)")
                    }
                }
            } catch { refused += 1; if refused < 5 { print("REFUSED", error) } }
        }
        print("refused \(refused) of \(n), seed \(seed)")
        for (k, v) in bad.sorted(by: { $0.value > $1.value }) { print("BAD", k, v, "of", seen[k]!) }
    }
}

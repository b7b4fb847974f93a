import ContextForge
import Planner
import Rows
import Targets
import TestSupport
import Testing

@testable import Executor

/// What the target holds is compared with the generated rows, cell by cell.
@Suite struct ContentVerificationTests {
    private func verification(_ filled: FilledTarget) throws -> ContentVerification {
        ContentVerification(
            filled.fixture.plan,
            target: filled.target,
            constants: filled.assignment.constants,
            batches: try filled.target.committedBatches(runUID: filled.assignment.runUID)
        )
    }

    @Test(arguments: TargetKind.allCases)
    func `rows as they were generated are equal`(kind: TargetKind) async throws {
        let filled = try await FilledTarget(kind)
        let results = try verification(filled).run()
        let tables = filled.fixture.plan.tables.filter { $0.rowCount > 0 }
        #expect(results.map(\.table) == tables.map(\.name))
        #expect(results.map(\.rowCount) == tables.map(\.rowCount))
        for result in results {
            #expect(result.hasPassed && result.firstDivergence == nil, "\(result)")
            #expect(result.expectedDigest == result.foundDigest)
        }
    }

    @Test(arguments: TargetKind.allCases)
    func `each of 100 random changes of one cell is found, and nothing else`(
        kind: TargetKind
    ) async throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        var random = SystemlessRandom(state: seed)
        let filled = try await FilledTarget(kind)
        let changes = try await CellChanges(filled).make(100, &random)
        #expect(Set(changes).count == 100, "seed \(seed)")
        var found: Set<CellChange> = []
        let graph = try filled.graph()
        let session = try filled.target.openContentSession()
        for (index, plan) in filled.fixture.plan.tables.enumerated() where plan.rowCount > 0 {
            let table = try #require(filled.fixture.plan.dataset.table(named: plan.name))
            let definition = filled.fixture.plan.definition(of: index)
            let compared = try ComparedTable(definition, in: graph)
            let source = RowSource(
                table,
                batch: ColumnBatch(
                    table: definition,
                    constants: filled.assignment.constants,
                    only: compared.columnNames
                )
            )
            for row in try session.differences(in: 0..<plan.rowCount, of: compared, source) {
                let column = row.cells.map { $0.map(\.column).joined(separator: ", ") }
                found.insert(CellChange(table: plan.name, key: row.key, column: column))
            }
        }
        #expect(found == Set(changes), "seed \(seed)")
        let results = try verification(filled).run()
        let count = results.reduce(0) {
            $0 + $1.changedRowCount + $1.missingRowCount + $1.maintainedRowCount
        }
        #expect(count == 100, "seed \(seed)")
        for result in results {
            let isChanged = changes.contains { $0.table == result.table }
            #expect((result.expectedDigest != result.foundDigest) == isChanged, "seed \(seed)")
        }
    }

    @Test(arguments: TargetKind.allCases)
    func `the first row that differs is named with what was expected and found`(
        kind: TargetKind
    ) async throws {
        let filled = try await FilledTarget(kind)
        try await filled.database.execute("UPDATE prompts SET description = 'mine'")
        try await filled.database.execute("DELETE FROM server_tool_association")
        let results = try verification(filled).run()
        let prompts = try #require(results.first { $0.table == "prompts" })
        #expect(prompts.changedRowCount == prompts.rowCount)
        #expect(prompts.firstDivergence?.row == 0)
        let cell = try #require(prompts.firstDivergence?.cells?.first)
        #expect(cell.column == "description" && cell.found == "mine" && cell.expected != nil)
        let parts = try #require(results.first { $0.table == "server_tool_association" })
        #expect(parts.missingRowCount == parts.rowCount)
        #expect(parts.firstDivergence?.cells == nil)
        #expect(results.filter { !$0.hasPassed }.count == 2)
    }

    @Test(arguments: TargetKind.allCases)
    func `what the gateway writes by itself is no fault, and is listed`(
        kind: TargetKind
    ) async throws {
        let filled = try await FilledTarget(kind)
        let moment = filled.target.momentLiteral(1_790_000_000_000_000)
        try await filled.database.execute(
            "UPDATE email_users SET last_login = \(moment), updated_at = \(moment)"
        )
        try await filled.database.execute("UPDATE email_teams SET updated_at = \(moment)")
        let results = try verification(filled).run()
        let users = try #require(results.first { $0.table == "email_users" })
        #expect(users.hasPassed)
        #expect(users.maintainedRowCount == users.rowCount)
        #expect(Set(users.maintainedColumns.keys) == ["last_login", "updated_at"])
        // A change with nothing that explains it is one.
        let teams = try #require(results.first { $0.table == "email_teams" })
        #expect(!teams.hasPassed)
    }

    @Test func `a sample takes so many batches of each table, evenly spread`() async throws {
        let filled = try await FilledTarget(.sqlite, batchSize: 5)
        let results = try verification(filled).run(sampleCount: 2)
        for result in results {
            let plan = try #require(
                filled.fixture.plan.tables.first { $0.name == result.table }
            )
            #expect(result.batchCount == min(2, plan.batchCount))
        }
        #expect(ContentVerification.spread([3, 4, 5, 6, 7], count: 2) == [3, 7])
        #expect(ContentVerification.spread([3, 4, 5, 6, 7], count: 3) == [3, 5, 7])
        #expect(ContentVerification.spread([3, 4], count: 9) == [3, 4])
        #expect(ContentVerification.spread([3, 4], count: 1) == [3])
    }
}

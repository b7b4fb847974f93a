import Dataset
import Planner
import Testing

@testable import Executor

@Suite struct GrowthSurveyTests {
    private static func plan(
        _ change: (inout DatasetConfiguration) -> Void = { _ in }
    ) throws
        -> GenerationPlan
    {
        let fixture = try RunFixture()
        var recipe = fixture.plan.recipe
        change(&recipe.dataset)
        return try GenerationPlan(recipe)
    }

    @Test func `a plan is the same as itself`() throws {
        let survey = GrowthSurvey(from: try Self.plan(), to: try Self.plan())
        #expect(survey.isPossible)
        for table in survey.tables {
            #expect(table.verdict == .same)
            #expect(table.sampleCount == Int(min(32, table.rowCount)))
            #expect(table.sameCount == table.sampleCount)
        }
    }

    @Test func `more users move every user in time`() throws {
        let survey = GrowthSurvey(from: try Self.plan(), to: try Self.plan { $0.userCount *= 2 })
        #expect(!survey.isPossible)
        let users = try #require(survey.tables.first { $0.name == "email_users" })
        #expect(users.verdict == .changes)
        #expect(users.grownRowCount == 2 * users.rowCount)
        #expect(users.sameCount < users.sampleCount)
    }

    @Test func `fewer users are no growth`() throws {
        let survey = GrowthSurvey(from: try Self.plan { $0.userCount *= 2 }, to: try Self.plan())
        #expect(survey.tables.first { $0.name == "email_users" }?.verdict == .shrinks)
    }

    @Test func `another seed gives other rows`() throws {
        let survey = GrowthSurvey(from: try Self.plan(), to: try Self.plan { $0.seed += 1 })
        for table in survey.tables where table.rowCount > 0 {
            #expect([.changes, .shrinks].contains(table.verdict), "\(table.name)")
        }
    }
}

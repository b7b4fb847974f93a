import Planner
import Rows
import Targets

/// The distributions of a run, asked for, planned and found, in numbers small enough to plot.
///
/// Where the target can be asked, it adds up the rows; otherwise rows of the plan are made and
/// added up here, a sample of large tables.
package struct DistributionSurvey: Sendable {
    /// Counts of the profile whose rows name their parents.
    package let counts: [SurveyedCounts]
    /// Tables that show when things are made.
    package let creations: [SurveyedHours]
    /// Tables that show when people work.
    package let activities: [SurveyedHours]

    /// Asks the target.
    ///
    /// `firstKeys` are the first keys of the blocks that were reserved for the run, by table.
    package init(
        _ plan: GenerationPlan,
        target: any Target,
        firstKeys: [String: Int64]
    ) throws(TargetError) {
        let tables = try VerifiedTables(plan, in: target, firstKeys: firstKeys)
        guard !tables.definitions.isEmpty else {
            throw TargetError(
                code: "not-a-contextforge-database",
                message: "could not find a table of the run in \(target.display)"
            )
        }
        let reader = tables.reader
        let counts = try ChildCountChecks(tables, target: target).survey(reader)
        var hours: [String: [(hour: Int64, count: Int64)]] = [:]
        for table in tables.definitions where table.plot != nil {
            guard let column = table.creationColumn else { continue }
            let own = tables.ownRows(of: table.name).condition("dated")
            let hour = target.dialect.hourSince1970("dated.\"\(column)\"")
            hours[table.name] = try reader.queryRows(
                """
                SELECT \(hour) AS hour, count(*) FROM \(tables.name(of: table.name)) AS dated
                WHERE dated."\(column)" IS NOT NULL AND \(own) GROUP BY 1 ORDER BY 1
                """
            ).compactMap { row in
                guard row.count == 2, let hour = Int64(row[0]), let count = Int64(row[1]) else {
                    return nil
                }
                return (hour, count)
            }
        }
        self.init(plan, counts: counts, hours: hours, planned: DistributionSurvey.planned(plan))
    }

    /// Makes rows of the plan.
    package init(planned plan: GenerationPlan) {
        let counts = ChildCountRule.all(plan.catalogue).compactMap { rule in
            rule.planned(plan).map { SurveyedCounts(rule, plan, planned: $0, found: nil) }
        }
        self.init(plan, counts: counts, hours: DistributionSurvey.planned(plan))
    }

    private init(
        _ plan: GenerationPlan,
        counts: [SurveyedCounts],
        hours: [String: [(hour: Int64, count: Int64)]],
        planned: [String: [(hour: Int64, count: Int64)]] = [:]
    ) {
        var creations: [SurveyedHours] = []
        var activities: [SurveyedHours] = []
        for (index, table) in plan.tables.enumerated() {
            guard let plot = plan.definition(of: index).plot, let found = hours[table.name],
                !found.isEmpty
            else { continue }
            let survey = { (generation: Timeline.Generation?) in
                SurveyedHours(
                    component: table.component,
                    timeline: plan.dataset.timeline,
                    generation: generation,
                    hours: found,
                    planned: planned[table.name] ?? []
                )
            }
            switch plot {
            case .creations(let generation): creations.append(survey(generation))
            case .activity: activities.append(survey(nil))
            }
        }
        self.counts = counts
        self.creations = creations
        self.activities = activities
    }

    private static func planned(
        _ plan: GenerationPlan
    ) -> [String: [(hour: Int64, count: Int64)]] {
        var hours: [String: [(hour: Int64, count: Int64)]] = [:]
        for (index, table) in plan.tables.enumerated() where plan.definition(of: index).plot != nil
        {
            hours[table.name] = PlannedHours(plan, table: table.name)?.hours
        }
        return hours
    }
}

extension SurveyedCounts {
    /// Counts of a rule.
    init(_ rule: ChildCountRule, _ plan: GenerationPlan, planned: CountTally, found: CountTally?) {
        let distribution = rule.distribution(plan.recipe.dataset)
        self.init(
            name: rule.name,
            isSkewed: distribution.shape == .zipf,
            asked: SurveyedCounts.asked(distribution),
            planned: planned,
            found: found
        )
    }
}

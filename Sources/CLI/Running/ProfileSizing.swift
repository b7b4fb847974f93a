import ContextForge
import Executor
import Foundation
import Planner
import Rows
import Targets

/// Scales a profile to a budget, by what rows cost in the target.
struct ProfileSizing {
    let budget: BudgetOptions
    let profile: ProfileOptions
    let secrets: SecretOptions
    let target: any ScratchTarget
    let schema: SchemaRequest
    let validates: Bool
    /// Says what takes its time.
    let tell: (String) -> Void

    /// Rows of the first, small run.
    private static let smallRowCount = 20_000.0
    /// Time that the second run is to take, in seconds: long enough for what each table costs once
    /// to matter little.
    private static let largeSeconds = 5.0
    /// How many times as many rows the second run has, at least and at most.
    private static let growth = 3.0...20.0
    /// Most users of a profile.
    private static let userCountMax: Int64 = 100_000_000

    /// The plan of the scaled profile; its request holds the prediction.
    ///
    /// - Throws: ``Executor/RunFailure`` `budget-too-small` when the fewest users that the profile
    ///   allows cost more, `cannot-scale` when more users make no more rows.
    func plan() throws -> PlannedProfile {
        let base = try profile.load()
        let search = UserCountSearch(
            least: try fewestUsers(base),
            most: ProfileSizing.userCountMax
        )
        let calibration = try calibrate(base, search)
        var planned: (userCount: Int64, plan: PlannedProfile)?
        for (goal, cost) in goals(calibration) {
            let found = try search.plan(
                for: goal,
                from: planned?.userCount ?? min(base.dataset.userCount, 10_000),
                make: planned(of:),
                cost: cost
            )
            guard let found else { throw tooSmall(search.least) }
            if planned == nil || found.userCount < planned?.userCount ?? 0 { planned = found }
        }
        guard var sized = planned else { preconditionFailure("a budget has a size or a time") }
        sized.plan.request.prediction = RunPrediction(
            budget: budget.title,
            userCount: sized.userCount,
            seconds: calibration.seconds(of: sized.plan.plan),
            byteCount: Int64(calibration.byteCount(of: sized.plan.plan)),
            calibrationSeconds: calibration.elapsedSeconds
        )
        return sized.plan
    }

    /// The fewest users that a plan was found for, and for which the largest teams keep their size:
    /// below that, rows do not grow in proportion to users.
    private func fewestUsers(_ base: Profile) throws -> Int64 {
        var userCount = max(1, base.dataset[.membersPerTeam].max)
        while userCount < base.dataset.userCount {
            do {
                _ = try planned(of: userCount)
                return userCount
            } catch  where error is PlanError || error is ProfileError {
                userCount = min(2 * userCount, base.dataset.userCount)
            }
        }
        return base.dataset.userCount
    }

    /// What there is to spend, and what a plan costs of it.
    private func goals(
        _ calibration: Calibration
    ) -> [(goal: Double, cost: (PlannedProfile) -> Double)] {
        var goals: [(goal: Double, cost: (PlannedProfile) -> Double)] = []
        if let size = budget.targetSize {
            goals.append((Double(size), { calibration.byteCount(of: $0.plan) }))
        }
        if let minutes = budget.maxMinutes {
            // Measuring was part of the time.
            let left = max(0, Double(minutes) * 60 - calibration.elapsedSeconds)
            goals.append((left, { calibration.seconds(of: $0.plan) }))
        }
        return goals
    }

    /// Measures a small run and a larger one.
    private func calibrate(_ base: Profile, _ search: UserCountSearch) throws -> Calibration {
        // Before any search: it would go to the most users.
        let (least, more) = try (planned(of: search.least), planned(of: 2 * search.least))
        guard more.plan.rowCount > least.plan.rowCount else {
            throw RunFailure(
                code: "cannot-scale",
                message: "could not scale the profile to \(budget.title)",
                detail: "its tables have no more rows when there are more users",
                hint: "Generate it as it is, or with more tables."
            )
        }
        tell("measuring what rows cost in \(target.display)")
        let stop = StopRequest()
        let watcher = SignalWatcher(stop)
        defer { withExtendedLifetime(watcher) {} }
        let started = ContinuousClock.now
        let cores = ProcessInfo.processInfo.activeProcessorCount
        let calibrator = Calibrator(
            target,
            schema: schema,
            workerCount: base.settings.workerCount(coreCount: cores),
            coreCount: cores,
            stop: stop
        )
        let smallGoal = ProfileSizing.smallRowCount
        let small = try nearest(smallGoal, search)
        let first = try measure(small, calibrator)
        let rate = Double(small.plan.rowCount) / first.seconds
        let rowCount = Double(small.plan.rowCount)
        let growth = ProfileSizing.growth
        let largeGoal = min(
            max(rate * ProfileSizing.largeSeconds, rowCount * growth.lowerBound),
            rowCount * growth.upperBound
        )
        let large = try nearest(largeGoal, search)
        let second = try measure(large, calibrator)
        let elapsed = Double((ContinuousClock.now - started).microseconds) / 1e6
        return Calibration(
            seconds: LinearCost(
                small: (Double(small.plan.rowCount), first.seconds),
                large: (Double(large.plan.rowCount), second.seconds)
            ),
            bytes: LinearCost(
                small: (Double(small.plan.byteCount), Double(first.byteCount)),
                large: (Double(large.plan.byteCount), Double(second.byteCount))
            ),
            elapsedSeconds: elapsed
        )
    }

    private func measure(
        _ planned: PlannedProfile,
        _ calibrator: Calibrator
    ) throws -> Calibrator.Measurement {
        var request = planned.request
        if !validates { request.settings.validationEnabled = false }
        return try calibrator.measure(request, plan: planned.plan)
    }

    /// A plan of about so many rows, or of the fewest users.
    private func nearest(_ rowCount: Double, _ search: UserCountSearch) throws -> PlannedProfile {
        let found = try search.plan(
            for: rowCount,
            from: search.least,
            make: planned(of:),
            cost: { Double($0.plan.rowCount) }
        )
        return try found?.plan ?? planned(of: search.least)
    }

    private func planned(of userCount: Int64) throws -> PlannedProfile {
        try PlannedProfile(profile.load(userCount: userCount), secrets)
    }

    private func tooSmall(_ least: Int64) -> RunFailure {
        RunFailure(
            code: "budget-too-small",
            message: "could not scale the profile to \(budget.title)",
            detail: "\(Figures.grouped(least)) users, the fewest that it can be scaled to, cost "
                + "more",
            hint: "Give a larger budget or a smaller profile."
        )
    }
}

import ArgumentParser
import Executor
import Targets

/// What a run may cost; the profile is scaled to it.
struct BudgetOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Scale the profile so that its rows and their indexes take about so much room, 1MB to "
                + "1000TB",
            valueName: "size"
        ),
        transform: Allowed.size
    )
    var targetSize: Int64?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Scale the profile so that the run takes about so many minutes, 1 to 10,080; with "
                + "--target-size, the smaller run counts",
            valueName: "minutes"
        ),
        transform: Allowed.whole(1...10_080)
    )
    var maxMinutes: Int64?

    /// The plan of a profile: as it is, or scaled to the budget by what rows cost in the target,
    /// which is opened for nothing else.
    func plan(
        _ profile: ProfileOptions,
        _ secrets: SecretOptions,
        schema: SchemaRequest,
        validates: Bool,
        tell: @escaping (String) -> Void,
        openTarget: () throws -> any ScratchTarget
    ) throws -> PlannedProfile {
        guard isGiven else { return try PlannedProfile(profile.load(), secrets) }
        return try ProfileSizing(
            budget: self,
            profile: profile,
            secrets: secrets,
            target: openTarget(),
            schema: schema,
            validates: validates,
            tell: tell
        ).plan()
    }

    /// Whether there is a budget.
    var isGiven: Bool { targetSize != nil || maxMinutes != nil }

    /// The budget in words.
    var title: String {
        [
            targetSize.map { Figures.bytes($0) },
            maxMinutes.map { $0 == 1 ? "1 minute" : "\(Figures.grouped($0)) minutes" },
        ].compactMap { $0 }.joined(separator: " and ")
    }
}

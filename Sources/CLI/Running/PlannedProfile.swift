import ContextForge
import Executor
import Planner
import Rows

/// A profile with the plan it gives.
struct PlannedProfile {
    let profile: Profile
    var request: RunRequest
    let plan: GenerationPlan
    /// What was assumed for the profile, and what it asks for and does not get.
    let notices: [String]

    /// Plans a profile with the secrets that it and the options ask for.
    init(_ profile: Profile, _ options: SecretOptions) throws {
        try self.init(profile, options.read(for: profile))
    }

    init(_ profile: Profile, _ given: GivenSecrets = GivenSecrets()) throws {
        self.profile = profile
        var recipe = PlanRecipe(profile, of: .contextForge)
        recipe.dataset.secrets = try SecretFingerprints(given.texts, of: profile.dataset)
        var request = RunRequest(
            profileName: profile.name,
            recipe: recipe,
            settings: profile.settings
        )
        request.profileFile = profile.fileName
        if !given.variables.isEmpty { request.secretVariables = given.variables }
        self.request = request
        let secrets = try DatasetSecrets(given.texts, seed: recipe.dataset.seed)
        plan = try PlannedProfile.plan(request.recipe, .contextForge(with: secrets), of: profile)
        notices =
            profile.notices + PlannedProfile.unmet(profile, by: plan, tables: Set(recipe.tables))
    }

    /// The plan of a profile's recipe; an error has its place in the profile.
    private static func plan(
        _ recipe: PlanRecipe,
        _ catalogue: Catalogue,
        of profile: Profile
    ) throws(PlanError) -> GenerationPlan {
        do {
            return try GenerationPlan(recipe, of: catalogue)
        } catch {
            throw error.located(in: profile)
        }
    }

    /// What the profile states and the plan does not have.
    private static func unmet(
        _ profile: Profile,
        by plan: GenerationPlan,
        tables: Set<String>
    ) -> [String] {
        var notices: [String] = []
        let dataset = profile.dataset
        let rate = NumberKey.oauthTokenRate
        let granted = OAuthTokensTable.definition.name
        if tables.contains(granted), profile.isStated(rate.path), dataset[rate] > 0,
            dataset.gatewayCount > 0, plan.recipe.dataset.secrets?[.encryption] == nil
        {
            notices.append(
                "\(rate.path): no rows of \(granted) are generated without the gateway's "
                    + "encryption secret; \(SecretPurpose.encryption.option) names the variable "
                    + "that holds it"
            )
        }
        func planned<Table: DatasetTable>(_ type: Table.Type) -> Table? {
            let name = type.definition.name
            return tables.contains(name) ? plan.dataset.table(named: name) as? Table : nil
        }
        if let table = planned(TeamInvitationsTable.self) {
            notices += fewer(profile, .invitedTeamsRate, of: "invitations", teams: table.teamCounts)
        }
        if let table = planned(TeamJoinRequestsTable.self) {
            notices += fewer(
                profile,
                .requestedTeamsRate,
                of: "join requests",
                teams: table.teamCounts
            )
        }
        return notices
    }

    /// A notice if a rate that the profile states gives more teams than there are.
    private static func fewer(
        _ profile: Profile,
        _ rate: NumberKey,
        of what: String,
        teams: (wanted: Int64, given: Int64)
    ) -> [String] {
        guard profile.isStated(rate.path), teams.given < teams.wanted else { return [] }
        return [
            "\(rate.path): \(Figures.grouped(teams.given)) of \(Figures.grouped(teams.wanted)) teams "
                + "have \(what); the others have too few users outside"
        ]
    }
}

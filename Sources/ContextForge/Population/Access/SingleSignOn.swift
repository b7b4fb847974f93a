import Rows

/// Users whom an identity provider signs in.
struct SingleSignOn: Sendable {
    private let share: Share
    private let passwords: EventStreams
    private let resets: SampledParents

    init(_ population: Population) {
        share = Share(
            percent: population.configuration[.usersSSOPercent],
            of: population.configuration.userCount,
            key: population.key("email_users", "auth_provider")
        )
        passwords = population.passwordChanges
        resets = PasswordResetTokensTable.users(population)
    }

    /// The provider that signs a user in, as a row of `sso_providers`; nil for a local account.
    func provider(of user: Int64) -> Int64? {
        let rank = share.rank(user)
        return rank < share.count ? rank % IdentityProviders.count : nil
    }

    /// Whether a user never had a password: the others had a local account before.
    func isPasswordless(_ user: Int64) -> Bool {
        share.contains(user) && !resets.contains(user) && passwords.lastMoment(of: user) == nil
    }
}

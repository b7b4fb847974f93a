import Rows

/// What happens to accounts: mostly sign-ins, of which some fail.
struct SignIns: Sendable {
    /// What happened.
    enum Kind: Int {
        case login
        case failedLogin
        case passwordChange
        case resetRequest

        /// The gateway's word.
        var word: StaticString {
            switch self {
            case .login, .failedLogin: "login"
            case .passwordChange: "password_change"
            case .resetRequest: "PASSWORD_RESET_REQUESTED"
            }
        }
    }

    private static let choice = WeightedChoice([88, 7, 2, 3])

    /// All events of all users.
    let events: EventStreams
    private let key: CellKey
    private let singleSignOn: SingleSignOn

    init(_ population: Population) {
        events = population.authEvents
        key = population.key("email_auth_events", "event_type")
        singleSignOn = SingleSignOn(population)
    }

    /// Whether all events of a user are sign-ins: there is no password to fail or to change.
    func areSignInsOnly(of user: Int64) -> Bool { singleSignOn.isPasswordless(user) }

    /// What the event of a number is, for a user with a password.
    @inline(__always)
    func kind(_ number: Int64) -> Kind {
        Kind(rawValue: SignIns.choice.index(key.bits(number))) ?? .login
    }

    /// When a user last signed in; nil for one who never did.
    func lastLogin(of user: Int64) -> Int64? {
        if areSignInsOnly(of: user) { return events.lastMoment(of: user) }
        return events.lastMoment(of: user) { event in
            kind(EventRow.number(object: user, ordinal: event)) == .login
        }
    }
}

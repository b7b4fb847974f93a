import Rows

/// How the objects of a table prove to what they call who they are.
///
/// Nothing of it exists without the gateway's encryption secret: a credential that the gateway
/// cannot decrypt breaks its pages.
package struct Authentication: Sendable {
    /// A way to authenticate.
    enum Kind {
        case none
        case bearer
        case basic
        case headers
        case oauth

        /// The gateway's word; nil for no authentication.
        var word: StaticString? {
            switch self {
            case .none: nil
            case .bearer: "bearer"
            case .basic: "basic"
            case .headers: "authheaders"
            case .oauth: "oauth"
            }
        }
    }

    /// Number of objects that get a token by OAuth.
    package let oauthCount: Int64
    private let headerCount: Int64
    private let basicCount: Int64
    private let bearerCount: Int64
    private let share: Share

    /// The rule for the gateways of a population.
    package init(gatewaysOf population: Population) {
        self.init(
            population,
            table: "gateways",
            objectCount: population.configuration.gatewayCount,
            oauthPercent: 15
        )
    }

    /// The rule for the A2A agents of a population.
    init(agentsOf population: Population) {
        self.init(
            population,
            table: "a2a_agents",
            objectCount: population.agents.rowCount,
            oauthPercent: 0
        )
    }

    /// Of the objects of a table a share uses OAuth, 12 % headers of their own, 8 % name and
    /// password, and 25 % a token.
    private init(
        _ population: Population,
        table: StaticString,
        objectCount: Int64,
        oauthPercent: Int64
    ) {
        let hasCredentials = population.configuration.secrets?[.encryption] != nil
        let total = hasCredentials ? objectCount : 0
        // Rounded up, so that the smallest datasets have each kind.
        oauthCount = (total * oauthPercent + 99) / 100
        headerCount = min((total * 12 + 99) / 100, total - oauthCount)
        basicCount = min((total * 8 + 99) / 100, total - oauthCount - headerCount)
        bearerCount = min(
            (total * 25 + 99) / 100,
            total - oauthCount - headerCount - basicCount
        )
        share = Share(
            count: oauthCount + headerCount + basicCount + bearerCount,
            of: objectCount,
            key: population.key(table, "auth_type")
        )
    }

    /// The object that uses OAuth at a place of the permuted order, `0 ..< oauthCount`.
    package func oauthObject(rank: Int64) -> Int64 {
        precondition(rank >= 0 && rank < oauthCount, "fewer objects use OAuth")
        return share.index(rank: rank)
    }

    /// How an object authenticates.
    func kind(_ row: Int64) -> Kind {
        let rank = share.rank(row)
        guard rank < share.count else { return .none }
        if rank < oauthCount { return .oauth }
        if rank < oauthCount + headerCount { return .headers }
        return rank < oauthCount + headerCount + basicCount ? .basic : .bearer
    }

    /// Writes the gateway's word for how an object authenticates; false when it does not.
    func appendKind(_ row: Int64, into writer: inout ByteWriter) -> Bool {
        guard let word = kind(row).word else { return false }
        writer.append(word)
        return true
    }
}

import Rows

/// What a denied request is to those who watch over security.
enum SecurityKind {
    case authenticationFailure
    case authorizationFailure
    case rateLimitExceeded

    /// Whether the gateway refused a request with this status code.
    static func isDenied(status: Int64) -> Bool {
        status == 401 || status == 403 || status == 429
    }

    /// The kind of a request that was denied with this status code.
    init(status: Int64) {
        switch status {
        case 401: self = .authenticationFailure
        case 429: self = .rateLimitExceeded
        default: self = .authorizationFailure
        }
    }

    /// The gateway's word for the event.
    var eventType: StaticString {
        switch self {
        case .authenticationFailure: "authentication_failure"
        case .authorizationFailure: "authorization_failure"
        case .rateLimitExceeded: "rate_limit_exceeded"
        }
    }

    /// The gateway's word for the category.
    var category: StaticString {
        switch self {
        case .authenticationFailure: "authentication"
        case .authorizationFailure: "data_access"
        case .rateLimitExceeded: "suspicious_activity"
        }
    }

    /// The gateway's word for how bad it is.
    var severity: StaticString {
        switch self {
        case .authenticationFailure: "MEDIUM"
        case .authorizationFailure: "LOW"
        case .rateLimitExceeded: "HIGH"
        }
    }

    /// How bad it is, in hundredths.
    var score: Int64 {
        switch self {
        case .authenticationFailure: 45
        case .authorizationFailure: 20
        case .rateLimitExceeded: 70
        }
    }

    /// A sentence about it.
    var text: StaticString {
        switch self {
        case .authenticationFailure: "A request came with a token that is not valid"
        case .authorizationFailure: "A user asked for something without the permission for it"
        case .rateLimitExceeded: "A client sent more requests than its limit allows"
        }
    }

    /// What the gateway did.
    var action: StaticString {
        switch self {
        case .authenticationFailure, .authorizationFailure: "denied"
        case .rateLimitExceeded: "throttled"
        }
    }
}

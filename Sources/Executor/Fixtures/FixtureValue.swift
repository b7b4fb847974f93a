/// How rows are drawn.
package enum FixtureSkew: String, CaseIterable, Sendable {
    /// Every row as likely as any other, and at most once.
    case uniform
    /// A row as often as the data says that it is used.
    case hot
}

/// A value of a row, as files for load tests have it.
package enum FixtureValue: Sendable, Equatable {
    case null
    case text(String)
    case boolean(Bool)
    /// Microseconds since 1970-01-01 UTC.
    case moment(Int64)
    /// What a token may do.
    case list([String])
}

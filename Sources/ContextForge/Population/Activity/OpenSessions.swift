import Rows

/// The MCP sessions that are open at the end of the data, in order of their beginning: all began
/// within the last hour.
struct OpenSessions: Sendable {
    /// Number of sessions.
    let count: Int64
    /// The keys of the sessions.
    let identifiers: IdentifierKey
    private let population: Population
    private let key: CellKey
    private let owners: Permutation
    private let start: Int64

    /// Longest time that a session has been open, in microseconds: an hour.
    private static let ageMax = ActivityCalendar.microsecondsPerHour

    init(_ population: Population) {
        self.population = population
        let servers = population.servers.rowCount
        let perServer = population.configuration[.sessionsPerServer]
        count = servers == 0 ? 0 : CountHistogram(perServer, parentCount: servers).total
        identifiers = IdentifierKey(
            key: population.key("mcp_sessions", "session_id"),
            order: .random
        )
        key = population.key("mcp_sessions", "session")
        owners = Permutation(
            count: population.configuration.userCount,
            key: population.key("mcp_sessions", "owner")
        )
        let end = population.timeline.end
        start = max(population.timeline.start, end - OpenSessions.ageMax)
    }

    /// Whose session it is.
    func owner(_ session: Int64) -> Int64 {
        owners(session % population.configuration.userCount)
    }

    /// When it began: evenly over the hour, but not before its owner signed up.
    func created(_ session: Int64) -> Int64 {
        let part = (Double(session) + key.unit(session)) / Double(count)
        let moment = Timeline.between(start, population.timeline.end, at: part)
        return max(moment, population.userCreated(owner(session)))
    }

    /// When it was last used.
    func lastAccess(_ session: Int64, created: Int64) -> Int64 {
        let part = 1 - key.stream(1).unit(session) * 0.5
        return Timeline.between(created, population.timeline.end, at: part)
    }

    /// Writes its identifier.
    func appendIdentifier(_ session: Int64, into writer: inout ByteWriter) {
        identifiers.appendHyphenated(session, into: &writer)
    }
}

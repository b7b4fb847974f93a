import Rows

/// The objects that users' requests are about: their own, and earlier public ones.
///
/// Only objects that exist by then are found: rows of a table stand in the order of their owners,
/// and a request comes after all objects of its user and of the users before, but for late ones of
/// the older part of the timeline.
struct RequestSubjects: Sendable {
    private let population: Population
    private let resources: Ownership
    private let prompts: Ownership
    private let servers: Ownership
    private let gateways: Ownership
    private let toolIdentifiers: IdentifierKey
    private let resourceIdentifiers: IdentifierKey
    private let promptIdentifiers: IdentifierKey
    private let serverIdentifiers: IdentifierKey
    private let toolNames: ToolFullNames
    private let resourceTable: ResourcesTable
    private let promptTable: PromptsTable
    private let serverTable: ServersTable

    /// Draws for a public object before the search is given up.
    private static let drawCount: UInt64 = 4

    init(_ population: Population) {
        self.population = population
        let configuration = population.configuration
        func ownership(_ table: StaticString, _ count: Int64) -> Ownership {
            Ownership(population, table: table, objectCount: count)
        }
        func identifiers(_ table: StaticString, _ count: Int64) -> IdentifierKey {
            Population.identifiers(table, rowCount: count, configuration)
        }
        resources = ownership("resources", population.resources.rowCount)
        prompts = ownership("prompts", population.prompts.rowCount)
        servers = ownership("servers", population.servers.rowCount)
        gateways = ownership("gateways", configuration.gatewayCount)
        toolIdentifiers = identifiers("tools", population.tools.rowCount)
        resourceIdentifiers = identifiers("resources", population.resources.rowCount)
        promptIdentifiers = identifiers("prompts", population.prompts.rowCount)
        serverIdentifiers = identifiers("servers", population.servers.rowCount)
        toolNames = ToolFullNames(population)
        resourceTable = ResourcesTable(population)
        promptTable = PromptsTable(population)
        serverTable = ServersTable(population)
    }

    /// The row of something that a user may see; nil when four draws find nothing.
    func row(
        _ subject: RequestOperation.Subject,
        user: Int64,
        key: CellKey,
        number: Int64
    ) -> Int64? {
        switch subject {
        case .tool:
            tool(for: user, key, number)
        case .resource:
            object(population.resources, ownedAs: resources, for: user, by: key, number)
        case .prompt:
            object(population.prompts, ownedAs: prompts, for: user, by: key, number)
        case .server:
            object(population.servers, ownedAs: servers, for: user, by: key, number)
        case .team:
            user * population.teamsPerUser
                + Int64(key.index(number, below: Int(teamCount(of: user))))
        }
    }

    /// Number of teams of a user that are there when the user's requests begin.
    private func teamCount(of user: Int64) -> Int64 {
        population.times.teamCount(of: user, isOlder: isOlder(user))
    }

    private func isOlder(_ user: Int64) -> Bool {
        user < population.times.userSlots.olderCount
    }

    /// One of the user's own in half of all cases, or when no earlier public one is found.
    private func object(
        _ counts: ChildCounts,
        ownedAs ownership: Ownership,
        for user: Int64,
        by key: CellKey,
        _ number: Int64
    ) -> Int64? {
        let end = isOlder(user) ? counts.olderRowCount : counts.rowCount
        let first = min(counts.firstRow(of: user), end)
        let bits = key.bits(number)
        if bits & 1 == 0, first > 0 {
            for draw in 0..<RequestSubjects.drawCount {
                let row = Int64(key.stream(draw).index(number, below: Int(first)))
                if ownership.visibility(row) == .isPublic { return row }
            }
        }
        let own = min(counts.count(of: user), end - first)
        return own > 0 ? first + Int64(bits >> 33) % own : nil
    }

    /// A tool of a public gateway that was registered by then.
    private func tool(for user: Int64, _ key: CellKey, _ number: Int64) -> Int64? {
        let eligible = population.gatewaySlots.count(
            before: user + 1,
            in: population.times.userSlots
        )
        guard eligible > 0 else { return nil }
        for draw in 0..<RequestSubjects.drawCount {
            let gateway = Int64(key.stream(draw).index(number, below: Int(eligible)))
            let count = population.tools.count(of: gateway)
            guard count > 0, gateways.visibility(gateway) == .isPublic else { continue }
            let position = Int64(key.bits(number) >> 33) % count
            let row = population.tools.firstRow(of: gateway) + position
            // Late tools may not be there yet.
            if population.tools.lateness(of: row, at: 0) == nil { return row }
        }
        return nil
    }

    /// Writes the identifier of a subject.
    @inline(__always)
    func appendIdentifier(
        _ subject: RequestOperation.Subject,
        _ row: Int64,
        into writer: inout ByteWriter
    ) {
        switch subject {
        case .tool: toolIdentifiers.appendHex(row, into: &writer)
        case .resource: resourceIdentifiers.appendHex(row, into: &writer)
        case .prompt: promptIdentifiers.appendHex(row, into: &writer)
        case .server: serverIdentifiers.appendHex(row, into: &writer)
        case .team: population.teamIdentifiers.appendHex(row, into: &writer)
        }
    }

    /// Writes the name of a subject; false for a team.
    ///
    /// `prefixed` says whether the gateway puts its own name before that of a federated resource. What `scratch` held is lost.
    @inline(__always)
    func appendName(
        _ subject: RequestOperation.Subject,
        _ row: Int64,
        prefixed: Bool,
        scratch: inout ByteWriter,
        into writer: inout ByteWriter
    ) -> Bool {
        switch subject {
        case .tool: toolNames.append(row, scratch: &scratch, into: &writer)
        case .resource:
            resourceTable.appendName(
                row,
                prefixed: prefixed,
                scratch: &scratch,
                into: &writer
            )
        case .prompt: promptTable.appendName(row, scratch: &scratch, into: &writer)
        case .server: serverTable.appendName(row, into: &writer)
        case .team: return false
        }
        return true
    }

    /// Writes the address of a resource.
    func appendResourceAddress(_ row: Int64, into writer: inout ByteWriter) {
        resourceTable.appendAddress(row, into: &writer)
    }
}

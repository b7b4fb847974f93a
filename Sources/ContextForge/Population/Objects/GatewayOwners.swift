import Rows

/// Who registered which gateway, and when.
struct GatewayOwners: Sendable {
    private let population: Population
    private let ownerKey: CellKey
    private let createdKey: CellKey
    private let ownership: Ownership

    init(_ population: Population) {
        self.population = population
        ownerKey = population.key("gateways", "owner_email")
        createdKey = population.key("gateways", "created_at")
        ownership = Ownership(
            population,
            table: "gateways",
            objectCount: population.configuration.gatewayCount
        )
    }

    /// The user who owns a gateway.
    ///
    /// Half of the gateways, chosen at random, belong to the newest user at that time, the others to
    /// any user whose teams exist by then, at first only to the first user.
    func owner(_ gateway: Int64) -> Int64 {
        if ownerKey.stream(1).bits(gateway) & 1 == 0 { return newcomer(gateway) }
        let eligible = max(
            1,
            population.times.userSlots.count(before: gateway, in: population.gatewaySlots)
        )
        return Int64(ownerKey.index(gateway, below: Int(eligible)))
    }

    /// Who may see a gateway.
    func visibility(_ gateway: Int64) -> Ownership.Visibility { ownership.visibility(gateway) }

    /// The team that a gateway of `owner` belongs to.
    func team(_ gateway: Int64, owner: Int64) -> Int64 {
        ownership.team(
            gateway,
            owner: owner,
            visibility: ownership.visibility(gateway),
            // A late team may be later than the gateway.
            isOlder: true
        )
    }

    /// The last user whose teams exist when a gateway is registered.
    private func newcomer(_ gateway: Int64) -> Int64 {
        let registered = place(gateway)
        var low: Int64 = 0
        var high = population.configuration.userCount
        while high - low > 1 {
            let middle = low + (high - low) / 2
            let begun = population.times.userSlot(middle).place(TeamTimes.objectPart.lowerBound)
            if begun <= registered { low = middle } else { high = middle }
        }
        return low
    }

    /// When a gateway was registered.
    func created(_ gateway: Int64) -> Int64 {
        moment(place(gateway), .objects)
    }

    private func place(_ gateway: Int64) -> Double {
        population.gatewaySlots.slot(gateway).place(0.5 * createdKey.unit(gateway))
    }

    /// When a tool was found on its gateway: after the gateway was registered.
    func toolCreated(_ row: Int64, _ place: ChildCounts.Place, jitter: Double) -> Int64 {
        let slots = population.gatewaySlots
        if let part = population.tools.lateness(of: row, at: jitter) {
            return moment(slots.latePlace(part, in: 0..<0.5), .partsOfObjects)
        }
        let slot = slots.slot(place.parent)
            .child(place.ordinal, of: place.siblingCount, in: 0.5..<1)
        return moment(slot.place(jitter), .partsOfObjects)
    }

    /// The moment of a place, but not before the first user's teams exist.
    private func moment(_ place: Double, _ generation: Timeline.Generation) -> Int64 {
        let earliest = population.times.userSlot(0).place(TeamTimes.objectPart.lowerBound)
        return population.timeline.moment(max(place, earliest), generation)
    }
}

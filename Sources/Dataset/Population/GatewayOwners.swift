/// Who registered which gateway, and when.
struct GatewayOwners: Sendable {
    private let population: Population
    private let ownerKey: CellKey
    private let createdKey: CellKey

    init(_ population: Population) {
        self.population = population
        ownerKey = population.key("gateways", "owner_email")
        createdKey = population.key("gateways", "created_at")
    }

    /// The user who owns a gateway: anyone whose teams exist by then, at first only the first user.
    func owner(_ gateway: Int64) -> Int64 {
        let eligible = max(
            1,
            population.times.userSlots.count(before: gateway, in: population.gatewaySlots)
        )
        return Int64(ownerKey.index(gateway, below: Int(eligible)))
    }

    /// When a gateway was registered.
    func created(_ gateway: Int64) -> Int64 {
        let slot = population.gatewaySlots.slot(gateway)
        return moment(slot.place(0.5 * createdKey.unit(gateway)), .objects)
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

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
        let users = population.configuration.userCount
        let eligible = max(1, users * gateway / population.configuration.gatewayCount)
        return Int64(ownerKey.index(gateway, below: Int(eligible)))
    }

    /// When a gateway was registered.
    func created(_ gateway: Int64) -> Int64 {
        moment(slot(gateway).place(0.5 * createdKey.unit(gateway)), .objects)
    }

    /// When a tool was found on its gateway: after the gateway was registered.
    func toolCreated(_ place: ChildCounts.Place, jitter: Double) -> Int64 {
        let slot = slot(place.parent).child(place.ordinal, of: place.siblingCount, in: 0.5..<1)
        return moment(slot.place(jitter), .partsOfObjects)
    }

    /// The stretch of the timeline that belongs to a gateway and its tools.
    private func slot(_ gateway: Int64) -> Slot {
        Slot.of(gateway, count: population.configuration.gatewayCount)
    }

    /// The moment of a place, but not before the first user's teams exist.
    private func moment(_ place: Double, _ generation: Timeline.Generation) -> Int64 {
        population.timeline.moment(max(place, population.userSlot(0).place(1)), generation)
    }
}

import Synchronization

/// Which objects of users were found on a gateway, and on which.
///
/// What a gateway offers belongs to its owner and is visible to the same users. The objects that a
/// gateway brings are therefore chosen among those of its owner that have its visibility and were
/// created after it: every count and share stays that of the profile.
final class FederatedObjects: Sendable {
    /// Greatest number of objects of a table that a gateway brings.
    private static let countMax = 8

    private let memory = Mutex<[Int64: Int64]?>(nil)

    /// The gateway of every object that has one, by the object's row; made on first use.
    ///
    /// - Complexity: O(gateways × objects of a user) once.
    func gateways(_ population: Population, _ objects: UserObjects) -> [Int64: Int64] {
        guard population.configuration.federatesObjects else { return [:] }
        return memory.withLock { known in
            if let known { return known }
            let found = FederatedObjects.find(population, objects)
            known = found
            return found
        }
    }

    private static func find(
        _ population: Population,
        _ objects: UserObjects
    ) -> [Int64: Int64] {
        let owners = GatewayOwners(population)
        var gateways: [Int64: Int64] = [:]
        for gateway in 0..<population.configuration.gatewayCount {
            let visibility = owners.ownership.visibility(gateway)
            let created = owners.created(gateway)
            var count = 0
            objects.forEach(of: owners.owner(gateway)) { row, place in
                guard count < countMax, gateways[row] == nil,
                    objects.visibility(row) == visibility,
                    objects.created(row, place) > created
                else { return }
                gateways[row] = gateway
                count += 1
            }
        }
        return gateways
    }
}

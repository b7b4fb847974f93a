import Synchronization

/// Which objects of users are federated, and through which gateway.
///
/// What a gateway offers belongs to its owner and is visible to the same users. Federated objects
/// are therefore chosen among those of the gateway's owner that have its visibility and were created
/// after it: every count and share stays that of the profile.
final class FederatedObjects: Sendable {
    /// Greatest number of objects of a table for one gateway.
    private static let countMax = 8

    /// The gateway of every federated object, by the object's row.
    private final class Gateways: Sendable {
        let byRow: [Int64: Int64]

        init(_ byRow: [Int64: Int64]) {
            self.byRow = byRow
        }
    }

    private let memory = AtomicLazyReference<Gateways>()

    /// The gateway of every federated object, by the object's row; made on first use.
    ///
    /// - Complexity: O(gateways and objects of their owners) once.
    func gateways(_ population: Population, _ objects: UserObjects) -> [Int64: Int64] {
        if let known = memory.load() { return known.byRow }
        guard population.configuration.federatesObjects else { return [:] }
        // Two threads may find the same at the same time; one result is kept.
        return memory.storeIfNil(Gateways(FederatedObjects.find(population, objects))).byRow
    }

    private static func find(
        _ population: Population,
        _ objects: UserObjects
    ) -> [Int64: Int64] {
        let owners = GatewayOwners(population)
        var byOwner: [Int64: [Int64]] = [:]
        for gateway in 0..<population.configuration.gatewayCount {
            byOwner[owners.owner(gateway), default: []].append(gateway)
        }
        var found: [Int64: Int64] = [:]
        for (owner, gateways) in byOwner {
            // Gateways of each visibility, in order of time, with the room that the first one has.
            var open: [Ownership.Visibility: (gateways: ArraySlice<Int64>, room: Int)] = [:]
            for (visibility, group) in Dictionary(grouping: gateways, by: owners.visibility) {
                open[visibility] = (group[...], countMax)
            }
            objects.forEach(of: owner) { row, place in
                let visibility = objects.visibility(row)
                guard var queue = open[visibility], let gateway = queue.gateways.first,
                    objects.created(row, place) > owners.created(gateway)
                else { return }
                found[row] = gateway
                queue.room -= 1
                if queue.room == 0 { queue = (queue.gateways.dropFirst(), countMax) }
                open[visibility] = queue
            }
        }
        return found
    }
}

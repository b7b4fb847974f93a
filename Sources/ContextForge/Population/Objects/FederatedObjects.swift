import Rows

/// Which objects of users are federated, and through which gateway.
///
/// What a gateway offers belongs to its owner and is visible to the same users. Federated objects
/// are therefore chosen among those of the gateway's owner that have its visibility and were created
/// after it: every count and share stays that of the profile.
enum FederatedObjects {
    /// Greatest number of objects of a table for one gateway.
    private static let countMax = 8

    /// The gateway of every federated object, by the object's row.
    ///
    /// - Complexity: O(gateways and objects of their owners).
    static func gateways(_ population: Population, _ objects: UserObjects) -> [Int64: Int64] {
        guard population.configuration.federatesObjects else { return [:] }
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
                else { return true }
                found[row] = gateway
                queue.room -= 1
                if queue.room == 0 { queue = (queue.gateways.dropFirst(), countMax) }
                open[visibility] = queue.gateways.isEmpty ? nil : queue
                return !open.isEmpty
            }
        }
        return found
    }
}

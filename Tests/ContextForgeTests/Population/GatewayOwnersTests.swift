import Testing

@testable import ContextForge
@testable import Rows

@Suite struct GatewayOwnersTests {
    /// Users and gateways.
    private static let sizes: [(Int64, Int64)] = [
        (1, 1), (1, 7), (2, 1), (2, 5), (10, 2), (100, 10), (7, 100), (500, 500),
    ]

    private func population(_ users: Int64, _ gateways: Int64) -> Population {
        Population(
            .tiny.with {
                $0.userCount = users
                $0.gatewayCount = gateways
                $0[.membersPerTeam] = .normal(1...1, mean: 1)
            }
        )
    }

    @Test(arguments: sizes)
    func `an owner is a user all of whose teams exist when the gateway is registered`(
        users: Int64,
        gateways: Int64
    ) {
        let population = population(users, gateways)
        let owners = GatewayOwners(population)
        for gateway in 0..<gateways {
            let owner = owners.owner(gateway)
            #expect((0..<users).contains(owner))
            let created = owners.created(gateway)
            let teamCount = population.times.teamCount(of: owner, isOlder: true)
            for team in owner * 2..<owner * 2 + teamCount {
                #expect(population.teamCreated(team) <= created)
            }
            #expect(created <= population.timeline.end)
        }
    }

    @Test(arguments: sizes)
    func `gateways are registered in order and their tools are found after them`(
        users: Int64,
        gateways: Int64
    ) {
        let population = population(users, gateways)
        let owners = GatewayOwners(population)
        var last = population.timeline.start
        for gateway in 0..<gateways {
            let created = owners.created(gateway)
            #expect(created >= last)
            last = created
            var lastTool = created
            let first = population.tools.firstRow(of: gateway)
            let count = population.tools.count(of: gateway)
            for ordinal in 0..<count {
                let place = ChildCounts.Place(
                    parent: gateway,
                    ordinal: ordinal,
                    siblingCount: count
                )
                for jitter in [0, 0.999] {
                    let tool = owners.toolCreated(first + ordinal, place, jitter: jitter)
                    #expect(tool >= lastTool)
                    lastTool = tool
                }
            }
            #expect(lastTool <= population.timeline.end)
        }
    }

    @Test func `many users own gateways`() {
        let owners = GatewayOwners(population(500, 500))
        #expect(Set((Int64(0)..<500).map(owners.owner)).count > 200)
    }
}

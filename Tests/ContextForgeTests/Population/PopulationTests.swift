import Testing

@testable import ContextForge
@testable import Rows

@Suite struct PopulationTests {
    @Test(arguments: [DatasetConfiguration.tiny, .small, .mediumLike])
    func `every mean is met exactly`(configuration: DatasetConfiguration) throws {
        let population = Population(configuration)
        let users = configuration.userCount
        #expect(population.teamCount == users * (1 + configuration.additionalTeamsPerUser))
        let relations = [
            (population.tokens, configuration[.tokensPerUser], users),
            (population.resources, configuration[.resourcesPerUser], users),
            (population.prompts, configuration[.promptsPerUser], users),
            (population.servers, configuration[.serversPerUser], users),
            (population.agents, configuration[.agentsPerUser], users),
            (population.tools, configuration[.toolsPerGateway], configuration.gatewayCount),
        ]
        for (counts, distribution, parentCount) in relations {
            let mean = try #require(distribution.mean)
            #expect(counts.parentCount == parentCount)
            #expect(counts.rowCount == Int64((Double(parentCount) * mean).rounded()))
            let limits = distribution.min...distribution.max
            #expect((0..<parentCount).allSatisfy { limits.contains(counts.count(of: $0)) })
        }
    }

    @Test func `team sizes follow the bands of the power law and every personal team has one`() {
        let population = Population(.mediumLike)
        let sizes = (0..<population.teamCount).map { population.members.count(of: $0) }
        let additional = sizes.indices.filter { $0 % 2 != 0 }.map { sizes[$0] }
        #expect(sizes.indices.allSatisfy { $0 % 2 != 0 || sizes[$0] == 1 })
        for (range, share) in [(1...5, 0.80), (10...20, 0.15), (50...100, 0.05)] {
            let found = additional.filter { range.contains(Int($0)) }.count
            #expect(abs(Double(found) / 2000 - share) < 0.01)
        }
        #expect(abs(Double(additional.reduce(0, +)) / 2000 - 7.0) <= 0.1)
    }

    @Test func `counts of one parent in different relations are independent`() {
        let configuration = DatasetConfiguration.mediumLike.with {
            $0[.membersPerTeam] = .uniform(1...10, mean: 5.5)
            $0[.tokensPerUser] = .uniform(1...10, mean: 5.5)
            $0[.resourcesPerUser] = .uniform(1...10, mean: 5.5)
            $0[.promptsPerUser] = .uniform(1...10, mean: 5.5)
            $0[.serversPerUser] = .uniform(1...10, mean: 5.5)
            $0[.agentsPerUser] = .uniform(1...10, mean: 5.5)
        }
        for seed: UInt64 in [42, 43] {
            let population = Population(configuration.with { $0.seed = seed })
            let objects = [
                population.tokens, population.resources, population.prompts, population.servers,
                population.agents,
            ]
            let users = Int64(0)..<2000
            // The size of the one additional team of each user, then the user's objects.
            let counts =
                [users.map { population.members.count(of: 2 * $0 + 1) }]
                + objects.map { relation in users.map { relation.count(of: $0) } }
            for first in counts.indices {
                for second in counts.indices where second > first {
                    let covariance = zip(counts[first], counts[second]).reduce(0.0) {
                        $0 + (Double($1.0) - 5.5) * (Double($1.1) - 5.5) / 2000
                    }
                    // The variance of the numbers 1 to 10 is 8.25.
                    #expect(abs(covariance / 8.25) < 0.1, "seed \(seed): \(first), \(second)")
                }
            }
        }
    }
}

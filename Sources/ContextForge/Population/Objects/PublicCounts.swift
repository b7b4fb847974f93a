import Rows

/// How many objects of each kind are public, computed from the configuration alone: what servers can
/// be composed of.
///
/// The same numbers as those of ``VisiblePool``, without building a population.
package struct PublicCounts: Sendable {
    private let configuration: DatasetConfiguration

    /// The counts of a configuration.
    package init(_ configuration: DatasetConfiguration) {
        self.configuration = configuration
    }

    /// Number of virtual servers, public or not.
    package var servers: Int64 {
        children(configuration[.serversPerUser], of: configuration.userCount)
    }

    /// Number of public resources.
    package var resources: Int64 { publicPart(of: configuration[.resourcesPerUser]) }

    /// Number of public prompts.
    package var prompts: Int64 { publicPart(of: configuration[.promptsPerUser]) }

    /// Number of public A2A agents.
    package var agents: Int64 { publicPart(of: configuration[.agentsPerUser]) }

    /// Number of tools of public gateways, counted up to `wanted`.
    ///
    /// - Complexity: O(1) where any choice of gateways has enough tools or too few; else
    ///   O(gateways).
    package func tools(upTo wanted: Int64) -> Int64 {
        let gateways = configuration.gatewayCount
        guard gateways > 0, wanted > 0 else { return 0 }
        let visible = Share(
            percent: configuration[.objectsPublicPercent],
            of: gateways,
            key: CellKey(seed: configuration.seed, table: "gateways", purpose: "visibility")
        )
        let least = fewestTools(gatewayCount: visible.count, upTo: wanted)
        guard least < wanted else { return wanted }
        let timeline = Timeline(
            startMicroseconds: configuration.startMicroseconds,
            endMicroseconds: configuration.endMicroseconds,
            recentDataPercent: configuration.recentDataPercent
        )
        let slots = Population.gatewaySlots(configuration, TeamTimes(configuration, timeline))
        let tools = Population.toolCounts(configuration, slots: slots)
        var sum: Int64 = 0
        for rank in 0..<visible.count {
            sum += tools.count(of: visible.index(rank: rank))
            if sum >= wanted { return wanted }
        }
        return sum
    }

    /// Tools of the gateways with the fewest, counted up to `wanted`.
    private func fewestTools(gatewayCount: Int64, upTo wanted: Int64) -> Int64 {
        let distribution = configuration[.toolsPerGateway]
        let least = gatewayCount.multipliedReportingOverflow(by: distribution.min)
        if least.overflow || least.partialValue >= wanted { return wanted }
        guard distribution.min < distribution.max else { return least.partialValue }
        let histogram = CountHistogram(distribution, parentCount: configuration.gatewayCount)
        var (left, sum) = (gatewayCount, Int64(0))
        for count in histogram.countMin...histogram.countMax where left > 0 {
            let gateways = min(left, histogram.parentCount(in: count...count))
            sum += gateways * count
            left -= gateways
            if sum >= wanted { return wanted }
        }
        return sum
    }

    private func publicPart(of distribution: CountDistribution) -> Int64 {
        let count = children(distribution, of: configuration.userCount)
        return Int64((Double(count) * configuration[.objectsPublicPercent] / 100).rounded())
    }

    /// Children of all parents together: the mean decides it exactly.
    private func children(_ distribution: CountDistribution, of parentCount: Int64) -> Int64 {
        guard distribution.min < distribution.max else { return parentCount * distribution.min }
        guard let mean = distribution.mean else {
            return CountHistogram(distribution, parentCount: parentCount).total
        }
        return Int64((Double(parentCount) * mean).rounded())
    }
}

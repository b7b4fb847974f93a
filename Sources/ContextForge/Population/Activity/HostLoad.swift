import Rows

/// How busy the machines of the gateway are: as busy as the hour of the week.
struct HostLoad: Sendable {
    private let timeline: Timeline
    private let key: CellKey
    /// Requests a second of a machine in an hour of full activity.
    private let peakRate: Double

    init(_ population: Population) {
        timeline = population.timeline
        key = population.key("gateway_hosts", "load")
        let users = Double(population.configuration.userCount)
        peakRate = 0.02 + users / 4000
    }

    /// What a machine did and had to do in a stretch of time.
    struct Sample {
        /// Requests in all.
        let requestCount: Int64
        /// Those of them that were answered with 4xx and 5xx.
        let clientErrorCount: Int64
        let serverErrorCount: Int64
        /// Requests a second.
        let rate: Double
        /// Use of the processor and of memory, 0 to 100.
        let processorPercent: Double
        let memoryPercent: Double
        /// Mean time of a request in milliseconds.
        let responseTime: Double
    }

    /// The sample of a machine from `start` on.
    func sample(host: Int64, start: Int64, length: Int64) -> Sample {
        let number = start / 1_000_000 * 16 + host
        let activity = timeline.activity(at: start + length) - timeline.activity(at: start)
        // 100 is the weight of the busiest hour.
        let busyness = min(1, Double(activity) / Double(length) / 100)
        let rate = peakRate * busyness * (0.8 + 0.4 * key.unit(number))
        let count = Int64(rate * Double(length) / 1e6)
        let jitter = key.stream(1).unit(number)
        return Sample(
            requestCount: count,
            clientErrorCount: count * Int64(20 + jitter * 20) / 1000,
            serverErrorCount: count * Int64(5 + jitter * 10) / 1000,
            rate: HostLoad.rounded(rate),
            processorPercent: HostLoad.rounded(4 + 60 * busyness + 12 * jitter),
            memoryPercent: HostLoad.rounded(38 + 14 * busyness + 3 * key.stream(2).unit(number)),
            responseTime: HostLoad.rounded(55 + 45 * busyness + 20 * jitter)
        )
    }

    /// Two decimals, as the gateway keeps.
    static func rounded(_ value: Double) -> Double {
        (value * 100).rounded() / 100
    }
}

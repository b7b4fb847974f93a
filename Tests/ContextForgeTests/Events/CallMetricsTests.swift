import TestSupport
import Testing

@testable import ContextForge
@testable import Rows

/// Single calls and their sums by the hour.
@Suite struct CallMetricsTests {
    private static let kinds = [
        (table: "tool_metrics", column: "tool_id", objects: "tools"),
        (table: "resource_metrics", column: "resource_id", objects: "resources"),
        (table: "prompt_metrics", column: "prompt_id", objects: "prompts"),
        (table: "server_metrics", column: "server_id", objects: "servers"),
        (table: "a2a_agent_metrics", column: "a2a_agent_id", objects: "a2a_agents"),
    ]

    /// Several thousand objects, so that cohorts have more than one object.
    private static let many = DatasetConfiguration.small.with {
        $0.userCount = 600
        $0[.resourcesPerUser] = .normal(1...8, mean: 4)
        $0[.metricsPerResource] = .zipf(0...12, mean: 2)
    }

    private func rows(_ name: String, _ catalogue: GatewayDataset) throws -> TableContents {
        TableContents(try #require(catalogue.table(named: name)))
    }

    /// Calls of each object, in single rows and in sums.
    private func totals(
        _ kind: (table: String, column: String, objects: String),
        _ catalogue: GatewayDataset
    ) throws -> [String: Int64] {
        let single = try rows(kind.table, catalogue)
        let hourly = try rows(kind.table + "_hourly", catalogue)
        var totals: [String: Int64] = [:]
        for object in single.texts(kind.column) { totals[object, default: 0] += 1 }
        for (object, count) in zip(hourly.texts(kind.column), hourly.numbers("total_count")) {
            totals[object, default: 0] += count
        }
        return totals
    }

    @Test(arguments: [nil, 0, 1, 2, 24] as [Int64?])
    func `every call is in one row or one sum, whatever is kept`(rawHours: Int64?) throws {
        let catalogue = GatewayDataset(.small.with { $0.rawHours = rawHours })
        let configuration = catalogue.population.configuration
        let distributions = [
            CountKey.metricsPerTool, .metricsPerResource, .metricsPerPrompt, .metricsPerServer,
            .metricsPerAgent,
        ].map { configuration[$0] }
        for (kind, distribution) in zip(CallMetricsTests.kinds, distributions) {
            let objects = try #require(catalogue.table(named: kind.objects)).rowCount
            let totals = try totals(kind, catalogue)
            let mean = try #require(distribution.mean)
            let sum = totals.values.reduce(0, +)
            // A day of single calls stands in the sums too.
            if rawHours == 24 {
                #expect(sum >= Int64((Double(objects) * mean).rounded()))
            } else {
                #expect(sum == Int64((Double(objects) * mean).rounded()), "\(kind.table)")
                #expect(totals.values.allSatisfy { $0 >= distribution.min })
                #expect(totals.values.allSatisfy { $0 <= distribution.max })
                #expect(Int64(totals.count) == objects)
            }
        }
    }

    @Test func `sums equal the calls that they stand for`() throws {
        let catalogue = GatewayDataset(.small.with { $0.rawHours = 87_600 })
        for kind in CallMetricsTests.kinds {
            let single = try rows(kind.table, catalogue)
            let hourly = try rows(kind.table + "_hourly", catalogue)
            let hour = ActivityCalendar.microsecondsPerHour
            struct Key: Hashable {
                let object: String
                let hour: Int64
            }
            var calls: [Key: [(seconds: Double, isSuccess: Bool)]] = [:]
            let seconds = single.numbers("response_time")
            let successes = single.numbers("is_success")
            let moments = single.numbers("timestamp")
            for (row, object) in single.texts(kind.column).enumerated() {
                let key = Key(object: object, hour: moments[row] - moments[row] % hour)
                let duration = Double(bitPattern: UInt64(bitPattern: seconds[row]))
                calls[key, default: []].append((duration, successes[row] == 1))
            }
            let starts = hourly.numbers("hour_start")
            let number = { (column: String, row: Int) in
                Double(bitPattern: UInt64(bitPattern: hourly.numbers(column)[row]))
            }
            #expect(hourly.rowCount > 20)
            for (row, object) in hourly.texts(kind.column).enumerated().prefix(400) {
                let found = try #require(calls[Key(object: object, hour: starts[row])])
                let durations = found.map(\.seconds).sorted()
                #expect(hourly.numbers("total_count")[row] == Int64(found.count))
                #expect(
                    hourly.numbers("success_count")[row]
                        == Int64(found.filter(\.isSuccess).count)
                )
                #expect(number("min_response_time", row) == durations.first)
                #expect(number("max_response_time", row) == durations.last)
                let mean = durations.reduce(0, +) / Double(durations.count)
                #expect(abs(number("avg_response_time", row) - mean) < 1e-12)
            }
            let last = try #require(starts.last)
            let summed = calls.filter { $0.key.hour <= last }.count
            #expect(summed == hourly.rowCount, "\(kind.table)")
        }
    }

    @Test func `a fifth of the resources has four fifths of the reads`() throws {
        let catalogue = GatewayDataset(CallMetricsTests.many)
        let totals = try totals(CallMetricsTests.kinds[1], catalogue)
        let objects = try #require(catalogue.table(named: "resources")).rowCount
        #expect(objects > EventCohorts.singleCountMax)
        let sorted = totals.values.sorted(by: >)
        let sum = sorted.reduce(0, +)
        let hot = sorted.prefix(Int(objects) / 5).reduce(0, +)
        #expect(abs(Double(hot) / Double(sum) - 0.8) <= 0.03)
        #expect(abs(Double(sum) - 2 * Double(objects)) <= 32)
    }

    @Test func `single calls are in order of time across objects, and never repeat`() throws {
        for configuration in [DatasetConfiguration.small, CallMetricsTests.many] {
            let catalogue = GatewayDataset(configuration.with { $0.rawHours = nil })
            let single = try rows("resource_metrics", catalogue)
            let moments = single.numbers("timestamp")
            #expect(moments == moments.sorted())
            let objects = single.texts("resource_id")
            let apart = zip(objects, objects.dropFirst()).filter { $0 != $1 }.count
            #expect(apart > objects.count / 4)
            #expect(try rows("resource_metrics_hourly", catalogue).rowCount == 0)
        }
    }

    @Test func `objects to which nothing happens have no event`() {
        let population = Population(
            .small.with { $0[.metricsPerTool] = .zipf(0...0, mean: 0) }
        )
        let events = population.toolEvents
        #expect(events.eventCount == 0)
        #expect(events.eventCount(of: 3) == 0)
        #expect(events.lastMoment(of: 3) == nil)
        #expect(EventWindows(events, unit: .event).rowCount == 0)
    }

    @Test func `a last event is found where the burst of one visit lasts into the next`() {
        let population = Population(
            .small.with {
                // Nearly all that happens, in the first three hours.
                $0.startMicroseconds =
                    $0.endMicroseconds - Timeline.recentMicroseconds - 10_800_000_000
                $0.recentDataPercent = 5
            }
        )
        let events = population.tokenEvents
        let windows = EventWindows(events, unit: .event)
        var moments: [Int64: [Int64]] = [:]
        windows.forEach(0..<windows.rowCount, using: EventMemory()) { _, row in
            moments[row.object, default: []].append(row.time)
        }
        var lapCount = 0
        for object in 0..<events.objectCount {
            let own = moments[object] ?? []
            #expect(events.lastMoment(of: object) == own.max())
            let ordered = (0..<Int64(own.count)).map { events.moment(of: object, event: $0) }
            if ordered != ordered.sorted() { lapCount += 1 }
            if let middle = own.sorted().dropFirst(own.count / 2).first {
                let before = own.filter { $0 < middle }.max()
                #expect(events.lastMoment(of: object, before: middle) == before)
            }
            let even = ordered.indices.filter { $0 % 2 == 0 }.map { ordered[$0] }.max()
            #expect(events.lastMoment(of: object) { $0 % 2 == 0 } == even)
        }
        #expect(lapCount > 0)
    }

    @Test func `an object finds its own events`() {
        for configuration in [DatasetConfiguration.small, CallMetricsTests.many] {
            let population = Population(configuration)
            let events = population.resourceEvents
            let windows = EventWindows(events, unit: .event)
            var found: [Int64: Int64] = [:]
            let memory = EventMemory()
            windows.forEach(0..<windows.rowCount, using: memory) { _, row in
                let moment = events.moment(of: row.object, event: Int64(row.ordinal))
                #expect(moment == row.time)
                found[row.object] = max(found[row.object] ?? 0, row.time)
            }
            for object in 0..<events.objectCount {
                #expect(events.lastMoment(of: object) == found[object])
            }
        }
    }
}

@Suite struct HourDurationsTests {
    @Test func `one call is the least, the greatest and everything between`() {
        let hour = HourDurations([0.25])
        #expect([hour.least, hour.greatest, hour.mean, hour.median] == [0.25, 0.25, 0.25, 0.25])
        #expect([hour.percentile95, hour.percentile99] == [0.25, 0.25])
    }

    @Test func `percentiles lie between the two nearest calls on a straight line`() {
        let hour = HourDurations([1, 2, 4, 8, 16])
        #expect(hour.median == 4)
        #expect(abs(hour.percentile95 - (8 + 8 * 0.8)) < 1e-12)
        #expect(abs(hour.percentile99 - (8 + 8 * 0.96)) < 1e-12)
        #expect(hour.mean == 6.2)
        #expect(HourDurations([1, 3]).median == 2)
    }
}

import ContextForge
import Foundation
import Planner
import Rows
import TestSupport
import Testing

@testable import Benchmark

@Suite struct BenchmarkTests {
    private static func plan(batchSize: Int64) throws -> GenerationPlan {
        let profile = try ProfileLoader.load(
            path: "\(PackageRoot.path)/profiles/tiny.yaml",
            for: .contextForge,
            overrides: ProfileOverrides(endDate: "2026-06-01"),
            nowMicroseconds: 0
        )
        return try GenerationPlan(
            PlanRecipe(
                dataset: profile.dataset,
                batchSize: batchSize,
                tables: Catalogue.contextForge.definitions.map(\.name)
            )
        )
    }

    private static func line(_ name: String, rows: Int64) -> TablePlan {
        TablePlan(
            name: name,
            component: name,
            rowCount: rows,
            firstBatch: 0,
            batchCount: 1,
            parents: [],
            rowByteCount: 1
        )
    }

    @Test(arguments: [1, 2, 3, 7, 40, 1000] as [Int64])
    func `a sample has whole batches of the plan, no more than asked for and one at least`(
        rowCountMax: Int64
    ) throws {
        let plan = try Self.plan(batchSize: 2)
        for table in plan.tables where table.rowCount > 0 {
            let sample = BatchSample(table, of: plan, rowCountMax: rowCountMax)
            #expect(sample.rowCount <= max(2, rowCountMax))
            #expect(!sample.batches.isEmpty)
            let batches = (table.firstBatch..<(table.firstBatch + table.batchCount)).map {
                plan.batch($0).rows
            }
            #expect(Set(sample.batches).isSubset(of: batches))
            #expect(Set(sample.batches).count == sample.batches.count)
            if table.batchCount <= rowCountMax / 2 { #expect(sample.batches == batches) }
        }
    }

    @Test func `every table of the catalogue can be measured`() throws {
        let plan = try Self.plan(batchSize: 100)
        for table in plan.tables where table.rowCount > 0 {
            let source = try #require(plan.dataset.table(named: table.name))
            let sample = BatchSample(table, of: plan, rowCountMax: 100)
            let measured = try TableBenchmark(source, sample).run(repeats: 1)
            #expect(measured.rowCount == sample.rowCount)
            // A row begins with the number of its fields and has a length for each.
            let fields = Int64(type(of: source).definition.filledColumns.count)
            #expect(measured.byteCount >= measured.rowCount * (2 + 4 * fields))
            #expect(measured.synthesisSeconds > 0)
            #expect(measured.encodingSeconds > 0)
        }
    }

    @Test func `the median of the repeats counts`() {
        let measured = [5.0, 1, 9, 2, 3].map {
            SampleTiming(rowCount: 1, byteCount: 1, synthesisSeconds: $0, encodingSeconds: 0)
        }
        #expect(SampleTiming.median(measured).seconds == 3)
        #expect(SampleTiming.median([measured[2]]).seconds == 9)
    }

    @Test func `the total weighs each table by its planned rows`() throws {
        var report = RowsReport(profile: "tiny", repeats: 1)
        let slow = SampleTiming(
            rowCount: 10,
            byteCount: 1000,
            synthesisSeconds: 0.75,
            encodingSeconds: 0.25
        )
        let fast = SampleTiming(
            rowCount: 100,
            byteCount: 5000,
            synthesisSeconds: 0.5,
            encodingSeconds: 0.5
        )
        report.add(Self.line("slow", rows: 10), slow)
        report.add(Self.line("fast", rows: 900), fast)
        let total = try #require(report.total)
        // 10 rows in 1 s and 900 in 9 s.
        #expect(abs(total.rowsPerSecond - 91) < 1e-9)
        #expect(abs(total.bytesPerRow - 46_000.0 / 910) < 1e-9)
        #expect(abs(total.megabytesPerSecond - 0.0046) < 1e-9)
        #expect(abs(total.encodingRowsPerSecond - 910 / 4.75) < 1e-9)
        #expect(report.tables.map(\.rowsPerSecond) == [10, 100])
        let lines = report.text.split(separator: "\n")
        #expect(lines.count == 5)
        #expect(lines[2].hasPrefix("| slow | 10 | 100 |"))
        #expect(lines[4].hasPrefix("| all | 910 | 51 |"))
    }

    @Test func `JSON has a line for every table, and the total`() throws {
        var report = RowsReport(profile: "tiny", repeats: 3)
        let measured = SampleTiming(
            rowCount: 4,
            byteCount: 8,
            synthesisSeconds: 1,
            encodingSeconds: 1
        )
        report.add(Self.line("tools", rows: 4), measured)
        let json = try JSONSerialization.jsonObject(with: Data(report.json.utf8))
        let found = try #require(json as? [String: Any])
        #expect(Set(found.keys) == ["profile", "repeats", "tables", "total"])
        let lines = try #require(found["tables"] as? [[String: Any]])
        #expect(lines.map { $0["table"] as? String } == ["tools"])
        #expect(lines[0]["rowsPerSecond"] as? Double == 2)
        #expect((found["total"] as? [String: Any])?["table"] as? String == "all")
    }
}

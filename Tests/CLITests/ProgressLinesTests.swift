import Testing

@testable import CLI
@testable import Executor

@Suite struct ProgressLinesTests {
    private static func table(
        _ component: String,
        _ committed: Int64,
        of rowCount: Int64,
        new: Int64? = nil,
        started: Double? = 0,
        ended: Double? = nil
    ) -> RunProgress.Table {
        RunProgress.Table(
            name: component,
            component: component,
            rowCount: rowCount,
            committedRowCount: committed,
            newRowCount: new ?? committed,
            startedSeconds: started,
            endedSeconds: ended
        )
    }

    private static let middle = RunProgress(tables: [
        table("users", 1000, of: 1000, ended: 2),
        table("tools", 2500, of: 5000, new: 1500, started: 2),
        table("prompts", 0, of: 10, started: nil),
    ])
    private static let huge = RunProgress(
        tables: (0..<3).map {
            table("server_resource_associations_\($0)", 999_999_999_999, of: 999_999_999_999_999)
        },
        retryCount: 1_000_000,
        recoveredCount: 1_000_000
    )

    private static func lines(_ progress: RunProgress, seconds: Double = 4) -> ProgressLines {
        ProgressLines(
            progress,
            byteCounts: progress.tables.map { _ in 100 },
            seconds: seconds
        )
    }

    @Test func `a run in the middle is shown with a bar for each table`() {
        #expect(
            Self.lines(Self.middle).bars(columnCount: 80) == [
                "users   [#############################] 100% 1,000/1,000  500/s",
                "tools   [##############...............]  50% 2,500/5,000  750/s",
                "prompts [.............................]   0% 0/10  -",
                "total    58% 3,500/6,010 rows, 625/s, elapsed 4.0s, left 4.0s",
            ]
        )
    }

    @Test func `indexes that are restored while tables load are counted`() {
        var progress = Self.middle
        progress.suspendedCount = 12
        progress.restoredCount = 5
        #expect(
            Self.lines(progress).plain
                == "progress:  58% 3,500/6,010 rows, 625/s, elapsed 4.0s, 5/12 indexes back, left 4.0s"
        )
    }

    @Test func `without a terminal one line says it all`() {
        #expect(
            Self.lines(Self.middle).plain
                == "progress:  58% 3,500/6,010 rows, 625/s, elapsed 4.0s, left 4.0s"
        )
        var troubled = Self.middle
        troubled.retryCount = 2
        troubled.recoveredCount = 3
        #expect(Self.lines(troubled).plain.hasSuffix(", 2 retries, 3 recovered"))
    }

    @Test(arguments: [1, 2, 20, 40, 80, 200])
    func `nothing is as long as the terminal is wide`(columnCount: Int) {
        let states = [Self.middle, Self.huge, RunProgress(tables: [])]
        for progress in states {
            for seconds in [0, 0.5, 4, 1_000_000.0] {
                let lines = Self.lines(progress, seconds: seconds).bars(columnCount: columnCount)
                #expect(lines.count == progress.tables.count + 1)
                for line in lines {
                    #expect(line.count < columnCount, "\(line)")
                    #expect(!line.contains("\n"))
                }
            }
        }
    }

    @Test func `a narrow terminal drops the bar first`() {
        let lines = Self.lines(Self.middle).bars(columnCount: 50)
        #expect(!lines[0].contains("["))
        #expect(lines[0].contains("100%"))
        let wide = Self.lines(Self.middle).bars(columnCount: 200)
        #expect(wide[0].contains("[" + String(repeating: "#", count: 30) + "]"))
    }

    @Test func `time left is unknown at the beginning and at the end`() {
        #expect(!Self.lines(Self.middle, seconds: 0.9).plain.contains("left"))
        let whole = RunProgress(tables: [Self.table("users", 10, of: 10)])
        #expect(!Self.lines(whole).plain.contains("left"))
        let resumed = RunProgress(tables: [Self.table("users", 5, of: 10, new: 0)])
        #expect(!Self.lines(resumed).plain.contains("left"))
    }

    @Test func `time left follows the bytes, not the rows`() {
        let progress = RunProgress(tables: [
            Self.table("small", 100, of: 100), Self.table("large", 0, of: 100),
        ])
        let lines = ProgressLines(progress, byteCounts: [10, 1000], seconds: 2)
        #expect(lines.plain.hasSuffix("left 3m 20s"))
    }

    @Test func `nothing to do is all done`() {
        #expect(Self.lines(RunProgress(tables: [])).plain.hasPrefix("progress: 100% 0/0 rows"))
    }
}

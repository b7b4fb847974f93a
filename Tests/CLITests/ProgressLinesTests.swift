import Testing

@testable import CLI
@testable import Executor

@Suite struct ProgressLinesTests {
    private static func table(
        _ component: String,
        _ committed: Int64,
        of rowCount: Int64,
        new: Int64? = nil,
        inHand: Int64 = 0,
        isStarted: Bool = true,
        ended: Double? = nil
    ) -> RunProgress.Table {
        RunProgress.Table(
            name: component,
            component: component,
            rowCount: rowCount,
            committedRowCount: committed,
            newRowCount: new ?? committed,
            isStarted: isStarted,
            endedSeconds: ended,
            inHandRowCount: inHand,
            timedRowCount: isStarted ? new ?? committed : 0,
            workSeconds: isStarted ? 0.5 : 0
        )
    }

    private static let middle = RunProgress(
        tables: [
            table("users", 1000, of: 1000, ended: 2),
            table("tools", 2500, of: 5000, new: 1500, inHand: 500),
            table("prompts", 0, of: 10, isStarted: false),
        ],
        generatedRowCount: 3200
    )
    private static let huge = RunProgress(
        tables: (0..<3).map {
            table("server_resource_associations_\($0)", 999_999_999_999, of: 999_999_999_999_999)
        },
        retryCount: 1_000_000,
        recoveredCount: 1_000_000,
        lastRetryCause: "connection-lost"
    )
    /// As many tables as the gateway has: 20 done, 2 at work, 40 to come.
    private static let many: RunProgress = {
        let done = (0..<20).map { index in
            table("table_\(index)", 10, of: 10, ended: Double(index + 1))
        }
        let atWork = (20..<22).map { table("table_\($0)", 5, of: 10) }
        let waiting = (22..<62).map { table("table_\($0)", 0, of: 10, isStarted: false) }
        return RunProgress(tables: done + atWork + waiting)
    }()

    private static func moment(
        _ progress: RunProgress,
        seconds: Double = 4,
        left: Double? = 4
    ) -> ProgressMoment {
        ProgressMoment(
            progress: progress,
            seconds: seconds,
            secondsLeft: left,
            memoryByteCount: 45_300_000
        )
    }

    private static func lines(_ progress: RunProgress, _ columnCount: Int) -> [String] {
        ProgressLines(moment(progress)).bars(columnCount: columnCount).map(\.text)
    }

    @Test func `a run in the middle is shown with a bar for each table`() {
        #expect(
            Self.lines(Self.middle, 80) == [
                "users   [##############################] 100% 1,000/1,000  2,000/s",
                "tools   [###############===............]  50% 2,500/5,000  3,000/s",
                "prompts [..............................]   0%        0/10        -",
                "total   [#################==...........]  58% 3,500/6,010    625/s",
                "elapsed 4.0s, left 4.0s, 3,200 rows made, memory 45.3 MB",
            ]
        )
    }

    @Test func `indexes that are restored while tables load are counted`() {
        var progress = Self.middle
        progress.suspendedCount = 12
        progress.restoredCount = 5
        #expect(
            ProgressLines(Self.moment(progress)).plain
                == "progress:  58% 3,500/6,010 rows, 625/s, elapsed 4.0s, 5/12 indexes back, "
                + "left 4.0s, 3,200 rows made, memory 45.3 MB"
        )
    }

    @Test func `a narrow terminal shortens the bar, then drops rates, then rows`() {
        #expect(
            Self.lines(Self.middle, 56)[1]
                == "tools   [#########==........]  50% 2,500/5,000  3,000/s"
        )
        #expect(Self.lines(Self.middle, 40)[1] == "tools   [######=.....]  50% 2,500/5,000")
        #expect(Self.lines(Self.middle, 30)[1] == "tools   [#######=......]  50%")
        #expect(
            Self.lines(Self.middle, 20) == [
                "users   100%", "tools    50%", "prompts   0%", "total    58%",
                "elapsed 4.0s", "left 4.0s", "3,200 rows made", "memory 45.3 MB",
            ]
        )
    }

    @Test func `long names give way to the bar`() {
        let line = Self.lines(Self.huge, 60)[0]
        #expect(line.hasPrefix("server_resource_as~ [.........."), "\(line)")
    }

    @Test(arguments: [1, 2, 20, 40, 56, 80, 200])
    func `nothing is as long as the terminal is wide`(columnCount: Int) {
        let states = [Self.middle, Self.huge, Self.many, RunProgress(tables: [])]
        for progress in states {
            for seconds in [0, 0.5, 4, 1_000_000.0] {
                for left in [nil, 0, 1e7] {
                    let lines = ProgressLines(Self.moment(progress, seconds: seconds, left: left))
                        .bars(columnCount: columnCount)
                    #expect(lines.count > progress.tables.count)
                    for line in lines {
                        #expect(line.count < columnCount, "\(line)")
                        #expect(!line.text.contains("\n"))
                    }
                }
            }
        }
    }

    @Test(arguments: [4, 10, 24, 60, 100])
    func `there are fewer lines than the terminal is high`(lineCount: Int) {
        let lines = ProgressLines(Self.moment(Self.many))
            .bars(columnCount: 80, lineCount: lineCount).map(\.text)
        #expect(lines.count < max(5, lineCount))
        #expect(lines.contains { $0.hasPrefix("total") })
        #expect(lines.contains { $0.hasPrefix("elapsed") })
        guard lineCount >= 10, lineCount < 64 else { return }
        // Those at work first, then what comes next, then what was done last, in their order.
        #expect(lines.contains { $0.hasPrefix("table_20 ") })
        #expect(lines.contains { $0.hasPrefix("table_21 ") })
        #expect(lines.contains { $0.hasPrefix("table_22 ") })
        #expect(lines.contains { $0.hasPrefix("(and ") && $0.hasSuffix(")") })
    }

    @Test func `in ten lines the tables at work are shown`() {
        let lines = ProgressLines(Self.moment(Self.many)).bars(columnCount: 80, lineCount: 10)
        #expect(
            lines.map { String($0.text.prefix(9)) } == [
                "table_18 ", "table_19 ", "table_20 ", "table_21 ", "table_22 ", "table_23 ",
                "(and 56 t", "total    ", "elapsed 4",
            ]
        )
        #expect(lines[6].text == "(and 56 tables: 18 done, 38 to come)")
    }

    @Test func `colours change nothing but colours`() {
        for line in ProgressLines(Self.moment(Self.middle)).bars(columnCount: 80) {
            let bare = line.coloured.replacing(/\u{1B}\[[0-9]*m/, with: "")
            #expect(bare == line.text)
        }
        #expect(
            ProgressLines(Self.moment(Self.middle)).bars(columnCount: 80)[1].coloured
                .contains("\u{1B}[32m###############\u{1B}[0m\u{1B}[36m===\u{1B}[0m")
        )
    }

    @Test func `blocks are drawn where Unicode is shown`() {
        let lines = ProgressLines(Self.moment(Self.middle), glyphs: .blocks).bars(columnCount: 30)
        #expect(lines[1].text == "tools   [███████▒······]  50%")
    }

    @Test func `without a terminal one line says it all`() {
        #expect(
            ProgressLines(Self.moment(Self.middle)).plain
                == "progress:  58% 3,500/6,010 rows, 625/s, elapsed 4.0s, left 4.0s, "
                + "3,200 rows made, memory 45.3 MB"
        )
    }

    @Test func `retries, recovered and lost batches are told`() {
        var troubled = Self.middle
        troubled.retryCount = 1
        troubled.lastRetryCause = "connection-lost"
        troubled.recoveredCount = 3
        let line = ProgressLines(Self.moment(troubled)).plain
        #expect(line.contains(", 1 retry (last: connection-lost), 3 recovered, "), "\(line)")
        troubled.retryCount = 2
        troubled.lostCount = 4
        let more = ProgressLines(Self.moment(troubled)).plain
        #expect(more.contains(", 2 retries (last: connection-lost), "), "\(more)")
        #expect(more.contains(", 4 lost and loaded again, "), "\(more)")
    }

    @Test func `a share is 100 only when nothing is missing`() {
        let almost = RunProgress(tables: [Self.table("users", 999_999, of: 1_000_000)])
        #expect(Self.lines(almost, 80)[0].contains("#.]  99% "))
    }

    @Test func `nothing to do is all done`() {
        let moment = ProgressMoment(progress: RunProgress(tables: []), seconds: 0)
        #expect(ProgressLines(moment).plain == "progress: 100% 0/0 rows, -, elapsed 0ms")
    }
}

/// Rounds of gatefill and of the limit side by side, for people and as JSON.
struct LoadReport: Encodable {
    /// One round: the same rows in the same minutes.
    struct Round: Encodable, Equatable {
        let gatefill: GatefillRun.Outcome
        let limitSeconds: Double

        /// 1 is as fast as the limit.
        var ratio: Double { limitSeconds / gatefill.seconds }
    }

    /// The rounds of one mode on one database.
    struct Line: Encodable, Equatable {
        let database: String
        let mode: LoadMode
        let connections: Int
        let rounds: [Round]
        let rows: Int64
        let gatefillSeconds: Double
        let limitSeconds: Double
        /// The median of the rounds' ratios, not the ratio of the medians.
        let ratio: Double
        let peakMemoryBytes: Int64

        init(database: String, mode: LoadMode, connections: Int, rounds: [Round]) {
            precondition(!rounds.isEmpty, "nothing was measured")
            self.database = database
            self.mode = mode
            self.connections = connections
            self.rounds = rounds
            rows = rounds[0].gatefill.rowCount
            gatefillSeconds = Line.median(rounds.map(\.gatefill.seconds))
            limitSeconds = Line.median(rounds.map(\.limitSeconds))
            ratio = Line.median(rounds.map(\.ratio))
            peakMemoryBytes = rounds.map(\.gatefill.peakMemoryByteCount).max() ?? 0
        }

        private static func median(_ values: [Double]) -> Double {
            values.sorted()[values.count / 2]
        }
    }

    let profile: String
    private(set) var lines: [Line] = []

    init(profile: String) { self.profile = profile }

    /// Adds the rounds of a mode.
    mutating func add(_ line: Line) { lines.append(line) }

    /// A Markdown table.
    var text: String {
        MarkdownTable(
            titles: [
                "database, indexes", "connections", "rows", "gatefill, s", "rows/s", "limit, s",
                "rows/s", "ratio", "client's peak memory, MB",
            ],
            lines: lines.map { line in
                [
                    "\(line.database), \(line.mode.rawValue)", "\(line.connections)",
                    MarkdownTable.grouped(Double(line.rows)),
                    MarkdownTable.fixed(line.gatefillSeconds, digits: 2),
                    MarkdownTable.grouped(Double(line.rows) / line.gatefillSeconds),
                    MarkdownTable.fixed(line.limitSeconds, digits: 2),
                    MarkdownTable.grouped(Double(line.rows) / line.limitSeconds),
                    MarkdownTable.fixed(line.ratio, digits: 2),
                    MarkdownTable.grouped(Double(line.peakMemoryBytes) / 1e6),
                ]
            }
        ).text
    }
}

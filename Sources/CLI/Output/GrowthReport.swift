import Executor

/// What would become of the tables of a run that grows, for people and as JSON.
struct GrowthReport: Encodable {
    struct Table: Encodable {
        let table: String
        let component: String
        let rows: Int64
        let grownRows: Int64
        let verdict: String
        let comparedRows: Int
        let sameRows: Int
    }

    let run: Int64
    let isPossible: Bool
    let tables: [Table]

    init(_ survey: GrowthSurvey, run: Int64) {
        self.run = run
        isPossible = survey.isPossible
        tables = survey.tables.map { table in
            Table(
                table: table.name,
                component: table.component,
                rows: table.rowCount,
                grownRows: table.grownRowCount,
                verdict: table.verdict.rawValue,
                comparedRows: table.sampleCount,
                sameRows: table.sameCount
            )
        }
    }

    /// A line for each table, and what follows from them.
    var text: String {
        var table = TextTable([
            ("Component", false), ("Rows", true), ("Grown", true), ("Verdict", false),
            ("Rows that stay as they are", false),
        ])
        for row in tables {
            table.add([
                row.component, Figures.grouped(row.rows), Figures.grouped(row.grownRows),
                row.verdict,
                row.comparedRows > 0 ? "\(row.sameRows) of \(row.comparedRows) compared" : "-",
            ])
        }
        return table.text + "\n\n" + conclusion
    }

    private var conclusion: String {
        let added = tables.filter { $0.verdict == GrowthSurvey.Verdict.added.rawValue }
        guard isPossible else {
            let stay = [GrowthSurvey.Verdict.same, .added].map(\.rawValue)
            let count = tables.count { !stay.contains($0.verdict) }
            return "Run \(run) cannot grow: \(count) of \(tables.count) tables would change."
        }
        guard !added.isEmpty else { return "Run \(run) has all that the profile has." }
        let rowCount = added.reduce(0) { $0 + $1.grownRows }
        return "No compared row of run \(run) would change; \(added.count) tables with "
            + "\(Figures.grouped(rowCount)) rows are missing."
    }
}

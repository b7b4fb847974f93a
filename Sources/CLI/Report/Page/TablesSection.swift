/// The tables of a run on its page: what was generated, how fast, and when.
struct TablesSection {
    private let document: RunDocument

    /// The section of a report.
    init(_ document: RunDocument) {
        self.document = document
    }

    /// A line a table that has rows; the others are named below.
    var html: String {
        var table = PageTable([
            ("Table", false), ("When, of the time at work", false), ("Rows", true), ("Of", true),
            ("Batches", true), ("Rows/s of a worker", true), ("p50", true), ("p95", true),
            ("p99", true),
            ("Failed attempts", true),
        ])
        for row in document.tables where row.plannedRows > 0 {
            let isTimed = row.startSeconds != nil
            let seconds = { (value: Double) in isTimed ? Figures.duration(value) : "-" }
            table.add([
                .text(row.table), .markup(when(row)), .number(Figures.grouped(row.committedRows)),
                .number(Figures.grouped(row.plannedRows)),
                .number(Figures.grouped(row.committedBatches)),
                .number(row.rowsPerWorkSecond.map { Figures.grouped(Int64($0.rounded())) } ?? "-"),
                .number(seconds(row.batchSeconds.p50)), .number(seconds(row.batchSeconds.p95)),
                .number(seconds(row.batchSeconds.p99)),
                .number(Figures.grouped(row.failedAttempts)),
            ])
        }
        let empty = document.tables.filter { $0.plannedRows == 0 }.map(\.table)
        let remark =
            empty.isEmpty
            ? ""
            : "<p class=\"remark\">Without rows in this profile: "
                + "\(MarkupText.html(empty.joined(separator: ", "))).</p>"
        return table.html + remark
    }

    /// A bar from the first batch to the last.
    private func when(_ row: RunDocument.Table) -> String {
        guard let start = row.startSeconds, let end = row.endSeconds, document.secondsAtWork > 0
        else { return "" }
        let place = { (seconds: Double) in 160 * min(1, seconds / document.secondsAtWork) }
        let left = min(place(start), 158)
        let times = "\(Figures.duration(start)) to \(Figures.duration(end))"
        return """
            <svg class="when" viewBox="0 0 160 12" role="img" aria-label="\(times)">\
            <title>\(times)</title><rect class="track" y="5" width="160" height="2"/>\
            <rect class="mark found" x="\(Plot.number(left))" y="1" rx="2" height="10" \
            width="\(Plot.number(max(2, place(end) - left)))"/></svg>
            """
    }
}

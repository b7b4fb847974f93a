/// What verification found, on a run's page.
struct VerificationSection {
    private let document: RunDocument

    /// The section of a report.
    init(_ document: RunDocument) {
        self.document = document
    }

    /// The journal's last result, then every check that was made for the report.
    var html: String {
        var parts: [String] = []
        if let verified = document.verification {
            let style = verified.passed ? "good" : "trouble"
            let text =
                "\(verified.checks) checks, \(verified.failed) failed, at \(verified.at)"
                + (verified.summary.isEmpty ? "" : ": \(verified.summary)")
            parts.append("<p class=\"\(style)\">\(MarkupText.html(text))</p>")
        } else {
            parts.append("<p>The journal has no verification of the rows as they are.</p>")
        }
        guard let checks = document.checks else { return parts.joined() }
        let failed = checks.filter { $0.passed == false }
        parts.append(
            "<p>Checked again for this report: \(checks.count) checks, \(failed.count) failed.</p>"
        )
        var table = PageTable([
            ("Result", false), ("Check", false), ("Of", false), ("Finding", false),
        ])
        // Failures first; sorted(by:) would not keep the order of the others.
        for check in failed + checks.filter({ $0.passed != false }) {
            let style = check.passed == false ? "trouble" : "good"
            let word = check.passed.map { $0 ? "ok" : "failed" } ?? "not applicable"
            table.add([
                .markup("<span class=\"\(style)\">\(word)</span>"),
                .text(check.check), .text(check.subject), .text(check.finding),
            ])
        }
        parts.append(table.html)
        return parts.joined(separator: "\n")
    }
}

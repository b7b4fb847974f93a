import Testing

@testable import Targets

/// The reasons for which cleanup keeps rows, as ledger and journal store them.
@Suite struct KeptReasonTests {
    @Test(arguments: [
        (KeptReason.reference("email_team_members.team_id"), "email_team_members.team_id"),
        (.reference("other.notes.tool_id"), "other.notes.tool_id"),
        (.derivedRow("tool_metrics.tool_id"), "derived tool_metrics.tool_id"),
        (.change("description"), "changed description"),
        (.server("trigger keep_audit"), "trigger keep_audit"),
        (.server(#"rule "no delete" or trigger a"#), #"rule "no delete" or trigger a"#),
        (.server(nil), "the server did not delete it"),
    ])
    func `a reason is read back from its text`(reason: KeptReason, text: String) {
        #expect(reason.text == text)
        #expect(KeptReason(text) == reason)
    }
}

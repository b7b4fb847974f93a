import Testing

@testable import Planner

@Suite struct NameSuggestionTests {
    @Test(arguments: [
        ("user", "users"), ("gatewyas", "gateways"), ("USERS", "users"),
        ("token_per_user_avg", "tokens_per_user_avg"),
    ])
    func `a slip of the finger finds the name`(_ name: String, _ expected: String) {
        let candidates = ["gateways", "tokens_per_user_avg", "users"]
        #expect(NameSuggestion.nearest(to: name, among: candidates) == expected)
    }

    @Test(arguments: ["", "zz", String(repeating: "users", count: 13), "completely_else"])
    func `a name near no other finds none`(_ name: String) {
        #expect(NameSuggestion.nearest(to: name, among: ["users", "gateways"]) == nil)
    }

    @Test func `distance counts insertions, removals, replacements and swaps`() {
        #expect(NameSuggestion.distance(from: Array("abc"), to: Array("abc")) == 0)
        #expect(NameSuggestion.distance(from: Array("abc"), to: Array("acb")) == 1)
        #expect(NameSuggestion.distance(from: Array(""), to: Array("abc")) == 3)
        #expect(NameSuggestion.distance(from: Array("kitten"), to: Array("sitting")) == 3)
    }
}

import Testing

@testable import Planner

@Suite struct EmailDomainTests {
    @Test(arguments: [
        "loadtest.example.com", "example.org", "a-b.c1.de", "x.example", "y.internal",
    ])
    func `a domain that the gateway takes is accepted`(_ domain: String) {
        #expect(EmailDomain.problem(domain) == nil)
    }

    @Test(arguments: [
        "", ".", "example", "example.", ".example.com", "a..com", "-a.com", "a-.com", "a_b.com",
        "a b.com", "a.c", "a.123", "a.xn--p1ai", "user@example.com", "exämple.com",
        "load.test", "x.invalid", "x.local", "localhost", "x.localhost",
        String(repeating: "a", count: 64) + ".com",
        String(repeating: "abcdefghi.", count: 19) + "com",
    ])
    func `a domain that the gateway refuses is refused`(_ domain: String) {
        #expect(EmailDomain.problem(domain) != nil)
    }

    @Test func `the domain of a profile becomes lower case`() throws {
        let profile = try PlannerTestInput.parse(
            "global:\n  email_domain: Load.Example.COM\nscale:\n  users: 1\n"
        )
        #expect(profile.dataset.emailDomain == "load.example.com")
    }
}

import Testing

@testable import ContextForge
@testable import Rows

@Suite struct SecretTextsTests {
    @Test func `a secret is in no text that is made of its value`() {
        let texts = SecretSamples.all
        var dumped = ""
        dump(texts, to: &dumped)
        for text in ["\(texts)", String(reflecting: texts), dumped] {
            #expect(!text.contains(SecretSamples.password))
            #expect(text.contains("not shown"))
        }
        #expect(texts[.userPassword] == SecretSamples.password)
        #expect(texts.purposes == SecretPurpose.allCases)
        #expect(SecretTexts().adding("x", for: .encryption).purposes == [.encryption])
    }

    @Test(arguments: [
        ("Long-enough-1!", []),
        ("Short!1", ["fewer than 12 characters"]),
        ("lower-case-only!", ["no upper-case letter"]),
        ("UPPER-CASE-ONLY!", ["no lower-case letter"]),
        ("Nothing-Special12", ["no special character"]),
        (
            "",
            [
                "fewer than 12 characters", "no upper-case letter", "no lower-case letter",
                "no special character",
            ]
        ),
        // The gateway's rules are about ASCII.
        ("ÄÖÜ-äöü-ßßßß!!", ["no upper-case letter", "no lower-case letter"]),
    ])
    func `a password keeps the gateway's rules`(password: String, faults: [String]) {
        let found = PasswordRules.faults(of: password)
        #expect(found.count == faults.count, "\(found)")
        for (one, other) in zip(found, faults) { #expect(one.hasPrefix(other)) }
    }
}

import Testing

@testable import ContextForge
@testable import Rows

@Suite struct SecretFingerprintTests {
    private func fingerprint(
        _ secret: String,
        _ purpose: SecretPurpose = .encryption,
        _ configuration: DatasetConfiguration = .tiny
    ) throws -> String {
        let all = try SecretFingerprints(SecretTexts([purpose: secret]), of: configuration)
        return try #require(all?[purpose])
    }

    @Test func `the same secret has the same fingerprint, another one another`() throws {
        #expect(try fingerprint("one") == fingerprint("one"))
        #expect(try fingerprint("one") != fingerprint("two"))
        #expect(try fingerprint("one").wholeMatch(of: /[0-9a-f]{64}/) != nil)
    }

    @Test func `a fingerprint holds for one purpose in one plan`() throws {
        let usual = try fingerprint("one")
        #expect(try fingerprint("one", .tokenSigning) != usual)
        #expect(try fingerprint("one", .encryption, .tiny.with { $0.seed = 43 }) != usual)
        let elsewhere = DatasetConfiguration.tiny.with { $0.emailDomain = "other.example.com" }
        #expect(try fingerprint("one", .encryption, elsewhere) != usual)
    }

    @Test func `without secrets there are no fingerprints`() throws {
        #expect(try SecretFingerprints(SecretTexts(), of: .tiny) == nil)
        let some = try SecretFingerprints(SecretTexts([.tokenSigning: "x"]), of: .tiny)
        #expect(some?.purposes == [.tokenSigning])
        #expect(some?[.encryption] == nil)
    }
}

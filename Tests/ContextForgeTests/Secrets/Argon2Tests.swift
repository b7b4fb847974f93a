import Testing

@testable import ContextForge
@testable import Rows

/// Against the values that come with the reference implementation.
@Suite struct Argon2Tests {
    private let salt = Array("somesalt".utf8)
    private let cost = Argon2.Cost(passCount: 2, memoryKibibytes: 65_536)

    @Test func `a key is that of the reference`() throws {
        #expect(
            HexDigits.text(of: try Argon2.key(of: "password", salt: salt, cost: cost))
                == "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"
        )
    }

    @Test func `a hash is that of the reference`() throws {
        #expect(
            try Argon2.passwordHash(of: "password", salt: salt, cost: cost)
                == "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ"
                + "$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
        )
    }

    @Test func `a salt that is too short is refused with the library's words`() {
        let error = #expect(throws: SecretError.self) {
            try Argon2.key(of: "password", salt: [1], cost: cost)
        }
        #expect(error?.code == "hashing-failed")
        #expect(error?.detail == "Salt is too short")
    }
}

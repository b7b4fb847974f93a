import Crypto
import Foundation
import Rows

/// What rows are made with in place of the secrets: derived once for a plan, never per row.
package struct DatasetSecrets: Sendable {
    /// No secret: users cannot log in, tokens are not signed, objects have no credentials.
    package static let none = DatasetSecrets()

    /// The purposes that a secret was given for, in the order of ``SecretPurpose``.
    package let purposes: [SecretPurpose]
    /// The hash of the users' password, as one word.
    let passwordHash: WordList?
    /// Signs API tokens.
    let tokenSigner: TokenSigner?
    /// Encrypts credentials that the gateway sends to others.
    let valueCipher: ValueCipher?
    /// Encrypts OAuth tokens and client secrets.
    package let bundleCipher: BundleCipher?

    private init() {
        purposes = []
        passwordHash = nil
        tokenSigner = nil
        valueCipher = nil
        bundleCipher = nil
    }

    /// Derives what rows of a seed need: the same secrets and seed give the same rows.
    ///
    /// - Complexity: About 0.1 s and 64 MiB for the password, 1 ms for the others.
    package init(_ texts: SecretTexts, seed: UInt64) throws(SecretError) {
        purposes = texts.purposes
        if let password = texts[.userPassword] {
            let salt = DatasetSecrets.salt(seed, "password")
            passwordHash = WordList(try Argon2.passwordHash(of: password, salt: salt))
        } else {
            passwordHash = nil
        }
        tokenSigner = texts[.tokenSigning].map { TokenSigner(secret: $0) }
        if let secret = texts[.encryption] {
            valueCipher = ValueCipher(secret: secret)
            bundleCipher = try BundleCipher(
                secret: secret,
                salt: DatasetSecrets.salt(seed, "bundle")
            )
        } else {
            valueCipher = nil
            bundleCipher = nil
        }
    }

    /// 16 bytes that follow from the seed.
    private static func salt(_ seed: UInt64, _ purpose: String) -> [UInt8] {
        Array(SHA256.hash(data: Data("gatefill salt\n\(purpose)\n\(seed)".utf8)).prefix(16))
    }
}

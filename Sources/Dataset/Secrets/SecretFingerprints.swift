import Crypto
import Foundation

/// What stands for the secrets in a configuration: tells whether a secret is the one that the rows
/// were planned with, without holding it.
///
/// HMAC-SHA-256 of what Argon2id makes of the secret, keyed by the plan's seed, domain and end: the
/// same secret has different fingerprints in different plans, and guessing it is slow.
package struct SecretFingerprints: Sendable, Hashable, Codable {
    /// 64 hexadecimal digits, or nil when users cannot log in.
    private var userPassword: String?
    /// 64 hexadecimal digits, or nil when API tokens are not signed.
    private var tokenSigning: String?
    /// 64 hexadecimal digits, or nil when objects have no credentials.
    private var encryption: String?

    /// The fingerprints of some secrets in the plan of a configuration; nil when there are none.
    ///
    /// - Complexity: About 30 ms and 19 MiB for each secret.
    package init?(
        _ texts: SecretTexts,
        of configuration: DatasetConfiguration
    ) throws(SecretError) {
        guard !texts.purposes.isEmpty else { return nil }
        let key = SecretFingerprints.key(of: configuration)
        for purpose in texts.purposes {
            guard let text = texts[purpose] else { continue }
            let digest = SHA256.hash(data: key + Data(purpose.rawValue.utf8))
            let salt = Array(digest.prefix(16))
            let stretched = try Argon2.key(of: text, salt: salt, cost: .fingerprint)
            let code = HMAC<SHA256>.authenticationCode(
                for: stretched,
                using: SymmetricKey(data: key)
            )
            self[purpose] = HexDigits.text(of: code)
        }
    }

    /// The fingerprint of the secret of a purpose, or nil when the rows are made without one.
    package private(set) subscript(purpose: SecretPurpose) -> String? {
        get {
            switch purpose {
            case .userPassword: userPassword
            case .tokenSigning: tokenSigning
            case .encryption: encryption
            }
        }
        set {
            switch purpose {
            case .userPassword: userPassword = newValue
            case .tokenSigning: tokenSigning = newValue
            case .encryption: encryption = newValue
            }
        }
    }

    /// The purposes that have a secret, in the order of ``SecretPurpose``.
    package var purposes: [SecretPurpose] {
        SecretPurpose.allCases.filter { self[$0] != nil }
    }

    private static func key(of configuration: DatasetConfiguration) -> Data {
        let parts = [
            "gatefill secret fingerprint", "\(configuration.seed)", configuration.emailDomain,
            "\(configuration.endMicroseconds)",
        ]
        return Data(SHA256.hash(data: Data(parts.joined(separator: "\n").utf8)))
    }
}

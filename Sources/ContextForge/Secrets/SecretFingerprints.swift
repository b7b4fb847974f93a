import Crypto
import Foundation
import Rows

/// HMAC-SHA-256 of what Argon2id makes of the secret, keyed by the plan's seed, domain and end: the
/// same secret has different fingerprints in different plans, and guessing it is slow.
extension SecretFingerprints {
    /// The fingerprints of some secrets in the plan of a configuration; nil when there are none.
    ///
    /// - Complexity: About 30 ms and 19 MiB for each secret.
    package init?(
        _ texts: SecretTexts,
        of configuration: DatasetConfiguration
    ) throws(SecretError) {
        guard !texts.purposes.isEmpty else { return nil }
        let key = SecretFingerprints.key(of: configuration)
        var byPurpose: [String: String] = [:]
        for purpose in texts.purposes {
            guard let text = texts[purpose] else { continue }
            let digest = SHA256.hash(data: key + Data(purpose.rawValue.utf8))
            let salt = Array(digest.prefix(16))
            let stretched = try Argon2.key(of: text, salt: salt, cost: .fingerprint)
            let code = HMAC<SHA256>.authenticationCode(
                for: stretched,
                using: SymmetricKey(data: key)
            )
            byPurpose[purpose.rawValue] = HexDigits.text(of: code)
        }
        self.init(byPurpose)
    }

    /// The fingerprint of the secret of a purpose, or nil when the rows are made without one.
    package subscript(purpose: SecretPurpose) -> String? { byPurpose[purpose.rawValue] }

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

import Rows

/// What a secret is for that generated rows may be made with.
package enum SecretPurpose: String, Sendable, Hashable, Codable, CaseIterable {
    /// The password with which every active generated user logs in.
    case userPassword = "user_password"
    /// The key with which the gateway signs API tokens, its `JWT_SECRET_KEY`.
    case tokenSigning = "token_signing"
    /// The secret with which the gateway encrypts credentials, its `AUTH_ENCRYPTION_SECRET`.
    case encryption

    /// The option that names the environment variable with the secret.
    package var option: String {
        switch self {
        case .userPassword: "--user-password-env"
        case .tokenSigning: "--jwt-secret-env"
        case .encryption: "--encryption-secret-env"
        }
    }

    /// What people call the secret, in the middle of a sentence.
    package var title: String {
        switch self {
        case .userPassword: "the users' password"
        case .tokenSigning: "the key that signs API tokens"
        case .encryption: "the encryption secret"
        }
    }
}

/// Fingerprints of the secrets that rows are planned with: they identify a secret without revealing
/// it.
public struct SecretFingerprints: Sendable, Hashable, Codable {
    /// 64 hexadecimal digits each, by the name of the secret's purpose.
    public var byPurpose: [String: String]

    /// The fingerprints of some secrets, by purpose; nil when there are none.
    public init?(_ byPurpose: [String: String]) {
        guard !byPurpose.isEmpty else { return nil }
        self.byPurpose = byPurpose
    }
}

import Rows

/// The identity providers of the dataset: a handful, named so that they collide neither with real
/// ones nor with those of another seed.
struct IdentityProviders: Sendable {
    /// Number of providers.
    static let count: Int64 = 3

    private static let words = WordList("okta keycloak entra", separator: " ")
    private static let displayNames = WordList("Okta Keycloak Entra", separator: " ")
    private let code: UInt64

    init(_ population: Population) {
        code = population.key("sso_providers", "id").bits(0)
    }

    /// Writes the identifier, which is also the name.
    func appendIdentifier(_ row: Int64, into writer: inout ByteWriter) {
        writer.append("load-")
        writer.append(IdentityProviders.words[Int(row)])
        writer.append(0x2D)
        HexDigits.append(code, byteCount: 4, into: &writer)
    }

    /// Writes the name that people read.
    func appendDisplayName(_ row: Int64, into writer: inout ByteWriter) {
        writer.append(IdentityProviders.displayNames[Int(row)])
        writer.append(" (load test)")
    }
}

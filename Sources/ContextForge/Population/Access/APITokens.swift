import Crypto
import Rows

/// The API tokens themselves: what their users present, and no table holds.
///
/// JSON Web Tokens with the claims that the gateway gives its own, signed with its secret. Any of
/// them is computed from its row alone, whenever it is asked for.
package struct APITokens: Sendable {
    /// How long a token works that never expires, in microseconds: ten years.
    ///
    /// The gateway accepts no token without an end.
    private static let unlimitedLifetime: Int64 = 3650 * 86_400_000_000

    private let population: Population
    private let lives: TokenLives
    private let grants: TokenGrants
    private let signer: TokenSigner

    /// The tokens of a population; nil when the secret that signs them was not given.
    package init?(_ population: Population) {
        guard let signer = population.secrets.tokenSigner else { return nil }
        self.population = population
        self.signer = signer
        lives = TokenLives(population)
        grants = TokenGrants(population)
    }

    /// Number of tokens: the rows of `email_api_tokens`.
    package var count: Int64 { population.tokens.rowCount }

    /// The token of a row of `email_api_tokens` in a gateway of a release.
    ///
    /// - Precondition: `row` is in `0 ..< count`.
    /// - Complexity: O(1): about 10 µs, to find the row's user.
    package func token(_ row: Int64, release: Release) -> String {
        precondition(row >= 0 && row < count, "a token's row is outside its table")
        let place = population.tokens.place(of: row)
        var claims = ByteWriter(capacity: 1024)
        var token = ByteWriter(capacity: 1024)
        append(
            row,
            user: place.parent,
            created: lives.created(place, row: row),
            team: grants.team(row, user: place.parent, release: release),
            claims: &claims,
            into: &token
        )
        return String(decoding: token.bytes, as: UTF8.self)
    }

    /// Writes the token of a row whose user, time of issue and team are known; what `claims` held
    /// is lost.
    func append(
        _ row: Int64,
        user: Int64,
        created: Int64,
        team: Int64?,
        claims: inout ByteWriter,
        into writer: inout ByteWriter
    ) {
        claims.removeAll()
        appendClaims(row, user: user, created: created, team: team, into: &claims)
        signer.append(claims: claims.bytes, into: &writer)
    }

    /// Writes the SHA-256 of a token as 64 hexadecimal digits, which is all the gateway keeps of
    /// it.
    static func appendHash(of token: UnsafeRawBufferPointer, into writer: inout ByteWriter) {
        var hasher = SHA256()
        hasher.update(bufferPointer: token)
        for byte in hasher.finalize() {
            HexDigits.append(UInt64(byte), byteCount: 1, into: &writer)
        }
    }

    /// When a token ends, of which the row says `expiry`.
    static func expiry(_ expiry: Int64?, created: Int64) -> Int64 {
        expiry ?? created + unlimitedLifetime
    }

    private func appendClaims(
        _ row: Int64,
        user: Int64,
        created: Int64,
        team: Int64?,
        into writer: inout ByteWriter
    ) {
        let expiry = APITokens.expiry(lives.expiry(row, created: created), created: created)
        writer.append(#"{"sub":""#)
        population.userIdentifiers.appendHyphenated(user, into: &writer)
        writer.append(#"","jti":""#)
        lives.identifiers.appendHyphenated(row, into: &writer)
        writer.append(#"","token_use":"api","iat":"#)
        writer.append(decimal: UInt64(created / 1_000_000))
        writer.append(#","iss":"mcpgateway","aud":"mcpgateway-api","user":{"email":""#)
        population.people.appendEmail(user, into: &writer)
        writer.append(#"","full_name":"API Token User","is_admin":"#)
        writer.append(population.admins.contains(user) ? "true" : "false")
        writer.append(#","auth_provider":"api_token"},"teams":"#)
        if let team {
            writer.append("[\"")
            population.teamIdentifiers.appendHex(team, into: &writer)
            writer.append("\"]")
        } else {
            writer.append("null")
        }
        writer.append(#","scopes":{"server_id":null,"permissions":"#)
        writer.append(grants.permissions(row))
        writer.append(#","ip_restrictions":[],"time_restrictions":{}},"exp":"#)
        writer.append(decimal: UInt64(expiry / 1_000_000))
        writer.append("}")
    }
}

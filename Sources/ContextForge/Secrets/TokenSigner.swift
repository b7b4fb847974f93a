import Crypto
import Foundation
import Rows

/// Signs JSON Web Tokens as the gateway does: HS256, HMAC-SHA-256 under its secret.
struct TokenSigner: Sendable {
    private let key: SymmetricKey

    /// A signer with the gateway's `JWT_SECRET_KEY`.
    init(secret: String) {
        key = SymmetricKey(data: Data(secret.utf8))
    }

    /// Writes `header.claims.signature`, about 700 bytes; the claims are a JSON object.
    func append(claims: UnsafeRawBufferPointer, into writer: inout ByteWriter) {
        let start = writer.count
        // {"alg":"HS256","typ":"JWT"}
        writer.append("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.")
        Base64.appendURL(claims, into: &writer)
        let signed = UnsafeRawBufferPointer(rebasing: writer.bytes[start...])
        let code = HMAC<SHA256>.authenticationCode(for: signed, using: key)
        writer.append(0x2E)
        code.withUnsafeBytes { Base64.appendURL($0, into: &writer) }
    }
}

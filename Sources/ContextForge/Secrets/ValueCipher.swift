import Crypto
import Foundation
import Rows

/// Encrypts what the gateway keeps in `auth_value`: AES-256-GCM under the SHA-256 of its secret, as
/// `base64url(nonce ‖ ciphertext ‖ tag)` without padding.
struct ValueCipher: Sendable {
    private let key: SymmetricKey
    private let nonceKey: SymmetricKey

    /// A cipher with the gateway's `AUTH_ENCRYPTION_SECRET`.
    init(secret: String) {
        key = SymmetricKey(data: SHA256.hash(data: Data(secret.utf8)))
        nonceKey = CellNonce.key(of: secret)
    }

    /// Writes a value, encrypted.
    ///
    /// - Parameters:
    ///   - plaintext: A JSON object.
    ///   - cell: The bits of the cell, which with the plaintext decide the nonce.
    ///   - writer: Where the value goes.
    func append(
        _ plaintext: UnsafeRawBufferPointer,
        cell: UInt64,
        into writer: inout ByteWriter
    ) {
        do {
            let nonce = Array(CellNonce.bytes(cell, plaintext, using: nonceKey).prefix(12))
            let box = try AES.GCM.seal(plaintext, using: key, nonce: AES.GCM.Nonce(data: nonce))
            guard let combined = box.combined else {
                preconditionFailure("a nonce of 12 bytes has a combined form")
            }
            combined.withUnsafeBytes { Base64.appendURL($0, into: &writer) }
        } catch {
            preconditionFailure("AES-GCM refused a key of 32 bytes: \(error)")
        }
    }
}

/// Nonces that follow from a cell and what is encrypted in it.
///
/// The plaintext is part of it, so that two plans with the same seed never encrypt two texts under
/// one nonce, which would give the key away.
enum CellNonce {
    /// The key for the nonces under a secret.
    static func key(of secret: String) -> SymmetricKey {
        let purpose = Data("gatefill nonce".utf8)
        let code = HMAC<SHA256>.authenticationCode(
            for: purpose,
            using: SymmetricKey(data: Data(secret.utf8))
        )
        return SymmetricKey(data: code)
    }

    /// 32 bytes for a cell.
    static func bytes(
        _ cell: UInt64,
        _ plaintext: UnsafeRawBufferPointer,
        using key: SymmetricKey
    ) -> HMAC<SHA256>.MAC {
        var hmac = HMAC<SHA256>(key: key)
        withUnsafeBytes(of: cell.littleEndian) { hmac.update(data: $0) }
        hmac.update(data: plaintext)
        return hmac.finalize()
    }
}

import Crypto
import CryptoExtras
import Foundation
import Rows

/// Encrypts what the gateway keeps in bundles: OAuth tokens, and the client secrets of OAuth.
///
/// A bundle is `v2:` and a JSON object with the salt and costs of Argon2id, by which the key comes
/// from the gateway's secret, and a Fernet token: AES-128-CBC and HMAC-SHA-256 with a time. All
/// bundles of a plan share one salt and so one key, of low cost, because the gateway derives the
/// key anew whenever it reads one.
package struct BundleCipher: Sendable {
    private let signingKey: SymmetricKey
    private let encryptionKey: SymmetricKey
    private let nonceKey: SymmetricKey
    private let head: WordList
    private let headInJSON: WordList

    /// A cipher with the gateway's `AUTH_ENCRYPTION_SECRET` and a salt of 16 bytes.
    init(secret: String, salt: [UInt8]) throws(SecretError) {
        let cost = Argon2.Cost.cheap
        let key = try Argon2.key(of: secret, salt: salt, cost: cost)
        signingKey = SymmetricKey(data: key.prefix(16))
        encryptionKey = SymmetricKey(data: key.suffix(16))
        nonceKey = CellNonce.key(of: secret)
        let head =
            #"v2:{"version":"v2","kdf":"argon2id","t":\#(cost.passCount),"#
            + #""m":\#(cost.memoryKibibytes),"p":\#(cost.laneCount),"#
            + #""salt":"\#(Data(salt).base64EncodedString())","token":""#
        self.head = WordList(head)
        headInJSON = WordList(head.replacing("\"", with: "\\\""))
    }

    /// Writes a text, encrypted.
    ///
    /// - Parameters:
    ///   - plaintext: UTF-8.
    ///   - cell: The bits of the cell, which with the plaintext decide the initialisation vector.
    ///   - seconds: When the value was encrypted, since 1970-01-01 UTC.
    ///   - isInJSON: Whether the bundle becomes part of a JSON text, between quotes that stand
    ///     there.
    ///   - writer: Where the bundle goes.
    package func append(
        _ plaintext: UnsafeRawBufferPointer,
        cell: UInt64,
        seconds: Int64,
        isInJSON: Bool = false,
        into writer: inout ByteWriter
    ) {
        writer.append(isInJSON ? headInJSON[0] : head[0])
        let token = fernet(plaintext, cell: cell, seconds: seconds)
        token.withUnsafeBytes { Base64.appendURL($0, isPadded: true, into: &writer) }
        writer.append(isInJSON ? "\\\"}" : "\"}")
    }

    private func fernet(
        _ plaintext: UnsafeRawBufferPointer,
        cell: UInt64,
        seconds: Int64
    ) -> Data {
        do {
            let vector = Array(CellNonce.bytes(cell, plaintext, using: nonceKey).prefix(16))
            var token = Data([0x80])
            withUnsafeBytes(of: seconds.bigEndian) { token.append(contentsOf: $0) }
            token.append(contentsOf: vector)
            token += try AES._CBC.encrypt(
                plaintext,
                using: encryptionKey,
                iv: AES._CBC.IV(ivBytes: vector)
            )
            token += Data(HMAC<SHA256>.authenticationCode(for: token, using: signingKey))
            return token
        } catch {
            preconditionFailure("AES-CBC refused a key of 16 bytes: \(error)")
        }
    }
}

import Crypto
import CryptoExtras
import Foundation
import Testing

@testable import ContextForge
@testable import Rows

/// The formats, read back by other means; the gateway's own code reads them in `GatewayTests`.
@Suite struct CipherTests {
    private static let secret = "an encryption secret of the gateway"

    private func bytes(_ text: String) throws -> Data {
        var standard = text.replacing("-", with: "+").replacing("_", with: "/")
        while standard.count % 4 != 0 { standard += "=" }
        return try #require(Data(base64Encoded: standard))
    }

    private func value(_ plaintext: String, cell: UInt64) -> String {
        let cipher = ValueCipher(secret: CipherTests.secret)
        return SecretSamples.text { writer in
            Array(plaintext.utf8).withUnsafeBytes {
                cipher.append($0, cell: cell, into: &writer)
            }
        }
    }

    @Test func `base 64 has the letters and the padding of the standard`() {
        for count in 0...20 {
            let data = Data((0..<count).map { UInt8(truncatingIfNeeded: $0 &* 97 &+ 250) })
            let standard = SecretSamples.text { writer in
                data.withUnsafeBytes { Base64.append($0, into: &writer) }
            }
            #expect(standard == data.base64EncodedString())
            let url = SecretSamples.text { writer in
                data.withUnsafeBytes { Base64.appendURL($0, into: &writer) }
            }
            #expect(
                url
                    == standard.replacing("+", with: "-").replacing("/", with: "_")
                    .replacing("=", with: "")
            )
        }
    }

    @Test func `a value opens with the SHA-256 of the secret`() throws {
        let text = value(#"{"a":"b"}"#, cell: 7)
        #expect(text.wholeMatch(of: /[A-Za-z0-9_-]+/) != nil)
        let box = try AES.GCM.SealedBox(combined: bytes(text))
        let key = SymmetricKey(data: SHA256.hash(data: Data(CipherTests.secret.utf8)))
        #expect(String(decoding: try AES.GCM.open(box, using: key), as: UTF8.self) == #"{"a":"b"}"#)
    }

    @Test func `no two plaintexts and no two cells share a nonce`() throws {
        let texts = [value("a", cell: 1), value("a", cell: 2), value("b", cell: 1)]
        #expect(Set(try texts.map { try bytes($0).prefix(12) }).count == 3)
        #expect(value("a", cell: 1) == texts[0])
    }

    @Test func `a bundle is a Fernet token under an Argon2id key`() throws {
        let salt = Array("sixteen bytes of".utf8)
        let cipher = try BundleCipher(secret: CipherTests.secret, salt: salt)
        let plain = SecretSamples.text { writer in
            Array("ya29.token".utf8).withUnsafeBytes {
                cipher.append($0, cell: 3, seconds: 1_780_000_000, into: &writer)
            }
        }
        #expect(plain.hasPrefix("v2:"))
        let bundle = try JSONDecoder().decode(Bundle.self, from: Data(plain.dropFirst(3).utf8))
        #expect(bundle.version == "v2" && bundle.kdf == "argon2id")
        #expect(Data(base64Encoded: bundle.salt) == Data(salt))
        let key = try Argon2.key(
            of: CipherTests.secret,
            salt: salt,
            cost: Argon2.Cost(passCount: bundle.t, memoryKibibytes: bundle.m)
        )
        let token = try bytes(bundle.token)
        let (body, code) = (token.dropLast(32), token.suffix(32))
        #expect(
            HMAC<SHA256>.isValidAuthenticationCode(
                code,
                authenticating: body,
                using: SymmetricKey(data: key.prefix(16))
            )
        )
        #expect(token.first == 0x80)
        #expect(token[1..<9].reduce(0) { $0 << 8 | Int($1) } == 1_780_000_000)
        let text = try AES._CBC.decrypt(
            body[25...],
            using: SymmetricKey(data: key.suffix(16)),
            iv: AES._CBC.IV(ivBytes: body[9..<25])
        )
        #expect(String(decoding: text, as: UTF8.self) == "ya29.token")
    }

    @Test func `a bundle in JSON is the same text, escaped`() throws {
        let cipher = try BundleCipher(secret: "x", salt: Array("sixteen bytes of".utf8))
        func text(isInJSON: Bool) -> String {
            SecretSamples.text { writer in
                Array("secret".utf8).withUnsafeBytes {
                    cipher.append(
                        $0,
                        cell: 3,
                        seconds: 0,
                        isInJSON: isInJSON,
                        into: &writer
                    )
                }
            }
        }
        let json = Data("[\"\(text(isInJSON: true))\"]".utf8)
        #expect(try JSONDecoder().decode([String].self, from: json) == [text(isInJSON: false)])
    }

    @Test func `a token is signed as the example of jwt.io`() {
        let claims = #"{"sub":"1234567890","name":"John Doe","iat":1516239022}"#
        let token = SecretSamples.text { writer in
            Array(claims.utf8).withUnsafeBytes {
                TokenSigner(secret: "your-256-bit-secret").append(claims: $0, into: &writer)
            }
        }
        #expect(
            token
                == "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
                + ".eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ"
                + ".SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c"
        )
    }

    private struct Bundle: Decodable {
        let version: String
        let kdf: String
        let t: UInt32
        let m: UInt32
        let salt: String
        let token: String
    }
}

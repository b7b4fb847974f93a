import Crypto
import Foundation
import Rows

/// SHA-256 over texts, each told from the next.
package struct ContentDigest: Sendable {
    private var hasher = SHA256()

    /// The digest of nothing.
    package init() {}

    /// Adds a text.
    package mutating func add(_ text: String) {
        withUnsafeBytes(of: Int64(text.utf8.count).littleEndian) {
            hasher.update(bufferPointer: $0)
        }
        hasher.update(data: Data(text.utf8))
    }

    /// In hex, lower case.
    package func text() -> String {
        HexDigits.text(of: hasher.finalize())
    }
}

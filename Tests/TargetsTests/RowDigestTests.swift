import Testing

@testable import Targets

@Suite struct RowDigestTests {
    private static let name = RowDigest.header("name", .text)
    private static let size = RowDigest.header("size", .integer)

    private static func digest(_ build: (inout RowDigest) -> Void) -> TableDigest {
        var digest = RowDigest()
        build(&digest)
        return digest.finish(table: "t")
    }

    private static func add(_ text: String, _ digest: inout RowDigest, _ header: [UInt8] = name) {
        Array(text.utf8).withUnsafeBytes { digest.add(header, bytes: $0) }
    }

    @Test func `no rows give the SHA-256 of nothing`() {
        #expect(
            Self.digest { _ in }
                == TableDigest(
                    table: "t",
                    rowCount: 0,
                    sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
                )
        )
    }

    @Test func `a known row has a known digest`() {
        let digest = Self.digest { digest in
            Self.add("ab", &digest)
            digest.add(Self.size, number: -2)
            digest.endRow()
        }
        #expect(digest.rowCount == 1)
        // printf '\4namet\2\0\0\0\0\0\0\0ab\4sizei\376\377\377\377\377\377\377\377\0' | sha256sum
        #expect(
            digest.sha256 == "b0e530bfd2d3ae8a0f94eb034ba8368c902ed4c6b9824e971fbbdd23a2420b7d"
        )
    }

    @Test func `where one value ends and the next begins makes a difference`() {
        let digests = [["ab", "c"], ["a", "bc"], ["abc", ""], ["", "abc"]].map { texts in
            Self.digest { digest in
                for text in texts { Self.add(text, &digest) }
                digest.endRow()
            }.sha256
        }
        #expect(Set(digests).count == digests.count)
    }

    @Test func `where one row ends and the next begins makes a difference`() {
        let one = Self.digest { digest in
            Self.add("a", &digest)
            Self.add("b", &digest)
            digest.endRow()
            digest.endRow()
        }
        let other = Self.digest { digest in
            Self.add("a", &digest)
            digest.endRow()
            Self.add("b", &digest)
            digest.endRow()
        }
        #expect(one.rowCount == other.rowCount)
        #expect(one.sha256 != other.sha256)
    }

    @Test func `column and kind make a difference`() {
        let digests = [
            RowDigest.header("a", .integer), RowDigest.header("b", .integer),
            RowDigest.header("a", .boolean), RowDigest.header("a", .timestamp),
        ].map { header in
            Self.digest { digest in
                digest.add(header, number: 1)
                digest.endRow()
            }.sha256
        }
        #expect(Set(digests).count == digests.count)
    }

    @Test func `rows beyond the buffer are all hashed`() {
        let text = String(repeating: "x", count: 1000)
        let digests = [200, 201].map { count in
            Self.digest { digest in
                for _ in 0..<count {
                    Self.add(text, &digest)
                    digest.endRow()
                }
            }
        }
        #expect(digests.map(\.rowCount) == [200, 201])
        #expect(digests[0].sha256 != digests[1].sha256)
    }
}

import TestSupport
import Testing

@testable import ContextForge
@testable import Rows

@Suite struct BatchFingerprintTests {
    private func fingerprint(of batches: [ColumnBatch]) -> String {
        var fingerprint = BatchFingerprint()
        for batch in batches { batch.combine(into: &fingerprint) }
        return fingerprint.text
    }

    private func fingerprint(
        _ ids: [String] = ["a", "b"],
        _ notes: [String?] = ["x", nil],
        _ sizes: [Int64] = [1, 2],
        _ moments: [Int64?] = [nil, 3]
    ) -> String {
        fingerprint(of: [filledBatch(ids: ids, notes: notes, sizes: sizes, moments: moments)])
    }

    @Test func `equal rows have equal fingerprints of 16 digits`() {
        #expect(fingerprint() == fingerprint())
        #expect(fingerprint().wholeMatch(of: /[0-9a-f]{16}/) != nil)
        #expect(BatchFingerprint().text.utf8.count == 16)
    }

    @Test func `every change of a cell changes the fingerprint`() {
        let changed = [
            fingerprint(),
            fingerprint(["a", "c"]),
            fingerprint(["b", "a"]),
            fingerprint(["ab", ""]),
            fingerprint(["", "ab"]),
            fingerprint(["a\0", "b"]),
            fingerprint(["a", "b"], ["x", ""]),
            fingerprint(["a", "b"], [nil, "x"]),
            fingerprint(["a", "b"], ["", nil]),
            fingerprint(["a", "bx"], ["", nil]),
            fingerprint(["a", "b"], ["x", nil], [2, 1]),
            fingerprint(["a", "b"], ["x", nil], [1, -2]),
            fingerprint(["a", "b"], ["x", nil], [1, 2], [3, nil]),
            fingerprint(["a", "b"], ["x", nil], [1, 2], [0, 3]),
            fingerprint(["a", "b"], ["x", nil], [1, 3], [nil, 2]),
        ]
        #expect(Set(changed).count == changed.count)
    }

    @Test func `a single bit of a long text counts, wherever it is`() {
        let text = [UInt8](repeating: 0x61, count: 41)
        let texts = text.indices.map { offset in
            var changed = text
            changed[offset] ^= 1
            return fingerprint([String(decoding: changed, as: UTF8.self), "b"])
        }
        #expect(
            Set(texts + [fingerprint([String(decoding: text, as: UTF8.self), "b"])]).count == 42
        )
    }

    @Test func `the order and number of slices count`() {
        let first = filledBatch(ids: ["a"], notes: ["x"], sizes: [1], moments: [1])
        let second = filledBatch(ids: ["b"], notes: ["y"], sizes: [2], moments: [2])
        let found = [
            fingerprint(of: [first]), fingerprint(of: [second]), fingerprint(of: [first, second]),
            fingerprint(of: [second, first]), fingerprint(of: [first, first]),
            BatchFingerprint().text,
        ]
        #expect(Set(found).count == found.count)
    }

    @Test func `where the texts lie in memory does not count`() {
        let straight = filledBatch(
            ids: ["a", "b"],
            notes: ["x", "y"],
            sizes: [1, 2],
            moments: [1, 2]
        )
        let reversed = ColumnBatch(table: pairsTable)
        reversed.begin(rows: 0..<2)
        reversed.fillOptionalIntegers(at: 3) { _, index in [1, 2][index] }
        reversed.fillIntegers(at: 2) { _, index in [1, 2][index] }
        reversed.fillOptionalText(at: 1) { writer, _, index in
            writer.append(string: ["x", "y"][index])
            return true
        }
        reversed.fillText(at: 0) { writer, _, index in writer.append(string: ["a", "b"][index]) }
        #expect(fingerprint(of: [straight]) == fingerprint(of: [reversed]))
    }

    @Test func `the fingerprint of given rows never changes`() {
        // Journals hold fingerprints: another value here makes every batch of an older journal
        // look different.
        #expect(BatchFingerprint().text == "e9e0033e3badaf36")
        #expect(fingerprint() == "882abf2dcf4f794b")
    }
}

import Foundation
import Testing

@testable import Journal

/// What is stored never changes its meaning: journals of every version still fold.
@Suite struct FormatTests {
    @Test func `the events of version 1 still chain, decode and fold`() throws {
        let fixture = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Fixtures/journal-v1.jsonl")
        let lines = try String(contentsOf: fixture, encoding: .utf8).split(separator: "\n")
        var state = RunState(run: 1)
        var kinds: Set<EventKind> = []
        var hash = EventHash.genesis
        for (offset, line) in lines.enumerated() {
            let event = try #require(StoredEvent(exportLine: String(line)))
            #expect(event.seq == Int64(offset) + 1)
            #expect(event.prevHash == hash)
            #expect(EventHash.hash(of: event) == event.hash)
            #expect(event.exportLine == String(line))
            #expect(try event.decoded().payloadText() == event.payload)
            kinds.insert(event.kind)
            hash = event.hash
            try state.apply(event)
        }
        let later: Set<EventKind> = [.journalRebuilt, .targetMoved]
        let first = Set(EventKind.all).subtracting(later)
        // One that was never known, and one that is not any more.
        let unknown = ["batch-teleported", "sequence-advanced"].map(EventKind.init(rawValue:))
        #expect(kinds == first.union(unknown))
        let run = try #require(state.run)
        #expect(run.phase == .cleaned)
        #expect(run.rowTotal == 250)
        #expect(run.epoch == 3)
        #expect([run.rowsDeleted, run.rowsGone, run.rowsKept] == [247, 2, 1])
        #expect(state.batches.mapValues(\.state) == [1: .deleted, 2: .deleted, 3: .deleted])
        #expect(state.suspensions.isEmpty)
        #expect(state.reservations.map(\.firstID) == [5001])
    }

    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000000Z"),
            (-1, "1969-12-31T23:59:59.999999Z"),
            (951_826_154_000_250, "2000-02-29T12:09:14.000250Z"),
            (253_402_300_799_999_999, "9999-12-31T23:59:59.999999Z"),
            (-62_167_219_200_000_000, "0000-01-01T00:00:00.000000Z"),
        ] as [(Int64, String)]
    )
    func `a time is written as 27 bytes and read back`(microseconds: Int64, text: String) {
        #expect(UTCTimestamp(microseconds: microseconds).text == text)
        #expect(UTCTimestamp(text)?.microseconds == microseconds)
    }

    @Test(arguments: [
        "", "2001-02-29T00:00:00.000000Z", "2001-13-01T00:00:00.000000Z",
        "2001-01-01T24:00:00.000000Z", "2001-01-01 00:00:00.000000Z", "2001-01-01T00:00:00.00000Z",
    ])
    func `what is no time is not read as one`(text: String) {
        #expect(UTCTimestamp(text) == nil)
    }

    @Test func `a rebuilt journal still chains, decodes and folds`() throws {
        let fixture = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Fixtures/journal-v1-rebuilt.jsonl")
        let lines = try String(contentsOf: fixture, encoding: .utf8).split(separator: "\n")
        var state = RunState(run: 1)
        for line in lines {
            let event = try #require(StoredEvent(exportLine: String(line)))
            #expect(EventHash.hash(of: event) == event.hash)
            #expect(try event.decoded().payloadText() == event.payload)
            try state.apply(event)
        }
        let run = try #require(state.run)
        #expect(run.phase == .interrupted)
        #expect(run.causeCode == "journal-rebuilt")
        #expect(run.epoch == 4)
        #expect(run.rowsCommitted == 100)
        #expect(state.batches[2]?.state == .recovered)
        #expect(state.batches[2]?.attempt == 3)
        #expect(state.reservations.map(\.firstID) == [1001])
    }

    @Test func `payloads have sorted keys and no needless bytes`() throws {
        let event = JournalEvent.targetBound(
            TargetBound(identity: ["b": "x/y", "a": "é"], schemaFingerprint: "f", epoch: 1)
        )
        #expect(
            try event.payloadText()
                == #"{"constants":{},"epoch":1,"identity":{"a":"é","b":"x/y"},"schemaFingerprint":"f"}"#
        )
    }

    @Test func `an error is printed with its code, detail and hint`() {
        let error = JournalError(.busy, "could not lock it", detail: "one\ntwo", hint: "Wait.")
        #expect(
            error.description == """
                error[journal-busy]: could not lock it
                  detail: one
                    two
                  hint: Wait.
                """
        )
    }
}

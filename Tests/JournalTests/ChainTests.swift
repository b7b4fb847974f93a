import GRDB
import TestSupport
import Testing

@testable import Journal

@Suite struct ChainTests {
    let folder: TemporaryFolder
    let head: ChainHead

    init() throws {
        folder = try TemporaryFolder()
        let store = try folder.store()
        _ = try store.append(Sample.events())
        head = try store.head()
        try store.close()
    }

    private func verify(_ known: ChainHead? = nil) throws -> ChainVerification {
        try folder.store(.read).verifyChain(known: known)
    }

    @Test func `an untouched chain is intact up to its head`() throws {
        #expect(try verify(head) == ChainVerification(head: head, firstFault: nil))
    }

    @Test(
        arguments: [
            ("UPDATE event SET payload = '{}' WHERE seq = 3", 3, ChainFault.edited),
            ("UPDATE event SET at_utc = 'yesterday' WHERE seq = 4", 4, .edited),
            ("UPDATE event SET table_name = 'x' WHERE seq = 1", 1, .edited),
            ("UPDATE event SET batch = NULL WHERE seq = 3", 3, .edited),
            ("UPDATE event SET run_id = 2 WHERE seq = 5", 5, .edited),
            ("UPDATE event SET hash = zeroblob(32) WHERE seq = 5", 5, .edited),
            ("UPDATE event SET prev_hash = randomblob(32) WHERE seq = 5", 5, .edited),
            ("DELETE FROM event WHERE seq = 3", 3, .missing),
            ("DELETE FROM event WHERE seq < 3", 1, .missing),
            (
                "DELETE FROM event WHERE seq = 3; UPDATE event SET seq = seq - 1 WHERE seq > 3",
                3, .edited
            ),
            (
                """
                UPDATE event SET seq = 99 WHERE seq = 3; UPDATE event SET seq = 3 WHERE seq = 4;
                UPDATE event SET seq = 4 WHERE seq = 99
                """, 3, .reordered
            ),
        ] as [(String, Int64, ChainFault)]
    )
    func `fault 22: tampering is found where it was done`(
        sql: String,
        seq: Int64,
        fault: ChainFault
    ) throws {
        try folder.tamper(sql)
        let result = try verify()
        #expect(result.firstFault?.seq == seq)
        #expect(result.firstFault?.fault == fault)
        #expect(result.head.seq == seq - 1)
    }

    @Test func `fault 22: a cut tail shows only against a head known from elsewhere`() throws {
        try folder.tamper("DELETE FROM event WHERE seq = 6")
        #expect(try verify().isIntact)
        let result = try verify(head)
        #expect(result.firstFault?.fault == .cut)
        #expect(result.firstFault?.seq == 6)
    }

    @Test func `fault 22: an event inserted with a hash computed anew breaks the link after it`()
        throws
    {
        let original = try #require(try folder.store(.read).event(3))
        let forged = EventHash.hash(
            seq: 3,
            run: 1,
            at: original.at.text,
            kind: original.kind.rawValue,
            table: original.table,
            batch: original.batch,
            payload: "{}",
            prevHash: original.prevHash
        )
        try folder.tamper(
            "UPDATE event SET payload = '{}', hash = x'\(forged.hexText)' WHERE seq = 3"
        )
        let result = try verify()
        #expect(result.firstFault?.fault == .replaced)
        #expect(result.firstFault?.seq == 4)
    }

    @Test func `the canonical bytes are the documented ones`() {
        let bytes = EventHash.canonicalBytes(
            seq: 1,
            run: 2,
            at: "T",
            kind: "k",
            table: nil,
            batch: -1,
            payload: "{}"
        )
        #expect(
            bytes.hexText == "00000011" + Array("gatefill.event.v1".utf8).hexText
                + "000000080000000000000001" + "000000080000000000000002" + "0000000154"
                + "000000016b" + "ffffffff" + "00000008ffffffffffffffff" + "000000027b7d"
        )
    }

    @Test func `an event of an unknown kind is chained, folded and ignored`() throws {
        let store = try folder.store()
        let unknown = UnknownEvent(
            eventKind: EventKind(rawValue: "batch-teleported"),
            tableName: "teams",
            batchNumber: 2,
            payload: #"{"z":1,"a":[true]}"#
        )
        let before = try #require(try store.run(1))
        _ = try store.append([NewEvent(run: 1, .unknown(unknown))])
        #expect(try store.verifyChain().isIntact)
        #expect(try store.event(7)?.decoded() == .unknown(unknown))
        let after = try #require(try store.run(1))
        #expect(after.rowsCommitted == before.rowsCommitted)
        #expect(after.lastSeq == 7)
        #expect(try store.state(run: 1).run == after)
        #expect(try store.projectionDifferences().isEmpty)
    }
}

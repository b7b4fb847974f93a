import ContextForge
import Rows
import TestSupport
import Testing

@testable import Targets

/// What both databases promise about the commit of a batch.
@Suite struct TargetSessionTests {
    @Test(arguments: TargetKind.allCases)
    func `rows and ledger row are committed together`(kind: TargetKind) async throws {
        let real = try await RealTarget(kind)
        let outcome = try real.commit(3, rows: 10..<40)
        guard case .committed(let transaction) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(kind == .sqlite ? transaction.isEmpty : Int64(transaction) != nil)
        #expect(try await real.sampleCount() == 30)
        let row = try await real.database.rows(
            """
            SELECT run_uid, batch_number, table_name, first_row, row_count, epoch, attempt
            FROM \(real.ledger("batch"))
            """
        )
        #expect(row == [[real.runUID, "3", "samples", "10", "30", "1", "1"]])
        let written = try await real.database.rows(
            "SELECT committed_at FROM \(real.ledger("batch"))"
        )
        #expect(
            written[0][0]?.wholeMatch(of: /20\d\d-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}/) != nil,
            "\(written)"
        )
        #expect(try real.target.committedBatches(runUID: real.runUID) == [3])
    }

    @Test(arguments: TargetKind.allCases)
    func `values arrive as they were made`(kind: TargetKind) async throws {
        let real = try await RealTarget(kind)
        try real.commit(0, rows: 0..<8)
        let rows = try await real.database.rows(
            """
            SELECT id, amount, note, body, later IS NULL, raw IS NULL, fixed_text, fixed_number, spare
            FROM samples WHERE id IN ('id-0', 'id-5', 'id-7') ORDER BY id
            """
        )
        let yes = kind == .sqlite ? "1" : "t"
        let no = kind == .sqlite ? "0" : "f"
        #expect(
            rows == [
                ["id-0", "-3", nil, "{\"row\": 0}", yes, yes, "fixed", "7", nil],
                ["id-5", "2", "", "{\"row\": 5}", no, no, "fixed", "7", nil],
                ["id-7", "4", "é\"'\\ 7\n", "{\"row\": 7}", no, no, "fixed", "7", nil],
            ]
        )
    }

    @Test(arguments: TargetKind.allCases)
    func `a batch that is in the ledger is not sent again`(kind: TargetKind) async throws {
        let real = try await RealTarget(kind)
        let session = try real.target.openSession()
        var stream = SampleTable(rowCount: 10).stream(0..<10)
        _ = try session.commit(try real.ticket(), rows: &stream)
        try await real.database.execute("DELETE FROM samples")

        var again = SampleTable(rowCount: 10).stream(0..<10)
        #expect(try session.commit(try real.ticket(), rows: &again) == .alreadyCommitted)
        #expect(try await real.sampleCount() == 0)
        #expect(try await real.ledgerCount() == 1)
        #expect(again.fingerprint.text == BatchFingerprint().text, "rows were made for nothing")
        // The session is fit for the next batch.
        #expect(try real.commit(1, rows: 10..<20) != .alreadyCommitted)
    }

    @Test(arguments: TargetKind.allCases)
    func `a runner that was replaced writes nothing`(kind: TargetKind) async throws {
        let real = try await RealTarget(kind)
        let session = try real.target.openSession()
        #expect(try real.target.bind(real.registration(isResumed: true)) == 2)
        var stream = SampleTable(rowCount: 10).stream(0..<10)
        let ticket = try real.ticket(epoch: 1)
        let error = try targetError { _ = try session.commit(ticket, rows: &stream) }
        #expect(error.category == .fenced)
        #expect(
            error.description == """
                error[runner-replaced]: could not commit a batch: another runner has taken over \
                the run
                  detail: run \(real.runUID), epoch 1 is no longer in force in the target
                  hint: Leave the run to the other runner.
                """
        )
        #expect(error.commands == [["status"]])
        #expect(try await real.sampleCount() == 0)
        #expect(try await real.ledgerCount() == 0)
        #expect(try real.commit(0, epoch: 2) != .alreadyCommitted)
    }

    @Test(arguments: TargetKind.allCases)
    func `fault 24: a key collision leaves neither rows nor a ledger row`(
        kind: TargetKind
    ) async throws {
        let real = try await RealTarget(kind)
        try real.commit(0, rows: 0..<10)
        let session = try real.target.openSession()
        var stream = SampleTable(rowCount: 25).stream(5..<25)
        let ticket = try real.ticket(1, rows: 5..<25)
        let error = try targetError { _ = try session.commit(ticket, rows: &stream) }
        #expect(error.code == "key-collision")
        #expect(error.category == .definite)
        #expect(!error.description.contains("id-5"), "\(error)")
        #expect(try await real.sampleCount() == 10)
        #expect(try real.target.committedBatches(runUID: real.runUID) == [0])
        // The session is fit for another batch.
        var next = SampleTable(rowCount: 40).stream(30..<40)
        #expect(
            try session.commit(try real.ticket(2, rows: 30..<40), rows: &next) != .alreadyCommitted
        )
    }

    @Test(arguments: TargetKind.allCases)
    func `a row that the target refuses is no collision`(kind: TargetKind) async throws {
        let real = try await RealTarget(empty: kind)
        try await real.database.execute(
            """
            CREATE TABLE samples (
                id varchar(36) PRIMARY KEY, amount integer NOT NULL CHECK (amount < 5),
                is_on boolean NOT NULL, body json NOT NULL, at timestamp NOT NULL
            )
            """
        )
        if kind == .postgres {
            try await real.database.execute("GRANT ALL ON samples TO \(PostgresCluster.owner)")
        }
        _ = try real.target.bind(real.registration(isResumed: false))
        let error = try targetError { try real.commit(0, rows: 0..<10) }
        #expect(error.code == "constraint-violation")
        #expect(try await real.sampleCount() == 0)
        #expect(try await real.ledgerCount() == 0)
    }

    @Test(arguments: TargetKind.allCases)
    func `rows that a trigger swallows undo the batch`(kind: TargetKind) async throws {
        let real = try await RealTarget(kind)
        switch kind {
        case .sqlite:
            try await real.database.execute(
                """
                CREATE TRIGGER swallow BEFORE INSERT ON samples WHEN NEW.id = 'id-3'
                BEGIN SELECT RAISE(IGNORE); END
                """
            )
        case .postgres:
            try await real.database.execute(
                """
                CREATE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN IF NEW.id = 'id-3' THEN RETURN NULL; END IF; RETURN NEW; END $$;
                CREATE TRIGGER swallow BEFORE INSERT ON samples
                FOR EACH ROW EXECUTE FUNCTION swallow()
                """
            )
        }
        let error = try targetError { try real.commit(0, rows: 0..<10) }
        #expect(error.code == "row-count-mismatch")
        #expect(error.detail == "expected 10, found 9, table samples")
        #expect(try await real.sampleCount() == 0)
        #expect(try await real.ledgerCount() == 0)
    }

    @Test(arguments: TargetKind.allCases)
    func `a batch of no rows is committed too`(kind: TargetKind) async throws {
        let real = try await RealTarget(kind)
        #expect(try real.commit(0, rows: 4..<4) != .alreadyCommitted)
        #expect(try real.target.committedBatches(runUID: real.runUID) == [0])
    }
}

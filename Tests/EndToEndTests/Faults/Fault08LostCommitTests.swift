import Foundation
import Targets
import TestSupport
import Testing

/// Faults 8 and 9: a server that commits asynchronously forgets in a crash what it had
/// acknowledged, and gives the transaction ids to others.
@Suite(.serialized) struct Fault08LostCommitTests {
    /// A server whose commits reach the disk only when its WAL writer wakes up.
    private static func forgetfulCluster() async throws -> PostgresCluster {
        try await PostgresCluster.start(
            isDurable: true,
            settings: [
                "synchronous_commit=off", "wal_writer_delay=10s", "wal_writer_flush_after=1GB",
                "autovacuum=off", "bgwriter_lru_maxpages=0",
            ],
            isRestartable: true
        )
    }

    /// A run on such a server, some of whose prompts are safe and the last ones not.
    private static func begin(_ cluster: PostgresCluster) async throws -> (SlowRun, ChildProcess) {
        let run = try await SlowRun(.postgres, in: cluster.createDatabase())
        // Slow enough for the prompts not to be over before the checkpoint is.
        try await run.generation.database.execute("UPDATE pace SET amount = 3000")
        let child = try run.start()
        try await run.waitForPrompts(1, child)
        try await run.generation.database.execute("CHECKPOINT")
        try await run.generation.database.execute("UPDATE pace SET amount = 200")
        // The WAL writer wakes up every 10 s: not between these batches and the crash.
        let database = run.generation.database
        var isAtRisk = false
        while !isAtRisk {
            let mark = try await database.rows("SELECT pg_current_wal_insert_lsn()")
            let position = try #require(mark.first?.first.flatMap { $0 })
            // Two were in flight, whose ids the server may know; those of the next it does not.
            try await run.waitForPrompts(run.ledgerCount("prompts") + 4, child)
            isAtRisk =
                try await database.rows(
                    "SELECT pg_current_wal_flush_lsn() < '\(position)'::pg_lsn"
                ) == [["t"]]
        }
        return (run, child)
    }

    /// Stops the server, and with it maybe others, as a loss of power does: what was flushed is
    /// left.
    ///
    /// A crash of the server alone would leave what the system had of its log in memory.
    private static func losePower(
        _ cluster: PostgresCluster,
        _ run: SlowRun,
        andStop stopOthers: () -> Void = {}
    ) async throws {
        let flushed = try await run.generation.database.rows(
            "SELECT file_name, file_offset FROM pg_walfile_name_offset(pg_current_wal_flush_lsn())"
        )[0].compactMap { $0 }
        stopOthers()
        try cluster.crash()
        try cluster.loseLog(flushed[0], from: #require(UInt64(flushed[1])))
    }

    @Test func `faults 8 and 9: batches that the server forgot are reported and loaded again`()
        async throws
    {
        let cluster = try await Self.forgetfulCluster()
        let (run, child) = try await Self.begin(cluster)
        try await Self.losePower(cluster, run) { child.send(SIGKILL) }
        _ = try await child.wait()
        try await cluster.restart()
        let checkpoints = try await run.generation.eventCount("batch-committed")
        let kept = try await run.ledgerCount()
        #expect(kept < checkpoints, "the server forgot nothing: the test proves nothing")

        // Fault 9: strangers commit under the ids that follow, until all that the journal knows of
        // are used, the forgotten ones among them.
        let last = try await run.generation.journal.integer(
            "SELECT max(CAST(payload ->> 'transactionID' AS INTEGER)) FROM event "
                + "WHERE kind = 'batch-committed'"
        )
        var current = 0
        while current < last {
            current = try await run.generation.database.integer("SELECT txid_current()")
        }
        try await run.hurry()
        let resumed = try await run.generation.resume()
        #expect(resumed.exit == .status(0), "\(resumed.allOutput)")
        #expect(
            resumed.standardError.contains("the target lost "),
            "\(resumed.standardError)"
        )
        #expect(try await run.generation.eventCount("batch-lost") > 0)
        // The server would now say of a forgotten batch that it is there.
        let forgotten = try await run.generation.journal.rows(
            """
            SELECT c.payload ->> 'transactionID' FROM event c JOIN event l ON l.batch = c.batch
            WHERE c.kind = 'batch-committed' AND l.kind = 'batch-lost' AND c.seq < l.seq
            """
        ).compactMap { $0[0] }
        var statuses: [String?] = []
        for id in forgotten {
            statuses += try await run.generation.database.rows("SELECT pg_xact_status('\(id)')")[0]
        }
        #expect(statuses.contains("committed"), "\(statuses) of \(forgotten), last \(last)")
        try await run.expectWhole()
        try await cluster.stop()
    }

    @Test func `fault 8: a run that goes on by itself looks at the ledger before it is complete`()
        async throws
    {
        let cluster = try await Self.forgetfulCluster()
        let (run, child) = try await Self.begin(cluster)
        try await Self.losePower(cluster, run)
        try await Task.sleep(for: .milliseconds(300))
        try await cluster.restart()
        try await run.hurry()
        let result = try await child.wait()
        // A child whose parent was forgotten is refused by a foreign key: then the run is resumed.
        if result.exit != .status(0) {
            try await run.generation.resume().requireSuccess("gatefill resume")
        }
        #expect(try await run.generation.eventCount("batch-lost") > 0, "\(result.standardError)")
        try await run.expectWhole()
        let counted = try await run.ledgerCount()
        let batches = try await run.generation.journal.integer("SELECT batch_total FROM run")
        #expect(counted == batches)
        try await cluster.stop()
    }

    @Test func `fault 8: what the end of a SQLite file's log took with it is loaded again`()
        async throws
    {
        let run = try await SlowRun(.sqlite)
        let child = try run.start()
        try await run.waitForPrompts(3, child)
        child.send(SIGKILL)
        _ = try await child.wait()
        // A loss of power leaves the part of the log that had reached the disk; whoever opens the
        // file next finds no shared memory.
        guard case .sqlite(let file) = try TargetLocation(url: run.generation.database.url) else {
            preconditionFailure("the run's target is a SQLite file")
        }
        let path = file.path
        let log = try FileHandle(forUpdating: URL(filePath: path + "-wal"))
        let length = try log.seekToEnd()
        try log.truncate(atOffset: length / 3 * 2)
        try log.close()
        try FileManager.default.removeItem(atPath: path + "-shm")
        let checkpoints = try await run.generation.eventCount("batch-committed")
        #expect(
            try await run.ledgerCount() < checkpoints,
            "nothing was forgotten: the test proves nothing"
        )

        try await run.hurry()
        let resumed = try await run.generation.resume()
        #expect(resumed.exit == .status(0), "\(resumed.allOutput)")
        #expect(resumed.standardError.contains("the target lost "), "\(resumed.standardError)")
        #expect(try await run.generation.eventCount("batch-lost") > 0)
        try await run.expectWhole()
    }
}

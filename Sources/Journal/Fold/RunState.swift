/// A block of integer keys that a run holds.
package struct Reservation: Sendable, Equatable {
    package let table: String
    package let column: String
    package let firstID: Int64
    package let idCount: Int64
}

/// An index or constraint that a run has dropped, or was about to drop, and not restored.
package struct Suspension: Sendable, Equatable {
    package let table: String
    package let name: String
    /// `index`, `unique`, `foreign-key` or another word.
    package let object: String
    /// The exact DDL that makes it again.
    package let definition: String
    /// The event that announced the drop; restoring in this order respects dependencies.
    package let seq: Int64
}

/// Everything the events say about one run: a pure fold.
///
/// The SQL projections follow the same rules, by the same code for runs and batches. A batch takes
/// about 250 bytes here; for runs of many batches read ``EventStore/batchStates(run:)``.
package struct RunState: Sendable, Equatable {
    package let number: Int64
    /// Nil until the first event.
    package private(set) var run: RunRecord?
    /// The batches that events have named, by number.
    package private(set) var batches: [Int64: BatchRecord] = [:]
    /// In the order of their first reservation.
    package private(set) var reservations: [Reservation] = []
    /// In the order of their suspension.
    package private(set) var suspensions: [Suspension] = []

    /// The state of run `number` before its first event.
    package init(run number: Int64) {
        self.number = number
    }

    /// Folds in the next event of the run.
    ///
    /// - Throws: ``JournalError`` with code `journal-corrupt` when the payload cannot be read.
    /// - Precondition: `event.run` is this run.
    package mutating func apply(_ event: StoredEvent) throws(JournalError) {
        precondition(event.run == number, "an event of another run was folded into run \(number)")
        apply(try event.decoded(), seq: event.seq, at: event.at)
    }

    /// Folds in an event that the journal gave number `seq` at time `at`.
    package mutating func apply(_ event: JournalEvent, seq: Int64, at: UTCTimestamp) {
        var record = run ?? RunRecord(number: number, seq: seq, at: at)
        record.apply(event, seq: seq, at: at)
        if let change = BatchChange(event, before: { batches[$0] }) {
            record.replace(change.before, by: change.after)
            batches[change.after.number] = change.after
        }
        run = record
        applyToLists(event, seq: seq)
    }

    private mutating func applyToLists(_ event: JournalEvent, seq: Int64) {
        switch event {
        case .idsReserved(let payload):
            let block = Reservation(payload)
            let known = reservations.firstIndex {
                $0.table == block.table && $0.column == block.column
            }
            if let known {
                reservations[known] = block
            } else {
                reservations.append(block)
            }
        case .indexSuspended(let payload):
            forget(payload.table, payload.object, named: payload.name)
            suspensions.append(Suspension(payload, seq: seq))
        case .indexRestored(let payload):
            forget(payload.table, payload.object, named: payload.name)
        default:
            break
        }
    }

    private mutating func forget(_ table: String, _ object: String, named name: String) {
        suspensions.removeAll { $0.table == table && $0.object == object && $0.name == name }
    }
}

/// What one event does to its batch; nil for events that change no batch.
struct BatchChange {
    let before: BatchRecord?
    let after: BatchRecord

    init?(
        _ event: JournalEvent,
        before lookUp: (Int64) throws -> BatchRecord?
    ) rethrows {
        switch event {
        case .batchStarted, .batchCommitted, .batchFailed, .batchRecovered, .batchLost,
            .batchDeleted:
            break
        default:
            return nil
        }
        let payload = event.payload
        guard let number = payload.batchNumber, let table = payload.tableName else {
            return nil
        }
        before = try lookUp(number)
        var record = before ?? BatchRecord(number: number, table: table)
        record.apply(event)
        after = record
    }
}

extension Reservation {
    init(_ payload: IDsReserved) {
        self.init(
            table: payload.table,
            column: payload.column,
            firstID: payload.firstID,
            idCount: payload.idCount
        )
    }
}

extension Suspension {
    init(_ payload: IndexSuspended, seq: Int64) {
        self.init(
            table: payload.table,
            name: payload.name,
            object: payload.object,
            definition: payload.definition,
            seq: seq
        )
    }
}

import GRDB

/// What is wrong at one place of the chain.
package enum ChainFault: String, Sendable {
    /// The event does not have the hash it carries.
    case edited
    /// An event is missing before this number.
    case missing
    /// The event carries the place of another: it follows an event that stands elsewhere.
    case reordered
    /// The event is intact but follows an event that is not there: it or its forerunner was
    /// replaced with a hash computed anew.
    case replaced
    /// The journal ends before the head that is known from elsewhere.
    case cut
}

/// The result of checking the whole chain.
package struct ChainVerification: Sendable, Equatable {
    /// The last event that was checked and found intact.
    package let head: ChainHead
    /// The number of the first event that is wrong or missing, and why; nil if all is well.
    package let firstFault: (seq: Int64, fault: ChainFault)?

    /// Whether the journal is as it was written, as far as it can tell by itself.
    package var isIntact: Bool { firstFault == nil }

    package static func == (left: ChainVerification, right: ChainVerification) -> Bool {
        left.head == right.head && left.firstFault?.seq == right.firstFault?.seq
            && left.firstFault?.fault == right.firstFault?.fault
    }
}

extension EventStore {
    /// Computes every hash again, in order, and stops at the first that does not hold.
    ///
    /// A tail that was cut, or a whole chain computed anew, shows only against a head that is known
    /// from elsewhere, such as the target's ledger.
    ///
    /// - Parameter known: A head that this journal once had.
    /// - Returns: The first fault, if any, and the last intact event.
    /// - Throws: ``JournalError`` when the file cannot be read at all.
    /// - Complexity: O(events); memory does not depend on their number.
    package func verifyChain(
        known: ChainHead? = nil
    ) throws(JournalError) -> ChainVerification {
        try reading { database in
            var head = ChainHead.empty
            let rows = try Row.fetchCursor(
                database,
                sql: "SELECT \(StoredEvent.columns) FROM event ORDER BY seq"
            )
            while let row = try rows.next() {
                if let fault = try EventStore.fault(row, after: head, database) {
                    return ChainVerification(head: head, firstFault: fault)
                }
                head = ChainHead(seq: row[0], hash: [UInt8](blob: row[8]) ?? [])
                if let known, known.seq == head.seq, known.hash != head.hash {
                    return ChainVerification(head: head, firstFault: (head.seq, .replaced))
                }
            }
            if let known, known.seq > head.seq {
                return ChainVerification(head: head, firstFault: (head.seq + 1, .cut))
            }
            return ChainVerification(head: head, firstFault: nil)
        }
    }

    private static func fault(
        _ row: Row,
        after head: ChainHead,
        _ database: Database
    ) throws -> (seq: Int64, fault: ChainFault)? {
        let seq: Int64 = row[0]
        guard seq == head.seq + 1 else {
            // A number below 1 can only have been put there.
            return (head.seq + 1, seq <= head.seq ? .edited : .missing)
        }
        guard let event = StoredEvent(row: row) else {
            return (seq, .edited)
        }
        if event.prevHash == head.hash {
            return EventHash.hash(of: event) == event.hash ? nil : (seq, .edited)
        }
        let forerunner = try Int64.fetchOne(
            database,
            sql: "SELECT seq FROM event WHERE hash = ? AND seq <> ?",
            arguments: [event.prevHash.blob, seq - 1]
        )
        if forerunner != nil || (event.prevHash == EventHash.genesis && seq != 1) {
            return (seq, .reordered)
        }
        return (seq, EventHash.hash(of: event) == event.hash ? .replaced : .edited)
    }

    /// Folds every event into projections of a temporary database and compares them with the stored
    /// ones, which stay as they are.
    ///
    /// - Parameter limit: The most differences to name.
    /// - Returns: One line a difference; empty when the projections are what the events say.
    /// - Throws: ``JournalError`` with code `journal-corrupt` when an event cannot be read.
    /// - Complexity: O(events); the temporary database is on disk when it is large.
    package func projectionDifferences(limit: Int = 10) throws(JournalError) -> [String] {
        try reading { database in
            let temporary = try DatabaseQueue(path: "")
            return try temporary.writeWithoutTransaction { copy in
                var differences: [String] = []
                try copy.inTransaction {
                    try copy.execute(sql: JournalSchema.projections)
                    try EventStore.project(from: database, into: copy)
                    for table in JournalSchema.projectionTables where differences.count < limit {
                        differences += try EventStore.differences(
                            in: table,
                            stored: database,
                            folded: copy,
                            limit: limit - differences.count
                        )
                    }
                    return .rollback
                }
                return differences
            }
        }
    }

    private static func differences(
        in table: (name: String, key: String),
        stored: Database,
        folded: Database,
        limit: Int
    ) throws -> [String] {
        let sql = "SELECT * FROM \(table.name) ORDER BY \(table.key)"
        let left = try Row.fetchCursor(stored, sql: sql)
        let right = try Row.fetchCursor(folded, sql: sql)
        var differences: [String] = []
        while differences.count < limit {
            let (one, other) = (try left.next(), try right.next())
            if one == nil, other == nil {
                break
            }
            if one != other {
                let place = other ?? one
                let key = place.map { "\($0.databaseValues.prefix(2).map(\.description))" } ?? ""
                differences.append("table \(table.name), row \(key): stored and folded differ")
            }
        }
        return differences
    }
}

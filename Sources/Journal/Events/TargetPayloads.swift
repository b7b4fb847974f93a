/// The run is tied to one target; any other is refused from now on.
package struct TargetBound: EventPayload {
    package static let kind = EventKind.targetBound

    /// What makes the target itself: database name, system identifier, file id and such.
    package let identity: [String: String]
    /// The digest of the tables that the run touches.
    package let schemaFingerprint: String
    /// The epoch that the target fences with.
    package let epoch: Int64
    /// What only the target knows and rows depend on, such as the ids of its system roles.
    package let constants: [String: String]
    /// The tables line by line, in rising order; nil in events of older versions.
    package let schema: [String]?
    /// The machine and the server's settings by name; nil in events of older versions.
    package let environment: [String: String]?

    package init(
        identity: [String: String],
        schemaFingerprint: String,
        epoch: Int64,
        constants: [String: String] = [:],
        schema: [String]? = nil,
        environment: [String: String]? = nil
    ) {
        self.identity = identity
        self.schemaFingerprint = schemaFingerprint
        self.epoch = epoch
        self.constants = constants
        self.schema = schema
        self.environment = environment
    }
}

/// The run is a copy of another run of this journal, in a database that was copied, restored,
/// renamed or upgraded; what follows was read from the copy's ledger.
package struct TargetMoved: EventPayload {
    package static let kind = EventKind.targetMoved

    /// The number of the run that was copied.
    package let originalRun: Int64
    /// What differs between the two targets: each fact with its value there and here.
    package let differences: [String]
    /// The epoch in force in the copy's ledger.
    package let ledgerEpoch: Int64

    package init(originalRun: Int64, differences: [String], ledgerEpoch: Int64) {
        self.originalRun = originalRun
        self.differences = differences
        self.ledgerEpoch = ledgerEpoch
    }
}

/// A block of integer keys of one table belongs to the run.
package struct IDsReserved: EventPayload {
    package static let kind = EventKind.idsReserved

    /// The table in the target.
    package let table: String
    /// The key column.
    package let column: String
    /// The least key of the block.
    package let firstID: Int64
    /// Keys in the block.
    package let idCount: Int64

    package init(table: String, column: String, firstID: Int64, idCount: Int64) {
        self.table = table
        self.column = column
        self.firstID = firstID
        self.idCount = idCount
    }

    package var tableName: String? { table }
}

/// An index or constraint is about to be dropped until its table is loaded.
///
/// Appended **before** the drop: an entry without its ``IndexRestored`` may still be there.
package struct IndexSuspended: EventPayload {
    package static let kind = EventKind.indexSuspended

    /// The table it is on.
    package let table: String
    /// The index's or constraint's name.
    package let name: String
    /// What it is: `index`, `unique`, `foreign-key` or another word.
    package let object: String
    /// The exact DDL that makes it again.
    package let definition: String
    /// The table that a foreign key refers to; nil for other objects.
    package let parent: String?
    /// The lines of ``TargetBound/schema``, without the table's name, that go with it.
    package let schemaLines: [String]?

    package init(
        table: String,
        name: String,
        object: String,
        definition: String,
        parent: String? = nil,
        schemaLines: [String]? = nil
    ) {
        self.table = table
        self.name = name
        self.object = object
        self.definition = definition
        self.parent = parent
        self.schemaLines = schemaLines
    }

    package var tableName: String? { table }
}

/// An index or constraint is there again and valid.
package struct IndexRestored: EventPayload {
    package static let kind = EventKind.indexRestored

    /// The table it is on.
    package let table: String
    /// The index's or constraint's name.
    package let name: String
    /// What it is, as in ``IndexSuspended``.
    package let object: String
    /// The DDL that was run.
    package let definition: String
    /// Time the server took.
    package let durationMicroseconds: Int64

    package init(
        table: String,
        name: String,
        object: String,
        definition: String,
        durationMicroseconds: Int64
    ) {
        self.table = table
        self.name = name
        self.object = object
        self.definition = definition
        self.durationMicroseconds = durationMicroseconds
    }

    package var tableName: String? { table }
}

/// The target's statistics of a table are fresh.
package struct TableAnalyzed: EventPayload {
    package static let kind = EventKind.tableAnalyzed

    /// The table.
    package let table: String
    /// Time the server took.
    package let durationMicroseconds: Int64

    package init(table: String, durationMicroseconds: Int64) {
        self.table = table
        self.durationMicroseconds = durationMicroseconds
    }

    package var tableName: String? { table }
}

import Journal
import Targets

/// What a run has suspended so far, as its events tell it.
struct SuspensionHistory {
    /// Every object that it has suspended, those included that are restored.
    let known: [SuspendedObject]
    /// Those that are not recorded as restored.
    let outstanding: [SuspendedObject]
    /// Whether a batch has begun: from then on nothing more is suspended.
    let hasBegun: Bool

    /// A run that has suspended nothing yet.
    static let none = SuspensionHistory(known: [], outstanding: [], hasBegun: false)

    /// Creates one of its parts.
    private init(known: [SuspendedObject], outstanding: [SuspendedObject], hasBegun: Bool) {
        self.known = known
        self.outstanding = outstanding
        self.hasBegun = hasBegun
    }

    /// Ends the reading of events.
    private struct EndOfReading: Error {}

    /// Reads the events of a run.
    ///
    /// - Complexity: O(events before the first batch): whatever is suspended is so before that.
    init(run number: Int64, in journal: EventStore) throws {
        var known: [String: SuspendedObject] = [:]
        var order: [String] = []
        var hasBegun = false
        do {
            try journal.events(run: number, kinds: [.indexSuspended, .batchStarted]) { event in
                guard case .indexSuspended(let payload) = try event.decoded() else {
                    throw EndOfReading()
                }
                let object = try SuspendedObject(payload)
                if known.updateValue(object, forKey: object.key) == nil {
                    order.append(object.key)
                }
            }
        } catch is EndOfReading {
            hasBegun = true
        }
        let left = Set(
            try journal.suspensions(run: number).map { "\($0.object) \($0.name) \($0.table)" }
        )
        self.known = order.compactMap { known[$0] }
        outstanding = self.known.filter { left.contains($0.key) }
        self.hasBegun = hasBegun
    }

    /// The lines of a target's schema as they are when everything is restored; `lines` are those
    /// that were found, as ``Targets/TargetSchema/lines(of:)`` gives them.
    func restoring(_ lines: [String], of tables: [String]) -> [String] {
        let among = known.filter { tables.contains($0.table) }
        var all = Set(lines)
        all.subtract(among.flatMap { $0.inSchema($0.uncheckedLines) })
        all.formUnion(among.flatMap { $0.inSchema($0.schemaLines) })
        return all.sorted()
    }

    /// What was restored once and is not in a target with these lines: the target was set back.
    func lost(in lines: [String]) -> [SuspendedObject] {
        let found = Set(lines)
        let open = Set(outstanding.map(\.key))
        return known.filter { object in
            !open.contains(object.key)
                && !object.inSchema(object.schemaLines).allSatisfy { found.contains($0) }
        }
    }
}

extension SuspendedObject {
    /// Tells objects apart.
    var key: String { "\(kind.rawValue) \(name) \(table)" }

    /// Lines as they stand among those of the whole schema.
    func inSchema(_ lines: [String]) -> [String] { lines.map { "\(table): \($0)" } }

    /// Reads an event.
    ///
    /// - Throws: ``RunFailure`` for a kind of object that only a later version knows.
    init(_ payload: IndexSuspended) throws(RunFailure) {
        guard let kind = Kind(rawValue: payload.object) else {
            throw RunFailure(
                code: "unknown-object",
                message: "could not restore \(payload.name) of \(payload.table): a later version "
                    + "of gatefill has suspended it",
                detail: "its kind is `\(payload.object)`",
                hint: "Use the version that began the run."
            )
        }
        self.init(
            table: payload.table,
            name: payload.name,
            kind: kind,
            statements: SuspendedObject.statements(in: payload.definition, of: kind),
            parent: payload.parent,
            schemaLines: payload.schemaLines ?? []
        )
    }

    /// The event that must be stored before it is dropped.
    var suspendedEvent: IndexSuspended {
        IndexSuspended(
            table: table,
            name: name,
            object: kind.rawValue,
            definition: definition,
            parent: parent,
            schemaLines: schemaLines
        )
    }

    /// The event that it is there again.
    func restoredEvent(microseconds: Int64) -> JournalEvent {
        .indexRestored(
            IndexRestored(
                table: table,
                name: name,
                object: kind.rawValue,
                definition: definition,
                durationMicroseconds: microseconds
            )
        )
    }
}

import Planner

/// Decides which batch of a run is deleted next, and gives deletions, which end in any order, in
/// the order in which they were begun.
///
/// Tables go one after the other, and each is prepared before its first batch: when the rows of a
/// table are deleted, those that refer to them are gone. A pure value: it knows neither workers nor
/// clocks.
struct CleanupScheduler {
    /// What a worker that has nothing to do gets.
    enum Step: Hashable {
        /// A table of the plan to get the target ready for.
        case prepare(table: Int)
        /// A batch to delete.
        case delete(batch: Int64)
    }

    /// The batches of a table that are left, in the order in which they go.
    struct Stage {
        let table: Int
        var batches: ArraySlice<Int64>
        /// Whether a batch begins when the one before it has ended, because rows may refer to
        /// others of their table.
        let isInSequence: Bool
    }

    private enum Preparation {
        case missing, begun, ended
    }

    /// The table that is worked on, and those after it.
    private var stages: ArraySlice<Stage>
    private var preparation = Preparation.missing
    /// Batches that were begun and not taken, in their order, and the deletions of those that have
    /// ended.
    private var begun: [Int64] = []
    private var ended: [Int64: Deletion] = [:]
    private let begunCountMax: Int

    /// Schedules tables; at most `begunCountMax` batches are begun and not taken, so that one that
    /// takes long does not leave the journal far behind the target.
    init(_ stages: [Stage], begunCountMax: Int) {
        self.stages = stages[...]
        self.begunCountMax = begunCountMax
    }

    /// The earliest batch that has not been taken; nil when all have.
    var first: Int64? { begun.first ?? stages.lazy.compactMap(\.batches.first).first }

    /// What a worker does next; nil when something that was begun must end first, and when nothing
    /// is left.
    mutating func workerIsIdle() -> Step? {
        while let stage = stages.first {
            switch preparation {
            case .missing:
                preparation = .begun
                return .prepare(table: stage.table)
            case .begun: return nil
            case .ended: break
            }
            let inHandCount = begun.count - ended.count
            if let batch = stage.batches.first {
                let isFull = stage.isInSequence ? inHandCount > 0 : begun.count >= begunCountMax
                guard !isFull else { return nil }
                stages[stages.startIndex].batches.removeFirst()
                begun.append(batch)
                return .delete(batch: batch)
            }
            guard inHandCount == 0 else { return nil }
            stages.removeFirst()
            preparation = .missing
        }
        return nil
    }

    /// Notes that the target is ready for the table that was to be prepared.
    mutating func tablePrepared() { preparation = .ended }

    /// Notes the end of a batch that was begun.
    mutating func batchDeleted(_ deletion: Deletion) { ended[deletion.batch.number] = deletion }

    /// Takes the deletions that no batch which was begun earlier is missing before.
    mutating func takeInOrder() -> [Deletion] {
        let next = begun.prefix { ended[$0] != nil }
        begun.removeFirst(next.count)
        return next.compactMap { ended.removeValue(forKey: $0) }
    }

    /// Takes all deletions; batches that have not ended are left.
    mutating func takeAll() -> [Deletion] {
        let all = begun.compactMap { ended.removeValue(forKey: $0) }
        let numbers = Set(all.map(\.batch.number))
        begun.removeAll { numbers.contains($0) }
        return all
    }
}

extension CleanupScheduler {
    /// Schedules what is left of a run; see ``init(_:begunCountMax:)``.
    init(_ assignment: CleanupAssignment, begunCountMax: Int) {
        var stages: [Stage] = []
        var waiting = assignment.batches[...]
        while let first = waiting.first {
            let index = assignment.plan.batch(first).table
            let batches = waiting.prefix { assignment.plan.batch($0).table == index }
            let table = assignment.tables[index]
            stages.append(
                Stage(
                    table: index,
                    batches: batches,
                    isInSequence: table.references.contains { $0.table == table.name }
                )
            )
            waiting = waiting[batches.endIndex...]
        }
        self.init(stages, begunCountMax: begunCountMax)
    }
}

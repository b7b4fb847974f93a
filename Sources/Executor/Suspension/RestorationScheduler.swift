import Targets

/// Decides what is restored next: a pure value, as ``RunScheduler`` is for batches.
///
/// A table's indexes are built when its last batch is in, side by side. When all of them are there,
/// its unique constraints follow, then its foreign keys, one after the other because checking them
/// locks the table against itself, and each after the table that it refers to.
package struct RestorationScheduler: Sendable {
    private enum State: Sendable {
        case suspended
        case inHand
        /// The index of a unique constraint is there, the constraint is not.
        case built
        case restored
    }

    private struct Entry: Sendable {
        let object: SuspendedObject
        var state = State.suspended
        /// Time of the steps so far.
        var microseconds: Int64 = 0
    }

    private var objects: [Entry]

    /// Schedules the restoration of some objects.
    package init(_ objects: [SuspendedObject]) {
        self.objects = objects.map { Entry(object: $0) }
    }

    /// Whether everything is restored.
    package var isFinished: Bool { objects.allSatisfy { $0.state == .restored } }

    /// The next step for a worker; nil when there is none at this moment.
    ///
    /// `isComplete` says whether every batch of a table is in; it is true of tables that are not
    /// loaded.
    package mutating func next(
        isComplete: (String) -> Bool
    ) -> (object: SuspendedObject, action: RestorationStep.Action)? {
        let waiting = objects.indices.filter { index in
            let state = objects[index].state
            return (state == .suspended || state == .built)
                && isComplete(objects[index].object.table)
        }
        for action in [RestorationStep.Action.build, .attach, .refer] {
            for index in waiting where isDue(index, action, isComplete: isComplete) {
                objects[index].state = .inHand
                return (objects[index].object, action)
            }
        }
        return nil
    }

    /// Notes that a step was taken, in that many microseconds.
    ///
    /// - Returns: The time of all steps of the object if it is restored with this one.
    package mutating func stepTaken(
        _ object: SuspendedObject,
        _ action: RestorationStep.Action,
        microseconds: Int64 = 0
    ) -> Int64? {
        guard let index = objects.firstIndex(where: { $0.object == object }) else {
            preconditionFailure("a step was taken that was not scheduled")
        }
        let isRestored = action != .build || object.kind == .index
        objects[index].state = isRestored ? .restored : .built
        objects[index].microseconds += microseconds
        return isRestored ? objects[index].microseconds : nil
    }

    private func isDue(
        _ index: Int,
        _ action: RestorationStep.Action,
        isComplete: (String) -> Bool
    ) -> Bool {
        let (object, state) = (objects[index].object, objects[index].state)
        switch (action, object.kind, state) {
        case (.build, .index, .suspended), (.build, .unique, .suspended):
            return true
        case (.attach, .unique, .built):
            // It takes the table for itself: no index may be in the making.
            return !objects.contains {
                $0.object.table == object.table && $0.object.kind != .foreignKey
                    && ($0.state == .suspended || $0.state == .inHand)
            }
        case (.refer, .foreignKey, .suspended):
            let parent = object.parent ?? object.table
            guard isComplete(parent) else { return false }
            return !objects.contains { other in
                let isOfEither = other.object.table == object.table || other.object.table == parent
                guard isOfEither else { return false }
                return other.object.kind == .foreignKey
                    ? other.state == .inHand : other.state != .restored
            }
        default:
            return false
        }
    }
}

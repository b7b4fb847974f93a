/// The right to change a target in the name of a run: its epoch must still be in force.
package struct RunFence: Sendable, Hashable {
    /// The run's name in the ledger.
    package let runUID: String
    /// The epoch that must be in force.
    package let epoch: Int64

    /// Creates a fence.
    package init(runUID: String, epoch: Int64) {
        self.runUID = runUID
        self.epoch = epoch
    }
}

/// One step of making a suspended object again; each can be repeated, whatever became of an earlier
/// attempt.
package struct RestorationStep: Sendable, Hashable {
    /// What is done.
    package enum Action: Sendable, Hashable {
        /// Builds the index, that of a unique constraint too; others may read the table and refer to it
        /// meanwhile.
        case build
        /// Makes a built index a unique constraint: short, but nobody may use the table meanwhile.
        case attach
        /// Adds a foreign key, then checks the rows that are there.
        case refer
    }

    /// What is made again.
    package let object: SuspendedObject
    /// What is done.
    package let action: Action
    /// The right to do it; nil where the target has no ledger any more.
    package let fence: RunFence?
    /// Memory that the server may use for it, at least what it would use anyhow.
    package let memoryKilobyteCount: Int

    /// Creates a step.
    package init(
        _ object: SuspendedObject,
        _ action: Action,
        fence: RunFence?,
        memoryKilobyteCount: Int
    ) {
        self.object = object
        self.action = action
        self.fence = fence
        self.memoryKilobyteCount = memoryKilobyteCount
    }
}

/// What a failed restoration means.
enum RestorationFailure {
    /// An error as it is told when it stopped a step.
    static func error(_ step: RestorationStep, _ cause: TargetError) -> TargetError {
        let object = step.object
        let facts = [cause.detail, "it is: \(object.statements.joined(separator: "; "))"].compactMap
        { $0 }
        .joined(separator: "; ")
        switch cause.code {
        case "key-collision":
            return TargetError(
                code: "unique-violation",
                message: "could not restore \(object.title): two rows have the same values",
                detail: facts,
                hint:
                    "Somebody wrote to the table while its indexes were suspended: remove or change "
                    + "that row and carry on, or undo the run with `gatefill cleanup`."
            )
        case "constraint-violation":
            return TargetError(
                code: "reference-violation",
                message: "could not restore \(object.title): a row refers to one that is not there",
                detail: facts,
                hint: "Somebody wrote to one of the tables while its foreign keys were suspended: "
                    + "remove the row that refers to nothing and carry on, or undo the run with "
                    + "`gatefill cleanup`."
            )
        default:
            return TargetError(
                code: cause.code,
                message: cause.message,
                detail: (cause.detail.map { $0 + "; " } ?? "")
                    + "while \(object.title) was restored",
                hint: cause.hint,
                category: cause.category
            )
        }
    }

    /// The target has an object of the name, but it is another one.
    static func differs(_ object: SuspendedObject, found: [String]) -> TargetError {
        TargetError(
            code: "index-differs",
            message: "could not restore \(object.title): the target has another one of that name",
            detail: "expected \(object.schemaLines.joined(separator: "; ")), found "
                + (found.isEmpty ? "none" : found.joined(separator: "; ")),
            hint: "Drop the other one, then carry on."
        )
    }
}

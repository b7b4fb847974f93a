/// One step of making a suspended object again; each can be repeated, whatever became of an earlier
/// attempt.
package struct RestorationStep: Sendable, Hashable {
    /// What is done.
    package enum Action: Sendable, Hashable {
        /// Builds the index, that of a unique constraint too; others may read the table and refer
        /// to it meanwhile.
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
    /// Whether nothing else of the run is at work meanwhile: then the server may build the index
    /// with several processes, which else only take turns with those that build and load beside
    /// them.
    package let isAlone: Bool

    /// Creates a step.
    package init(
        _ object: SuspendedObject,
        _ action: Action,
        fence: RunFence?,
        memoryKilobyteCount: Int,
        isAlone: Bool = true
    ) {
        self.object = object
        self.action = action
        self.fence = fence
        self.memoryKilobyteCount = memoryKilobyteCount
        self.isAlone = isAlone
    }
}

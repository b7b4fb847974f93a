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
